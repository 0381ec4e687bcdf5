//! Counts of valgrind, which do not depend on what else the machine does.
//!
//! A program is run with few and with many repetitions; the difference is without what is done once.

use std::fs;

use crate::Result;
use crate::command::output;
use crate::profile::Instructions;

/// How often a call is repeated.
pub(crate) const CALLS: [u32; 2] = [50, 250];
/// How often a page is decoded, of up to 1 MiB.
pub(crate) const PAGES: [u32; 2] = [2, 10];

/// The instructions of one repetition of `program`, a command line that ends before their number.
pub(crate) fn instructions(program: &str, [few, many]: [u32; 2]) -> Result<Instructions> {
    let (less, more) = (profiled(program, few)?, profiled(program, many)?);
    let of_one = |part: fn(Instructions) -> f64| (part(more) - part(less)) / f64::from(many - few);
    Ok(Instructions { all: of_one(|count| count.all), hashing: of_one(|count| count.hashing) })
}

fn profiled(program: &str, times: u32) -> Result<Instructions> {
    const PROFILE: &str = "target/callgrind.profile";
    output(&format!("valgrind --tool=callgrind --callgrind-out-file={PROFILE} {program} {times}"))?;
    Instructions::read(&fs::read_to_string(PROFILE)?)
}

/// The allocations of one repetition, and their bytes.
pub(crate) fn allocations(program: &str) -> Result<(f64, f64)> {
    let total = |times: u32, unit: &str| dhat(&format!("{program} {times}"), "Total:", unit);
    let blocks = per_repetition(CALLS, |times| total(times, "blocks"))?;
    Ok((blocks, per_repetition(CALLS, |times| total(times, "bytes"))?))
}

/// The most bytes on the heap at one time.
pub(crate) fn peak(program: &str) -> Result<f64> {
    dhat(program, "At t-gmax:", "bytes")
}

/// A number of dhat's summary, such as that of blocks in `Total: 1,234 bytes in 56 blocks`.
fn dhat(program: &str, line: &str, unit: &str) -> Result<f64> {
    let printed = output(&format!("valgrind --tool=dhat --dhat-out-file=/dev/null {program}"))?;
    let summary = printed.lines().find_map(|printed| printed.split_once(line));
    let (_, summary) = summary.ok_or_else(|| format!("dhat has no line `{line}`"))?;
    let words: Vec<&str> = summary.split_whitespace().collect();
    let number = words.windows(2).find(|pair| pair[1] == unit).map(|pair| pair[0].replace(',', ""));
    Ok(number.ok_or("dhat has no such number")?.parse()?)
}

fn per_repetition([few, many]: [u32; 2], total: impl Fn(u32) -> Result<f64>) -> Result<f64> {
    Ok((total(many)? - total(few)?) / f64::from(many - few))
}
