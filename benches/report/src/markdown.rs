//! `RESULTS.md`, from the figures of all steps.

mod bars;
mod machine;

use std::fmt::Write as _;
use std::fs;

use crate::calls::{BY_HAND, IN_FLIGHT, OFFICIAL, OURS, WAYS, WRAPPED_WAYS};
use crate::figures::Figures;
use crate::{Result, build, decode, growth};

const HEAD: &str = "\
# Results

Made by `cargo run --release` in this folder; [README.md](README.md) says what is measured and how. Instructions and
allocations are counted by valgrind and hardly differ from run to run. Seconds do: what counts is the ratio within one
run. Valgrind has no instructions for SHA-256, so that signing weighs more in its counts than on a processor.

![comparison](results.svg)
";

pub(crate) fn write() -> Result<()> {
    let variants = Figures::load("variants")?;
    let sections = [
        HEAD.to_owned(),
        machine::describe()?,
        bars::table()?,
        calls(&Figures::load("calls")?)?,
        decoding(&Figures::load("decode")?)?,
        building(&Figures::load("build")?, &variants)?,
        growing(&Figures::load("growth")?, &variants)?,
    ];
    Ok(fs::write("RESULTS.md", sections.join("\n"))?)
}

/// A table whose first column is text.
struct Table(String);

impl Table {
    fn new(columns: &[&str]) -> Self {
        let rule = format!("|---|{}", "---:|".repeat(columns.len().saturating_sub(1)));
        Self(format!("| {} |\n{rule}\n", columns.join(" | ")))
    }

    fn row(&mut self, cells: &[String]) {
        self.0.extend(["| ", &cells.join(" | "), " |\n"]);
    }
}

/// A number with its thousands apart, or with decimals where it is small.
fn number(number: f64) -> String {
    if number < 100.0 {
        let decimals = usize::from(number < 10.0) + 1;
        return format!("{number:.decimals$}")
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned();
    }
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn ratio(ratio: f64) -> String {
    format!("{ratio:.2}")
}

fn calls(figures: &Figures) -> Result<String> {
    let mut text = "## A call on loopback\n\n\
        One `GetFederationToken`, whose answer is 1.2 KB, signed with a key pair without a session token.\n\n"
        .to_owned();
    let mut table = Table::new(&[
        "",
        "instructions",
        "to by hand",
        "to official",
        "without network",
        "allocations",
        "allocated bytes",
        "heap bytes in flight",
    ]);
    for way in &WAYS {
        let figure = |column: &str| figures.get(way.name, column).map(number);
        table.row(&[
            way.name.to_owned(),
            figure("instructions")?,
            ratio(figures.ratio(way.name, BY_HAND, "instructions")?),
            ratio(figures.ratio(way.name, OFFICIAL, "instructions")?),
            if way.has_memory { figure("instructions in memory")? } else { "-".to_owned() },
            figure("allocations")?,
            figure("allocated bytes")?,
            figure("bytes in flight")?,
        ]);
    }
    text += &table.0;
    for way in WRAPPED_WAYS.iter().filter_map(|&index| WAYS.get(index)) {
        let wrapped = number(figures.get(way.name, "instructions wrapped")?);
        write!(text, "\n{} with the wrapped form: {wrapped} instructions.", way.name)?;
    }
    let sign = Figures::load("sign")?;
    let (built, signed) = (sign.get(OURS, "built")?, sign.get(OURS, "built and signed")?);
    let signed_by_hand = sign.get(BY_HAND, "built and signed")?;
    write!(
        text,
        " Without network is building, signing and decoding: building takes {}, building and signing {}, and by \
         hand {} ({}).\n\n\
         Callers at the same time, the median of rounds that took turns, and in brackets the median of the ratios to \
         by hand within each round:\n\n",
        number(built),
        number(signed),
        number(signed_by_hand),
        ratio(signed / signed_by_hand)
    )?;
    text += &load(figures)?;
    Ok(text)
}

fn load(figures: &Figures) -> Result<String> {
    let columns: Vec<String> = IN_FLIGHT
        .iter()
        .flat_map(|in_flight| {
            ["calls/s", "p50 µs", "p99 µs"].map(|what| format!("{what}, {in_flight} in flight"))
        })
        .collect();
    let columns: Vec<&str> =
        std::iter::once("").chain(columns.iter().map(String::as_str)).collect();
    let mut table = Table::new(&columns);
    for way in &WAYS {
        let mut cells = vec![way.name.to_owned()];
        for in_flight in IN_FLIGHT {
            for what in ["calls per second", "p50", "p99"] {
                let column = format!("{what} at {in_flight}");
                let to_by_hand = figures.get(way.name, &format!("{column}, to by hand"))?;
                cells.push(format!(
                    "{} ({})",
                    number(figures.get(way.name, &column)?),
                    ratio(to_by_hand)
                ));
            }
        }
        table.row(&cells);
    }
    Ok(table.0)
}

fn decoding(figures: &Figures) -> Result<String> {
    let mut columns = vec![String::new()];
    columns.extend(decode::SIZES.iter().map(|(size, _)| format!("{size}, instructions")));
    let mut table = Table::new(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    for way in decode::WAYS {
        let mut cells = vec![way.replace('-', " ")];
        for (size, _) in decode::SIZES {
            let to_plain = ratio(figures.ratio(way, decode::PLAIN, size)?);
            cells.push(format!("{} ({to_plain})", number(figures.get(way, size)?)));
        }
        table.row(&cells);
    }
    Ok(format!(
        "## Decoding a page of users\n\n\
         By an envelope, once to see that it is no error and once for the output, as a call does it; in brackets the \
         ratio to `serde_json::from_slice` of the bare page.\n\n{}",
        table.0
    ))
}

fn building(figures: &Figures, variants: &Figures) -> Result<String> {
    let mut table = Table::new(&[
        "",
        "CPU s",
        "to official",
        "wall s",
        "peak MB",
        "to official",
        "binary MB",
        "to official",
        "crates",
        "binary MB, LTO and stripped",
        "CPU s of `cargo check`",
        "s of it after an edit",
    ]);
    for (name, _) in build::APPS {
        let figure = |column: &str| figures.get(name, column).map(number);
        let variant = |column: &str| variants.get(name, column).map(number);
        let to_official = |column: &str| figures.ratio(name, OFFICIAL, column).map(ratio);
        table.row(&[
            name.to_owned(),
            figure("CPU seconds")?,
            to_official("CPU seconds")?,
            figure("wall seconds")?,
            figure("peak MB")?,
            to_official("peak MB")?,
            figure("binary MB")?,
            to_official("binary MB")?,
            figure("crates")?,
            variant("small binary MB")?,
            variant("check CPU seconds")?,
            variant("check wall seconds after an edit")?,
        ]);
    }
    Ok(format!(
        "## Building a program that makes one call\n\n\
         Release builds from an empty target folder in turns, the official crate's twice, the others thrice; here are \
         the means. Memory is that of the largest process. By \
         hand is with ring and reqwest's HTTP/2 and charsets; with its features cut, it has neither, as Connect \
         Endpoint has neither.\n\n{}",
        table.0
    ))
}

fn growing(figures: &Figures, variants: &Figures) -> Result<String> {
    let mut table = Table::new(&[
        "endpoints",
        "CPU s of `cargo check`",
        "CPU s of a release build",
        "binary MB",
    ]);
    for count in growth::COUNTS {
        let row = count.to_string();
        let figure = |column: &str| figures.get(&row, column).map(number);
        table.row(&[
            row.clone(),
            figure("check CPU seconds")?,
            figure("build CPU seconds")?,
            figure("binary MB")?,
        ]);
    }
    let kilobytes = bars::kilobytes_per_endpoint(figures)?;
    let check = |row: &str| figures.get(row, "check CPU seconds");
    let (official, structs) = (check(growth::OFFICIAL)?, check(growth::STRUCTS)?);
    let whole = variants.get(OFFICIAL, "check CPU seconds")?;
    Ok(format!(
        "## More endpoints\n\n\
         What an edit of the crate that declares them costs, with the dependencies built, and of a program that calls them: a quarter each describes \
         one thing, lists, creates and deletes, with structs of two to five members for what comes back.\n\n{}\n\
         From 10 to 380 endpoints, each takes {kilobytes:.1} KB of the binary.\n\n\
         Checked in turns, the official crate, which has 380 operations, takes {} CPU s of `cargo check` alone, and {} \
         with what it depends on. Of the {} that 380 endpoints take, their structs with serde's derive take {} \
         ({} of the official crate alone).\n",
        table.0,
        number(official),
        number(whole),
        number(check("380")?),
        number(structs),
        ratio(structs / official),
    ))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short_and_have_their_thousands_apart() {
        for (value, text) in [
            (0.0, "0"),
            (0.211, "0.21"),
            (7.5, "7.5"),
            (42.04, "42"),
            (99.96, "100"),
            (123.4, "123"),
            (1234.6, "1,235"),
            (2_274_385.0, "2,274,385"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
