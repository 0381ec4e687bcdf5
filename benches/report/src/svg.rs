//! `results.svg`: a build and a call side by side, for the README.

use std::fmt::Write as _;
use std::fs;

use crate::Result;
use crate::figures::Figures;
use crate::markdown::{Measured, number};
use crate::ways::{MANUAL, ON_HYPER, ON_REQWEST, SDK};

/// Whose bars are drawn, with what they are called and their colours.
const DRAWN: [(&str, &str, &str); 4] = [
    (ON_REQWEST, "Connect Endpoint on reqwest", "#2f6f4f"),
    (ON_HYPER, "Connect Endpoint on hyper", "#6fae8c"),
    (MANUAL, "manual code: reqwest and aws-sigv4", "#c08a2d"),
    (SDK, "AWS SDK: aws-sdk-connect", "#8a8f98"),
];

const WIDTH: f64 = 780.0;
/// Of the longest bar.
const LONGEST: f64 = 380.0;
const LEFT: f64 = 250.0;
const BAR: f64 = 14.0;
const GROUP: f64 = 88.0;
const TOP: f64 = 64.0;

/// Bars for one figure of each client.
struct Group<'f> {
    title: &'static str,
    note: &'static str,
    figures: &'f Figures,
    column: &'static str,
    /// What a figure is divided by, and the unit that it has then.
    unit: (f64, &'static str),
}

pub(crate) fn write(measured: &Measured) -> Result<()> {
    Ok(fs::write("results.svg", draw(&groups(measured))?)?)
}

fn groups(measured: &Measured) -> [Group<'_>; 7] {
    let group = |title, note, figures, column, unit| Group { title, note, figures, column, unit };
    let (build, calls, load) = (&measured.build, &measured.calls, &measured.load);
    let (less, at_once) = ("less is better", "256 calls at once; less is better");
    [
        group("CPU time of a clean release build", less, build, "CPU seconds", (1.0, "s")),
        group("peak memory of the build", less, build, "peak MB", (1.0, "MB")),
        group("size of the binary", less, build, "binary MB", (1.0, "MB")),
        group("instructions of a call", less, calls, "instructions", (1.0, "instructions")),
        group("CPU time of a call", at_once, load, "CPU µs at 256", (1.0, "µs")),
        group("99 of 100 calls take at most", at_once, load, "p99 µs at 256", (1000.0, "ms")),
        group(
            "calls per second",
            "256 calls at once; more is better",
            load,
            "calls per second at 256",
            (1.0, "per second"),
        ),
    ]
}

fn draw(groups: &[Group<'_>]) -> Result<String> {
    let (mut bars, mut top) = (String::new(), TOP);
    for group in groups {
        bars += &group.draw(top)?;
        top += GROUP;
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" font-family=\"sans-serif\" \
         font-size=\"12\" role=\"img\" aria-label=\"Connect Endpoint beside manual code and the AWS SDK\">\n\
         <rect width=\"{WIDTH}\" height=\"{top}\" fill=\"#ffffff\"/>\n{}{bars}</svg>\n",
        legend()?
    ))
}

/// Two names in each of two lines.
fn legend() -> Result<String> {
    let mut text = String::new();
    for ((_, label, colour), place) in DRAWN.iter().zip(0_u8..) {
        let (left, top) = (LEFT + f64::from(place % 2) * 250.0, 12.0 + f64::from(place / 2) * 20.0);
        writeln!(
            text,
            "<rect x=\"{left}\" y=\"{top}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>\n\
             <text x=\"{}\" y=\"{}\" fill=\"#222\">{label}</text>",
            left + 18.0,
            top + 10.0
        )?;
    }
    Ok(text)
}

impl Group<'_> {
    fn draw(&self, top: f64) -> Result<String> {
        let (divisor, unit) = self.unit;
        let values: Vec<f64> = DRAWN
            .iter()
            .map(|(name, ..)| Ok(self.figures.get(name, self.column)? / divisor))
            .collect::<Result<_>>()?;
        let largest = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let mut text = self.heading(top)?;
        for ((_, _, colour), (index, value)) in DRAWN.iter().zip((0_u8..).zip(values)) {
            let (y, width) = (top + f64::from(index) * (BAR + 3.0), value / largest * LONGEST);
            writeln!(
                text,
                "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{width:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>\n\
                 <text x=\"{:.1}\" y=\"{}\" fill=\"#222\">{} {unit}</text>",
                LEFT + width + 6.0,
                y + 11.0,
                number(value)
            )?;
        }
        Ok(text)
    }

    fn heading(&self, top: f64) -> Result<String> {
        let mut text = String::new();
        for (line, y, colour) in [(self.title, 28.0, "#222"), (self.note, 44.0, "#666")] {
            writeln!(
                text,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{colour}\">{line}</text>",
                LEFT - 12.0,
                top + y
            )?;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, Group};
    use crate::figures::Figures;

    #[test]
    fn every_bar_has_its_number_with_separators_and_unit() {
        let mut figures = Figures::default();
        for (name, ..) in DRAWN {
            figures.set(name, "calls", 18_164.0);
        }
        let unit = (1.0, "per second");
        let group = Group {
            title: "calls",
            note: "more is better",
            figures: &figures,
            column: "calls",
            unit,
        };
        let drawn = group.draw(0.0).unwrap_or_default();
        assert_eq!(drawn.matches(">18,164 per second</text>").count(), DRAWN.len(), "{drawn}");
        assert!(drawn.contains(">more is better</text>"), "{drawn}");
    }
}
