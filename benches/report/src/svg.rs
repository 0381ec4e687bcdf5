//! `results.svg`: a build and a call side by side, for the README.

use std::fmt::Write as _;
use std::fs;

use crate::Result;
use crate::calls::{BY_HAND, OFFICIAL, OURS};
use crate::figures::Figures;

/// Whose bars are drawn, with their colours.
const DRAWN: [(&str, &str); 3] = [(OURS, "#2f6f4f"), (BY_HAND, "#c08a2d"), (OFFICIAL, "#8a8f98")];

const WIDTH: f64 = 760.0;
/// Of the longest bar.
const LONGEST: f64 = 420.0;
const LEFT: f64 = 230.0;
const BAR: f64 = 14.0;
const GROUP: f64 = 74.0;
const TOP: f64 = 48.0;

pub(crate) fn write() -> Result<()> {
    let (build, calls) = (Figures::load("build")?, Figures::load("calls")?);
    let groups = [
        ("CPU time of a clean build, s", &build, "CPU seconds"),
        ("peak memory of it, MB", &build, "peak MB"),
        ("binary, MB", &build, "binary MB"),
        ("instructions of a call", &calls, "instructions"),
        ("p99 with 256 calls in flight, µs", &calls, "p99 at 256"),
    ];
    let mut bars = String::new();
    let mut top = TOP;
    for (title, figures, column) in groups {
        bars += &group(title, figures, column, top)?;
        top += GROUP;
    }
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" font-family=\"sans-serif\" \
         font-size=\"12\" role=\"img\" aria-label=\"Connect Endpoint beside by hand and the official crate\">\n\
         <rect width=\"{WIDTH}\" height=\"{top}\" fill=\"#ffffff\"/>\n"
    );
    Ok(fs::write("results.svg", format!("{head}{}{bars}</svg>\n", legend()?))?)
}

fn legend() -> Result<String> {
    let (mut text, mut left) = (String::new(), LEFT);
    for (name, colour) in DRAWN {
        writeln!(
            text,
            "<rect x=\"{left}\" y=\"16\" width=\"12\" height=\"12\" fill=\"{colour}\"/>"
        )?;
        writeln!(text, "<text x=\"{}\" y=\"26\" fill=\"#222\">{name}</text>", left + 18.0)?;
        left += 150.0;
    }
    Ok(text)
}

fn group(title: &str, figures: &Figures, column: &str, top: f64) -> Result<String> {
    let values: Vec<f64> =
        DRAWN.iter().map(|(name, _)| figures.get(name, column)).collect::<Result<_>>()?;
    let largest = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let mut text = String::new();
    writeln!(
        text,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#222\">{title}</text>",
        LEFT - 12.0,
        top + 1.5 * BAR + 4.0
    )?;
    for ((_, colour), (index, value)) in DRAWN.iter().zip((0_u8..).zip(values)) {
        let (y, width) = (top + f64::from(index) * (BAR + 3.0), value / largest * LONGEST);
        writeln!(
            text,
            "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{width:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>"
        )?;
        let number = if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") };
        writeln!(
            text,
            "<text x=\"{:.1}\" y=\"{}\" fill=\"#222\">{number}</text>",
            LEFT + width + 6.0,
            y + 11.0
        )?;
    }
    Ok(text)
}
