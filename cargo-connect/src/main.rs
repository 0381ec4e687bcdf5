//! The command `cargo connect`: finds, shows and declares operations of Amazon Connect, and
//! compares their models.

mod add;
mod attributes;
mod check;
mod declared;
mod diff;
mod find;
mod finding;
mod list;
mod modules;
mod names;
mod options;
mod out;
mod package;
mod paint;
mod range;
mod scaffold;
mod serve;
mod show;
mod source;
mod types;

use std::process::ExitCode;

use clap::Parser;

use crate::options::{Command, Options};

/// Code that is nested deeply is read by functions that call themselves.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(_) => run(),
    }
}

fn run() -> ExitCode {
    // Cargo starts `cargo-connect connect …` for `cargo connect …`.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|argument| argument == "connect") {
        arguments.remove(1);
    }
    let done = match Options::parse_from(arguments).command {
        Command::List(options) => list::run(&options).map(|()| true),
        Command::Show(options) => show::run(&options).map(|()| true),
        Command::Add(options) => add::run(&options).map(|()| true),
        Command::Check(options) => check::run(&options),
        Command::Diff(options) => diff::run(&options).map(|()| true),
        Command::Serve(options) => serve::run(&options).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            out::say(format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}
