//! Tasks of this repository: `cargo xtask model <folder> [<version> <date>]`.

mod calls;
mod facts;
mod model;
mod names;
mod read;
mod shapes;
#[cfg(test)]
mod small;
mod source;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask model <folder> [<version> <date>]

Writes connect-model/data from the models of botocore in <folder>, such as
`cargo xtask model models 1.44.8 2026-11-20`. Without a version and a date, keeps those of the data.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["model", folder] => model::write(folder.as_ref(), None),
        ["model", folder, version, date] => model::write(folder.as_ref(), Some((version, date))),
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
