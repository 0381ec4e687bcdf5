//! `cargo xtask mistakes`: makes random mistakes in declarations, and counts how many are found.
//!
//! Each declaration is right but for one mistake, so that an error on its line is about that mistake.

mod change;
mod compiler;
mod make;
mod output;
mod random;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use connect_model::{Operation, Service};

use self::make::{Kind, Mistake};
use self::random::Random;
use crate::declare::write_crate;

const HEAD: &str = "\
//! Declarations with one mistake each.
#![allow(clippy::all, clippy::pedantic, missing_docs, unused_imports, dead_code)]
pub use connect_runtime::{ApiError, Blob, Call, ConnectError, Error, Pages, Timestamp, connect_api, connect_endpoint};
pub use {connect_runtime::service::*, serde::Deserialize, serde_json::Value, std::collections::BTreeMap};
";

/// Makes `count` mistakes that change the request or the response, and others among them that do not.
pub(crate) fn run(folder: &Path, seed: u64, count: usize) -> Result<(), String> {
    let mut random = Random::new(seed);
    let mistakes = mistakes(&mut random, count);
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    // An error of a macro may hide one of a type, so what is left is compiled again.
    loop {
        let left: Vec<usize> =
            (0..mistakes.len()).filter(|index| !found.contains_key(index)).collect();
        write_crate(folder, &source(&mistakes, &left))?;
        let errors = compiler::errors(folder)?;
        if errors.is_empty() {
            break;
        }
        let first = HEAD.lines().count() + 1;
        let index = |line: usize| line.checked_sub(first).and_then(|line| left.get(line)).copied();
        let before = found.len();
        found.extend(errors.into_iter().filter_map(|(line, text)| Some((index(line)?, text))));
        if found.len() == before {
            return Err("the compiler reports an error in no declaration".to_owned());
        }
    }
    let path = folder.join("mistakes.tsv");
    fs::write(&path, list(&mistakes, &found))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    print!("{}", summary(&mistakes, &found));
    println!("\nEach mistake is in {}.", path.display());
    Ok(())
}

fn mistakes(random: &mut Random, count: usize) -> Vec<Mistake> {
    let all =
        |service: Service| service.calls().operations().map(move |operation| (service, operation));
    let operations: Vec<(Service, Operation<'_>)> =
        Service::ALL.into_iter().flat_map(all).collect();
    let mut mistakes: Vec<Mistake> = Vec::new();
    let mut on_wire = 0;
    while on_wire < count {
        let kind = Kind::random(random);
        // The kind stays until an operation has a place for it, so that each kind has its share.
        let mistake = loop {
            let Some((service, operation)) = random.pick(&operations) else { return mistakes };
            if let Some(mistake) = make::make(kind, *service, operation, random) {
                break mistake;
            }
        };
        on_wire += usize::from(kind.is_on_wire());
        mistakes.push(mistake);
    }
    mistakes
}

fn source(mistakes: &[Mistake], chosen: &[usize]) -> String {
    let mut source = HEAD.to_owned();
    for index in chosen {
        if let Some(mistake) = mistakes.get(*index) {
            let _ = writeln!(source, "pub mod m{index} {}", mistake.module);
        }
    }
    source
}

/// A line for each mistake: its number, kind, operation, what is wrong, and the error.
fn list(mistakes: &[Mistake], found: &BTreeMap<usize, String>) -> String {
    let mut text = String::new();
    for (index, mistake) in mistakes.iter().enumerate() {
        let Mistake { kind, operation, what, has_own_name, .. } = mistake;
        let name = if *has_own_name { "own name" } else { "AWS's name" };
        let error = found.get(&index).map_or("-", String::as_str);
        let _ = writeln!(text, "{index}\t{}\t{name}\t{operation}\t{what}\t{error}", kind.text());
    }
    text
}

/// How many mistakes were made, and how many of them the compiler names.
#[derive(Clone, Copy, Default)]
struct Count {
    made: usize,
    found: usize,
}

impl Count {
    fn text(self) -> String {
        format!("{} of {}", self.found, self.made)
    }
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { made: self.made + other.made, found: self.found + other.found }
    }
}

fn summary(mistakes: &[Mistake], found: &BTreeMap<usize, String>) -> String {
    let mut by_kind: BTreeMap<Kind, [Count; 2]> = BTreeMap::new();
    for (index, mistake) in mistakes.iter().enumerate() {
        let [known, own] = by_kind.entry(mistake.kind).or_default();
        let count = if mistake.has_own_name { own } else { known };
        let found = usize::from(found.contains_key(&index));
        *count = *count + Count { made: 1, found };
    }
    let mut text = "| mistake | the method has AWS's name | the method has its own name | all |\n\
                    |---|---|---|---|\n"
        .to_owned();
    let mut row = |name: &str, [known, own]: [Count; 2]| {
        let all = (known + own).text();
        let _ = writeln!(text, "| {name} | {} | {} | {all} |", known.text(), own.text());
    };
    for (kind, counts) in &by_kind {
        row(kind.text(), *counts);
    }
    let sum = |is_counted: fn(Kind) -> bool| {
        let counted = by_kind.iter().filter(|(kind, _)| is_counted(**kind));
        counted.fold([Count::default(); 2], |[known, own], (_, [more_known, more_own])| {
            [known + *more_known, own + *more_own]
        })
    };
    row("**in names**", sum(|kind| kind.is_in_name() && kind.is_on_wire()));
    row("**all on the wire**", sum(Kind::is_on_wire));
    text
}
