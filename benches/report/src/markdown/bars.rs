//! The targets, and whether the figures meet them.

use super::{Measured, Table};
use crate::Result;
use crate::figures::Figures;
use crate::growth;
use crate::load::{column, to};
use crate::ways::{MANUAL, OURS, SDK, UNSIGNED_BY_HYPER};

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
            Self::AtMost(bar) => format!("≤ {}", exact(bar)),
            Self::AboutAtMost(bar) => format!("≤ {} ± 0.01", exact(bar)),
            Self::AtLeast(bar) => format!("≥ {}", exact(bar)),
        }
    }
}

/// Formats a ratio with two decimals, or with three if it has as many.
fn exact(ratio: f64) -> String {
    let text = format!("{ratio:.3}");
    format!("{}×", text.strip_suffix('0').unwrap_or(&text))
}

pub(super) fn section(measured: &Measured) -> Result<String> {
    let mut table =
        Table::new(&["", "on reqwest", "target", "on hyper", "target", UNSIGNED_BY_HYPER]);
    for row in ROWS {
        let mut cells = vec![row.title()];
        for (ours, bar) in OURS.into_iter().zip(row.bars) {
            cells.extend([bar.cell(row.measured(measured, ours)?), bar.target()]);
        }
        cells.push(format!("{:.3}×", row.measured(measured, UNSIGNED_BY_HYPER)?));
        table.row(&cells);
    }
    for (title, measured, bar) in without_transport(measured)? {
        let mut cells = vec![title.to_owned(), bar.cell(measured), bar.target()];
        cells.extend(["-"; 3].map(str::to_owned));
        table.row(&cells);
    }
    Ok(format!(
        "## Targets\n\n\
         The last three rows do not depend on the transport. The last column is a request by the HTTP client that \
         Connect Endpoint on hyper uses. It is neither signed nor decoded, so it bounds what Connect Endpoint can \
         reach over this client.\n\n{}",
        table.0
    ))
}

/// A target of each transport.
struct Row {
    what: &'static str,
    step: Step,
    column: &'static str,
    base: &'static str,
    /// On reqwest and on hyper.
    bars: [Bar; 2],
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
    bars: [Bar; 2],
) -> Row {
    Row { what, step, column, base, bars }
}

const fn at_most(reqwest: f64, hyper: f64) -> [Bar; 2] {
    [Bar::AtMost(reqwest), Bar::AtMost(hyper)]
}

const fn at_least(reqwest: f64, hyper: f64) -> [Bar; 2] {
    [Bar::AtLeast(reqwest), Bar::AtLeast(hyper)]
}

const ROWS: [Row; 12] = [
    row(Step::Calls, "instructions of a call", "instructions", MANUAL, at_most(0.61, 0.40)),
    row(Step::Calls, "instructions of a call", "instructions", SDK, at_most(0.34, 0.23)),
    row(Step::Load, "CPU time of a call", "CPU µs", MANUAL, at_most(1.0, 1.0)),
    row(Step::Load, "calls per second", "calls per second", MANUAL, at_least(1.0, 1.8)),
    row(Step::Load, "calls per second", "calls per second", SDK, at_least(2.0, 4.5)),
    row(Step::Load, "p99", "p99 µs", MANUAL, at_most(1.05, 0.6)),
    row(Step::Build, "CPU time of a clean build", "CPU seconds", SDK, at_most(0.18, 0.145)),
    row(Step::Build, "peak memory of a clean build", "peak MB", SDK, at_most(0.10, 0.10)),
    row(Step::Build, "binary", "binary MB", SDK, at_most(0.28, 0.18)),
    row(Step::Build, "CPU time of a clean build", "CPU seconds", MANUAL, at_most(1.0, 1.0)),
    row(
        Step::Build,
        "peak memory of a clean build",
        "peak MB",
        MANUAL,
        [Bar::AboutAtMost(1.0), Bar::AboutAtMost(1.0)],
    ),
    row(Step::Build, "binary", "binary MB", MANUAL, at_most(1.0, 1.0)),
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
        assert_eq!(Bar::AtMost(0.145).target(), "≤ 0.145×");
    }
}
