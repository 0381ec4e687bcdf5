//! What was measured, kept so that a step can be repeated alone.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use crate::Result;
use crate::profile::Instructions;

/// The figures of a step by row and column.
#[derive(Default)]
pub(crate) struct Figures(BTreeMap<(String, String), f64>);

impl Figures {
    pub(crate) fn set(&mut self, row: &str, column: &str, value: f64) {
        eprintln!("  {row}, {column}: {value}");
        self.0.insert((row.to_owned(), column.to_owned()), value);
    }

    /// Sets what a program executes, as a whole and without hashing, in columns that end with `what`.
    pub(crate) fn set_instructions(&mut self, row: &str, what: &str, count: Instructions) {
        self.set(row, &format!("instructions{what}"), count.all);
        self.set(row, &format!("instructions{what}, unhashed"), count.all - count.hashing);
    }

    pub(crate) fn get(&self, row: &str, column: &str) -> Result<f64> {
        let figure = self.0.get(&(row.to_owned(), column.to_owned())).copied();
        figure.ok_or_else(|| format!("there is no figure for {row}, {column}").into())
    }

    /// The figure of a row as a part of that of another.
    pub(crate) fn ratio(&self, row: &str, to: &str, column: &str) -> Result<f64> {
        Ok(self.get(row, column)? / self.get(to, column)?)
    }

    pub(crate) fn save(&self, step: &str) -> Result<()> {
        let line = |((row, column), value): (&(String, String), &f64)| {
            format!("{row}\t{column}\t{value}\n")
        };
        fs::create_dir_all("target/figures")?;
        Ok(fs::write(path(step), self.0.iter().map(line).collect::<String>())?)
    }

    pub(crate) fn load(step: &str) -> Result<Self> {
        let text = fs::read_to_string(path(step)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("the step `{step}` was not run yet"),
            _ => error.to_string(),
        })?;
        let mut figures = Self::default();
        for line in text.lines() {
            let [row, column, value] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("{step}: no figure in {line:?}").into());
            };
            figures.0.insert((row.to_owned(), column.to_owned()), value.parse()?);
        }
        Ok(figures)
    }
}

fn path(step: &str) -> PathBuf {
    PathBuf::from(format!("target/figures/{step}.tsv"))
}
