//! The targets, and whether the figures meet them.

use super::{Table, ratio};
use crate::Result;
use crate::calls::{BY_HAND, OFFICIAL, OURS};
use crate::figures::Figures;
use crate::growth;

enum Bar {
    AtMost(f64),
    /// For a figure that varies more between runs than between the two ways.
    AboutAtMost(f64),
    AtLeast(f64),
}

pub(super) fn table() -> Result<String> {
    let (calls, decode) = (Figures::load("calls")?, Figures::load("decode")?);
    let (build, growing) = (Figures::load("build")?, Figures::load("growth")?);
    let to = |figures: &Figures, other: &str, column: &str| figures.ratio(OURS, other, column);
    let check = growing.ratio("380", growth::OFFICIAL, "check CPU seconds")?;
    let load = |column: &str| calls.get(OURS, &format!("{column} at 256, to by hand"));
    let decoded = |way: &str| decode.ratio(way, "serde_json", "100 KiB");
    let bars = [
        (
            "instructions of a call, vs. by hand",
            to(&calls, BY_HAND, "instructions")?,
            Bar::AtMost(0.85),
        ),
        (
            "instructions of a call, vs. official",
            to(&calls, OFFICIAL, "instructions")?,
            Bar::AtMost(0.45),
        ),
        (
            "calls per second with 256 in flight, vs. by hand",
            load("calls per second")?,
            Bar::AtLeast(1.0),
        ),
        ("p99 with 256 in flight, vs. by hand", load("p99")?, Bar::AtMost(1.05)),
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
            "CPU time of a clean build, vs. official",
            to(&build, OFFICIAL, "CPU seconds")?,
            Bar::AtMost(0.18),
        ),
        (
            "peak memory of a clean build, vs. official",
            to(&build, OFFICIAL, "peak MB")?,
            Bar::AtMost(0.10),
        ),
        ("binary, vs. official", to(&build, OFFICIAL, "binary MB")?, Bar::AtMost(0.28)),
        (
            "CPU time of a clean build, vs. by hand",
            to(&build, BY_HAND, "CPU seconds")?,
            Bar::AtMost(1.0),
        ),
        (
            "peak memory of a clean build, vs. by hand",
            to(&build, BY_HAND, "peak MB")?,
            Bar::AboutAtMost(1.0),
        ),
        ("binary, vs. by hand", to(&build, BY_HAND, "binary MB")?, Bar::AtMost(1.0)),
        (
            "`cargo check` of 380 endpoints, vs. the official crate without dependencies",
            check,
            Bar::AtMost(0.10),
        ),
    ];
    let mut table = Table::new(&["", "measured", "target", ""]);
    for (name, measured, bar) in bars {
        let (is_met, bar) = match bar {
            Bar::AtMost(bar) => (measured <= bar, format!("≤ {}", ratio(bar))),
            Bar::AboutAtMost(bar) => (measured <= bar + 0.01, format!("≤ {} ± 0.01", ratio(bar))),
            Bar::AtLeast(bar) => (measured >= bar, format!("≥ {}", ratio(bar))),
        };
        let verdict = if is_met { "met" } else { "**missed**" };
        table.row(&[name.to_owned(), format!("{measured:.3}"), bar, verdict.to_owned()]);
    }
    Ok(format!("## Targets\n\n{}", table.0))
}

/// Returns the machine code that one more endpoint adds, in kilobytes.
pub(super) fn kilobytes_per_endpoint(growth: &Figures) -> Result<f64> {
    Ok((growth.get("380", "binary MB")? - growth.get("10", "binary MB")?) * 1000.0 / 370.0)
}
