//! Writes `RESULTS.md` from the figures of all steps.

mod bars;
mod building;
mod calls;
mod decoding;
mod load;
mod machine;

use std::fs;

use crate::Result;
use crate::figures::Figures;

const HEAD: &str = "\
# Results

`cargo run --release` in this folder writes this file. [README.md](README.md) describes the measurements. Valgrind counts
instructions and allocations, which hardly differ from run to run. Times do differ, so compare ratios within one table.
Each step of the measurements can be repeated alone, so the tables may come from different days.

- **Connect Endpoint on reqwest** has the default features. **Connect Endpoint on hyper** is the same source, built with
  `default-features = false, features = [\"hyper\", \"rustls-ring\"]`.
- **Manual code** signs with `aws-sigv4` and sends with `reqwest`, without retries, timeouts or a credentials cache.
- **AWS SDK** is the official crate `aws-sdk-connect`.

A ratio such as 0.65× means 0.65 times as much as the other client.

![comparison](results.svg)
";

/// The figures of all steps.
pub(crate) struct Measured {
    pub(crate) calls: Figures,
    pub(crate) load: Figures,
    pub(crate) sign: Figures,
    pub(crate) decode: Figures,
    pub(crate) build: Figures,
    pub(crate) variants: Figures,
    pub(crate) growth: Figures,
}

impl Measured {
    /// Reads what each step measured when it ran last.
    pub(crate) fn load() -> Result<Self> {
        Ok(Self {
            calls: Figures::load("calls")?,
            load: Figures::load("load")?,
            sign: Figures::load("sign")?,
            decode: Figures::load("decode")?,
            build: Figures::load("build")?,
            variants: Figures::load("variants")?,
            growth: Figures::load("growth")?,
        })
    }
}

pub(crate) fn write(measured: &Measured) -> Result<()> {
    let sections = [
        HEAD.to_owned(),
        machine::describe()?,
        bars::section(measured)?,
        calls::section(measured)?,
        load::section(measured)?,
        decoding::section(measured)?,
        building::section(measured)?,
        building::growth(measured)?,
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
pub(crate) fn number(number: f64) -> String {
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
    format!("{ratio:.2}×")
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
