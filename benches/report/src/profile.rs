//! Reads callgrind's profile, to say how much of a program is hashing.
//!
//! Valgrind does not emulate the processor's instructions for SHA-256, so hashing takes many times the instructions
//! that it takes on a processor. A count without it is what the clients differ in.

use std::collections::HashMap;

use crate::Result;

/// What the names of functions that compress a block with SHA-256 contain: those of `sha2`, and the assembly of ring
/// and aws-lc.
const HASHING: [&str; 2] = ["sha2::sha256::", "sha256_block_data_order"];

/// The instructions of a program.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Instructions {
    pub(crate) all: f64,
    /// Those of SHA-256's compression, with what it calls.
    pub(crate) hashing: f64,
}

impl Instructions {
    /// Adds up a profile in callgrind's format, which names a function once and then uses a number for it.
    pub(crate) fn read(profile: &str) -> Result<Self> {
        let mut names = Names::default();
        let mut instructions = Self::default();
        let (mut is_hashing, mut calls_hashing, mut is_call) = (false, false, false);
        for line in profile.lines() {
            if let Some(name) = line.strip_prefix("fn=") {
                is_hashing = names.is_hashing(name);
            } else if let Some(name) = line.strip_prefix("cfn=") {
                calls_hashing = names.is_hashing(name);
            } else if line.starts_with("calls=") {
                is_call = true;
            } else if let Some(total) = line.strip_prefix("totals:") {
                instructions.all = total.trim().parse()?;
            } else if let Some(cost) = cost(line) {
                // The cost after `calls=` is that of the function that is called, which may count itself.
                if is_hashing && !(is_call && calls_hashing) {
                    instructions.hashing += cost;
                }
                is_call = false;
            }
        }
        if instructions.all > 0.0 {
            Ok(instructions)
        } else {
            Err("the profile has no total".into())
        }
    }
}

/// A line of costs starts with its position in the source, and ends with the instructions.
fn cost(line: &str) -> Option<f64> {
    if !line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
        return None;
    }
    line.split(' ').nth(1)?.parse().ok()
}

/// Which numbers stand for functions that hash.
#[derive(Default)]
struct Names<'p>(HashMap<&'p str, bool>);

impl<'p> Names<'p> {
    /// Decides by the name `(7) sha2::…`, or by the number `(7)` of a name that was there before.
    fn is_hashing(&mut self, name: &'p str) -> bool {
        let Some((number, name)) = name.split_once(' ') else {
            return self.0.get(name).copied().unwrap_or_default();
        };
        let is_hashing = HASHING.iter().any(|part| name.contains(part));
        self.0.insert(number, is_hashing);
        is_hashing
    }
}

#[cfg(test)]
mod tests {
    use super::Instructions;

    const PROFILE: &str = "\
version: 1
events: Ir
fn=(1) main
16 400
cfn=(2) sha2::sha256::digest_blocks
calls=1 50
16 500
fn=(2)
50 20
+3 30
cfn=(3) sha2::sha256::soft::compress
calls=9 70
* 400
cfi=(8)
cfn=(4) memcpy
calls=1 10
+1 50
fn=(3)
70 400
fn=(4)
10 50
totals: 900
";

    #[test]
    fn adds_up_what_hashes_and_what_it_calls_once() {
        let expected = Instructions { all: 900.0, hashing: 500.0 };
        assert_eq!(Instructions::read(PROFILE).ok(), Some(expected));
    }

    #[test]
    fn a_profile_without_a_total_is_an_error() {
        assert!(Instructions::read("fn=(1) main\n16 400\n").is_err());
    }
}
