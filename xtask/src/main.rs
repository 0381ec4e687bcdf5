//! Tasks of this repository, such as `cargo xtask model` and `cargo xtask pictures`.

mod calls;
mod declare;
mod facts;
mod mistakes;
mod model;
mod names;
mod pictures;
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
in that folder have with the same members.

usage: cargo xtask mistakes --to <crate> [--seed <number>] [--count <number>]

Makes random mistakes in declarations, 2,000 by default, and counts how many the compiler names, and how many
`testing::check` names in addition.

usage: cargo xtask pictures

Draws the pictures of the documentation, connect-runtime/docs/pictures/*.svg, from the descriptions beside them.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["model", folder] => model::write(folder.as_ref(), None),
        ["model", folder, version, date] => model::write(folder.as_ref(), Some((version, date))),
        ["declare", options @ ..] => declare(options),
        ["mistakes", options @ ..] => mistakes(options),
        ["pictures"] => pictures::write(),
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

fn mistakes(options: &[&str]) -> Result<(), String> {
    let (mut to, mut seed, mut count) = (None, 1, 2000);
    for pair in options.chunks(2) {
        match pair {
            ["--to", folder] => to = Some(Path::new(folder)),
            ["--seed", number] => seed = number.parse().map_err(|_| USAGE)?,
            ["--count", number] => count = number.parse().map_err(|_| USAGE)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    mistakes::run(to.ok_or(USAGE)?, seed, count)
}
