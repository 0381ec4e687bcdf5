//! A CSV file of whole rows.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// A CSV file, or standard output.
///
/// The first row opens it, so a run that fails or is interrupted before the first user leaves an old file. A complete
/// run without users replaces the file by the names of the columns.
///
/// The program writes each row at once, and Ctrl-C ends it after a row. If a write to a file fails, the part of the
/// row is removed. The last row can be incomplete in two cases: the program is killed or gets a second Ctrl-C during
/// a write, or the reader of a pipe closes it within a row.
pub(crate) struct CsvFile<'a> {
    /// `None` for standard output.
    path: Option<&'a Path>,
    columns: &'a [&'a str],
    /// `None` before the first row.
    output: Option<Output>,
    rows: usize,
}

impl<'a> CsvFile<'a> {
    /// Takes the path of a file, or `None` for standard output, and the names of the columns.
    pub(crate) fn new(path: Option<&'a Path>, columns: &'a [&'a str]) -> Self {
        Self { path, columns, output: None, rows: 0 }
    }

    /// Writes a row.
    pub(crate) fn write(&mut self, row: &[String]) -> io::Result<()> {
        self.open()?.write(&encode(row)?)?;
        self.rows += 1;
        Ok(())
    }

    /// Writes the names of the columns if there was no row.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.open().map(|_| ())
    }

    /// Returns the number of rows so far, without the names of the columns.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the output. The first call creates the file and writes the names of the columns.
    fn open(&mut self) -> io::Result<&mut Output> {
        match &mut self.output {
            Some(output) => Ok(output),
            closed => {
                let mut output = match self.path {
                    Some(path) => Output::File(File::create(path)?, 0),
                    None => Output::Stdout(io::stdout()),
                };
                output.write(&encode(self.columns)?)?;
                Ok(closed.insert(output))
            }
        }
    }
}

/// Returns the line of a row. A `csv::Writer` over the file would write part of a row when its buffer is full.
fn encode(row: &[impl AsRef<[u8]>]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(row)?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

enum Output {
    Stdout(io::Stdout),
    /// A file with its length.
    File(File, u64),
}

impl Output {
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => {
                let mut stdout = stdout.lock();
                stdout.write_all(line)?;
                stdout.flush()
            }
            Self::File(file, length) => match file.write_all(line) {
                Ok(()) => {
                    *length += line.len() as u64;
                    Ok(())
                }
                // The disk may be full in the middle of a row.
                Err(error) => {
                    drop(file.set_len(*length));
                    Err(error)
                }
            },
        }
    }
}
