//! The targets, and whether the figures meet them.

use super::{Measured, Table, ratio};
use crate::Result;
use crate::figures::Figures;
use crate::growth;
use crate::load::{column, to};
use crate::ways::{MANUAL, OURS, SDK};

/// What a ratio is compared with.
#[derive(Clone, Copy)]
enum Bar {
    AtMost(f64),
    /// For a figure that varies more between runs than between the two ways.
    AboutAtMost(f64),
    AtLeast(f64),
}

impl Bar {
    fn cell(self, measured: f64) -> String {
        let is_met = match self {
            Self::AtMost(bar) => measured <= bar,
            Self::AboutAtMost(bar) => measured <= bar + 0.01,
            Self::AtLeast(bar) => measured >= bar,
        };
        let verdict = if is_met { "met" } else { "**missed**" };
        format!("{measured:.3}×, {verdict}")
    }

    fn target(self) -> String {
        match self {
            Self::AtMost(bar) => format!("≤ {}", ratio(bar)),
            Self::AboutAtMost(bar) => format!("≤ {} ± 0.01", ratio(bar)),
            Self::AtLeast(bar) => format!("≥ {}", ratio(bar)),
        }
    }
}

pub(super) fn section(measured: &Measured) -> Result<String> {
    let mut table = Table::new(&["", "on reqwest", "on hyper", "target"]);
    for row in ROWS {
        let [reqwest, hyper] = OURS.map(|ours| row.measured(measured, ours));
        let (reqwest, hyper) = (row.bar.cell(reqwest?), row.bar.cell(hyper?));
        table.row(&[row.title(), reqwest, hyper, row.bar.target()]);
    }
    for (title, measured, bar) in without_transport(measured)? {
        table.row(&[title.to_owned(), bar.cell(measured), "-".to_owned(), bar.target()]);
    }
    Ok(format!("## Targets\n\nThe last three rows do not depend on the transport.\n\n{}", table.0))
}

/// A target of both transports.
struct Row {
    what: &'static str,
    step: Step,
    column: &'static str,
    base: &'static str,
    bar: Bar,
}

enum Step {
    Calls,
    /// With 256 calls in flight.
    Load,
    Build,
}

const fn row(
    step: Step,
    what: &'static str,
    column: &'static str,
    base: &'static str,
    bar: Bar,
) -> Row {
    Row { what, step, column, base, bar }
}

const ROWS: [Row; 11] = [
    row(Step::Calls, "instructions of a call", "instructions", MANUAL, Bar::AtMost(0.85)),
    row(Step::Calls, "instructions of a call", "instructions", SDK, Bar::AtMost(0.45)),
    row(Step::Load, "CPU time of a call", "CPU µs", MANUAL, Bar::AtMost(1.0)),
    row(Step::Load, "calls per second", "calls per second", MANUAL, Bar::AtLeast(1.0)),
    row(Step::Load, "p99", "p99 µs", MANUAL, Bar::AtMost(1.05)),
    row(Step::Build, "CPU time of a clean build", "CPU seconds", SDK, Bar::AtMost(0.18)),
    row(Step::Build, "peak memory of a clean build", "peak MB", SDK, Bar::AtMost(0.10)),
    row(Step::Build, "binary", "binary MB", SDK, Bar::AtMost(0.28)),
    row(Step::Build, "CPU time of a clean build", "CPU seconds", MANUAL, Bar::AtMost(1.0)),
    row(Step::Build, "peak memory of a clean build", "peak MB", MANUAL, Bar::AboutAtMost(1.0)),
    row(Step::Build, "binary", "binary MB", MANUAL, Bar::AtMost(1.0)),
];

impl Row {
    fn title(&self) -> String {
        let load = if matches!(self.step, Step::Load) { " with 256 in flight" } else { "" };
        format!("{}{load}, vs. {}", self.what, self.base)
    }

    fn measured(&self, measured: &Measured, ours: &str) -> Result<f64> {
        match self.step {
            Step::Calls => measured.calls.ratio(ours, self.base, self.column),
            Step::Load => measured.load.get(ours, &to(self.base, &column(self.column, 256))),
            Step::Build => measured.build.ratio(ours, self.base, self.column),
        }
    }
}

fn without_transport(measured: &Measured) -> Result<[(&'static str, f64, Bar); 3]> {
    let decoded = |way: &str| measured.decode.ratio(way, "serde_json", "100 KiB");
    let check = measured.growth.ratio("380", growth::OFFICIAL, "check CPU seconds")?;
    Ok([
        (
            "decoding a bare page of 100 KiB with `Adaptive`, vs. `serde_json`",
            decoded("adaptive-of-bare")?,
            Bar::AtMost(1.15),
        ),
        (
            "decoding a wrapped page with `Adaptive`, vs. `serde_json`",
            decoded("adaptive-of-wrapped")?,
            Bar::AtMost(1.15),
        ),
        (
            "CPU time of `cargo check` of 380 endpoints, vs. `aws-sdk-connect` without dependencies",
            check,
            Bar::AtMost(0.10),
        ),
    ])
}

/// Returns the machine code that one more endpoint adds, in kilobytes.
pub(super) fn kilobytes_per_endpoint(growth: &Figures) -> Result<f64> {
    Ok((growth.get("380", "binary MB")? - growth.get("10", "binary MB")?) * 1000.0 / 370.0)
}

#[cfg(test)]
mod tests {
    use super::Bar;

    #[test]
    fn says_whether_a_target_is_met() {
        assert_eq!(Bar::AtMost(0.85).cell(0.655), "0.655×, met");
        assert_eq!(Bar::AtMost(0.85).cell(0.9), "0.900×, **missed**");
        assert_eq!(Bar::AboutAtMost(1.0).cell(1.009), "1.009×, met");
        assert_eq!(Bar::AtLeast(1.0).cell(0.99), "0.990×, **missed**");
        assert_eq!(Bar::AtLeast(1.0).target(), "≥ 1.00×");
    }
}
