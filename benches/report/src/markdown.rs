//! Writes `RESULTS.md` from the figures of all steps.

mod bars;
mod machine;

use std::fmt::Write as _;
use std::fs;

use crate::calls::{BY_HAND, IN_FLIGHT, OFFICIAL, OURS, WAYS, WRAPPED_WAYS};
use crate::figures::Figures;
use crate::{Result, build, decode, growth};

const HEAD: &str = "\
# Results

`cargo run --release` in this folder writes this file. [README.md](README.md) describes the measurements. Valgrind counts
instructions and allocations, which hardly differ from run to run. Seconds do differ, so compare ratios within one run.
Valgrind does not have the processor's instructions for SHA-256, so signing counts for more here than on a processor.

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

/// Formats a number with thousands separators, or with decimals if it is small.
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
        The call is one `GetFederationToken` with a response of 1.2 KB. A key pair without a session token signs it.\n\n"
        .to_owned();
    let mut table = Table::new(&[
        "",
        "instructions",
        "vs. by hand",
        "vs. official",
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
        write!(text, "\n{} with a wrapped response: {wrapped} instructions.", way.name)?;
    }
    let sign = Figures::load("sign")?;
    let (built, signed) = (sign.get(OURS, "built")?, sign.get(OURS, "built and signed")?);
    let signed_by_hand = sign.get(BY_HAND, "built and signed")?;
    write!(
        text,
        "\n\nThe column without network counts building, signing and decoding. Building takes {}, and building and \
         signing take {}. With manual code, building and signing take {} ({}).\n\n\
         Concurrent callers: the median of rounds in which the clients took turns. In brackets: the median of the \
         ratios to manual code within each round.\n\n",
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
         An envelope decodes a page in two passes, as a call does: one checks for an error, the other decodes the \
         output. In brackets: the ratio to `serde_json::from_slice` of the bare page.\n\n{}",
        table.0
    ))
}

fn building(figures: &Figures, variants: &Figures) -> Result<String> {
    let mut table = Table::new(&[
        "",
        "CPU s",
        "vs. official",
        "wall s",
        "peak MB",
        "vs. official",
        "binary MB",
        "vs. official",
        "crates",
        "binary MB, LTO and stripped",
        "CPU s of `cargo check`",
        "wall s of `cargo check` after an edit",
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
         Each build is a release build from an empty target folder. The builds took turns: the official crate's \
         twice, the others three times. The table has the means. Memory is that of the largest process. The manual \
         program uses ring, and reqwest's HTTP/2 and charsets. With its features cut, it has neither HTTP/2 nor charsets, \
         like Connect Endpoint.\n\n{}",
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
         The table shows what it costs to edit the crate that declares the endpoints, with its dependencies built, \
         and a program that calls them. A quarter of the endpoints describe one thing, a quarter list, a \
         quarter create and a quarter delete. Their outputs are structs of two to five members.\n\n{}\n\
         From 10 to 380 endpoints, each adds {kilobytes:.1} KB to the binary.\n\n\
         `cargo check` of the official crate, which has 380 operations, takes {} CPU s without its dependencies \
         and {} with them. The two crates took turns. The 380 endpoints take {} CPU s, of which their structs with \
         serde's derive take {} ({} of the official crate without dependencies).\n",
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
    fn formats_numbers_with_separators_or_decimals() {
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
