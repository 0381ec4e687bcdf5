//! `cargo xtask mistakes`: makes random mistakes in declarations, and counts how many are found.
//!
//! Each declaration is right but for one mistake, so that an error on its line is about that mistake.

mod change;
mod compiler;
mod make;
mod output;
mod random;
mod types;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use connect_model::{Operation, Service};

use self::make::{Kind, Mistake};
use self::random::Random;
use crate::declare::declaration::MethodName;
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
    let mut found: BTreeMap<usize, Found> = BTreeMap::new();
    // An error of a macro may hide one of a type, so what is left is compiled again.
    loop {
        let left: Vec<usize> =
            (0..mistakes.len()).filter(|index| !found.contains_key(index)).collect();
        write_crate(folder, &source(&mistakes, &left), &["testing"])?;
        let errors = compiler::errors(folder)?;
        if errors.is_empty() {
            let named = types::errors(folder, &left)?;
            found.extend(named.into_iter().map(|(index, text)| (index, Found::ByCheck(text))));
            break;
        }
        let first = HEAD.lines().count() + 1;
        let index = |line: usize| line.checked_sub(first).and_then(|line| left.get(line)).copied();
        let before = found.len();
        let named = errors.into_iter().filter_map(|(line, text)| Some((index(line)?, text)));
        found.extend(named.map(|(index, text)| (index, Found::ByCompiler(text))));
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

/// Who names a mistake, and how.
enum Found {
    ByCompiler(String),
    /// `testing::check` in a test.
    ByCheck(String),
}

impl Found {
    fn text(&self) -> &str {
        match self {
            Self::ByCompiler(text) | Self::ByCheck(text) => text,
        }
    }
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
fn list(mistakes: &[Mistake], found: &BTreeMap<usize, Found>) -> String {
    let mut text = String::new();
    for (index, mistake) in mistakes.iter().enumerate() {
        let Mistake { kind, operation, what, name, .. } = mistake;
        let name = if *name == MethodName::Own { "own name" } else { "AWS's name" };
        let error = found.get(&index).map_or("-", Found::text);
        let _ = writeln!(text, "{index}\t{}\t{name}\t{operation}\t{what}\t{error}", kind.text());
    }
    text
}

/// How many mistakes were made, and how many of them are named.
#[derive(Clone, Copy, Default)]
struct Count {
    made: usize,
    by_compiler: usize,
    by_check: usize,
    /// How many errors have what is right in their text.
    mended: usize,
}

impl Count {
    fn text(self) -> String {
        let Self { made, by_compiler, by_check, .. } = self;
        format!("{by_compiler} + {by_check} of {made}")
    }
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            made: self.made + other.made,
            by_compiler: self.by_compiler + other.by_compiler,
            by_check: self.by_check + other.by_check,
            mended: self.mended + other.mended,
        }
    }
}

fn summary(mistakes: &[Mistake], found: &BTreeMap<usize, Found>) -> String {
    let mut by_kind: BTreeMap<Kind, [Count; 2]> = BTreeMap::new();
    for (index, mistake) in mistakes.iter().enumerate() {
        let [known, own] = by_kind.entry(mistake.kind).or_default();
        let count = if mistake.name == MethodName::Own { own } else { known };
        let error = found.get(&index);
        let is_mended = error.is_some_and(|error| mistake.is_mended_by(error.text()));
        *count = *count
            + Count {
                made: 1,
                by_compiler: usize::from(matches!(error, Some(Found::ByCompiler(_)))),
                by_check: usize::from(matches!(error, Some(Found::ByCheck(_)))),
                mended: usize::from(is_mended),
            };
    }
    let mut text = "| mistake | the method has AWS's name | the method has its own name | all | with what is right |\n\
                    |---|---|---|---|---|\n"
        .to_owned();
    let mut row = |name: &str, [known, own]: [Count; 2]| {
        let all = known + own;
        let (known, own, mended) = (known.text(), own.text(), all.mended);
        let _ = writeln!(text, "| {name} | {known} | {own} | {} | {mended} |", all.text());
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
