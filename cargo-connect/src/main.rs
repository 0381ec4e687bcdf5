//! The command `cargo connect`: finds, shows and declares operations of Amazon Connect, and
//! compares their models.

mod add;
mod declared;
mod diff;
mod find;
mod list;
mod names;
mod options;
mod paint;
mod range;
mod scaffold;
mod show;
mod source;

use std::process::ExitCode;

use clap::Parser;

use crate::options::{Command, Options};

fn main() -> ExitCode {
    // Cargo starts `cargo-connect connect …` for `cargo connect …`.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|argument| argument == "connect") {
        arguments.remove(1);
    }
    let done = match Options::parse_from(arguments).command {
        Command::List(options) => list::run(&options),
        Command::Show(options) => show::run(&options),
        Command::Add(options) => add::run(&options),
        Command::Diff(options) => diff::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
