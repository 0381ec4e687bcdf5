//! Tasks of this repository: `cargo xtask model` and `cargo xtask declare`.

mod calls;
mod declare;
mod facts;
mod model;
mod names;
mod read;
mod shapes;
#[cfg(test)]
mod small;
mod source;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask model <folder> [<version> <date>]

Writes connect-model/data from the models of botocore in <folder>, such as
`cargo xtask model models 1.44.8 2026-11-20`. Without a version and a date, keeps those of the data.

usage: cargo xtask declare [<folder>] --to <crate> [--newer-than <folder>]

Writes a crate that declares every operation in several right ways, which has to compile. Takes the models of
botocore in <folder>, or else the data of connect-model. With --newer-than, leaves out operations that the models
in that folder have with the same members.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["model", folder] => model::write(folder.as_ref(), None),
        ["model", folder, version, date] => model::write(folder.as_ref(), Some((version, date))),
        ["declare", options @ ..] => declare(options),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn declare(options: &[&str]) -> Result<(), String> {
    let (mut models, mut to, mut older) = (None, None, None);
    let mut rest = options.iter().copied();
    while let Some(option) = rest.next() {
        let (place, value) = match option {
            "--to" => (&mut to, rest.next()),
            "--newer-than" => (&mut older, rest.next()),
            _ => (&mut models, (!option.starts_with('-')).then_some(option)),
        };
        match (&place, value) {
            (None, Some(value)) => *place = Some(Path::new(value)),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let folder = to.ok_or(USAGE)?;
    declare::write(folder, models, older)
}
