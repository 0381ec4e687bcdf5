//! Output, whose reader may have gone: `cargo connect list | head`.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};

/// Prints a text. What nobody reads is no error.
pub(crate) fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Says a line on standard error. There is nobody else to tell if that fails.
pub(crate) fn say(line: impl Display) {
    let _: io::Result<()> = writeln!(io::stderr(), "{line}");
}

/// Returns a number with what it counts, such as `1 file` or `2 files`.
pub(crate) fn counted(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
