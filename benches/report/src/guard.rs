//! Fails where a call or a page costs more instructions than it did.

use std::fs;

use crate::Result;
use crate::callgrind::{CALLS, PAGES, instructions};
use crate::command::output;

/// How much more than its budget something may cost.
const TOLERANCE: f64 = 1.05;
const BUDGET: &str = "budget.txt";

/// What is guarded, with the command line that does it.
const GUARDED: [(&str, &str, [u32; 2]); 4] = [
    ("build", "target/release/caller-connect-endpoint sequence memory built", CALLS),
    ("build-sign-decode", "target/release/caller-connect-endpoint sequence memory async-fn", CALLS),
    ("decode-bare", "target/release/decode adaptive-of-bare 102400", PAGES),
    ("decode-wrapped", "target/release/decode adaptive-of-wrapped 102400", PAGES),
];

pub(crate) fn check() -> Result<()> {
    for package in ["caller-connect-endpoint", "decode"] {
        output(&format!("cargo build --release --locked --package {package}"))?;
    }
    let budget = fs::read_to_string(BUDGET)?;
    let mut is_over = false;
    println!("instructions, with at most 5 % more than the budget:");
    for (name, program, repetitions) in GUARDED {
        let allowed = budget_of(name, &budget)?;
        let measured = instructions(program, repetitions)?;
        let is_too_much = measured > allowed * TOLERANCE;
        is_over |= is_too_much;
        let verdict = if is_too_much { "TOO MUCH" } else { "ok" };
        println!(
            "{name:20} {measured:10.0} of {allowed:10.0}  {:.3}  {verdict}",
            measured / allowed
        );
    }
    if is_over {
        return Err(format!(
            "something costs more than its budget: find out why, or say in the commit why it may and raise it \
             in `benches/{BUDGET}`; another compiler or C library has other counts"
        )
        .into());
    }
    Ok(())
}

fn budget_of(name: &str, budget: &str) -> Result<f64> {
    let line = budget.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    Ok(line.ok_or_else(|| format!("`{BUDGET}` has no line `{name}`"))?.trim().parse()?)
}
