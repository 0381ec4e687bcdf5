//! A CSV file that ends with a whole row at any time.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// A CSV file, or standard output. It ends with a whole row at any time, also if the program is killed.
pub(crate) struct CsvFile {
    writer: csv::Writer<WholeRows>,
    rows: usize,
}

impl CsvFile {
    /// Creates the file, or takes standard output, and writes the names of the columns.
    pub(crate) fn create(path: Option<&Path>, columns: &[&str]) -> io::Result<Self> {
        let output = match path {
            Some(path) => Output::File(File::create(path)?, 0),
            None => Output::Stdout(io::stdout()),
        };
        let mut writer = csv::Writer::from_writer(WholeRows { output, rows: Vec::new() });
        writer.write_record(columns)?;
        writer.flush()?;
        Ok(Self { writer, rows: 0 })
    }

    /// Writes a row.
    pub(crate) fn write(&mut self, row: &[String]) -> io::Result<()> {
        self.writer.write_record(row)?;
        self.writer.flush()?;
        self.rows += 1;
        Ok(())
    }

    /// Returns the number of rows so far, without the names of the columns.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }
}

/// Passes on what was written at a flush, which the caller makes after a row. `csv` itself writes when its buffer is
/// full, in the middle of a row.
struct WholeRows {
    output: Output,
    rows: Vec<u8>,
}

enum Output {
    Stdout(io::Stdout),
    /// A file with its length.
    File(File, u64),
}

impl Write for WholeRows {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rows.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        match &mut self.output {
            Output::Stdout(stdout) => {
                let mut stdout = stdout.lock();
                stdout.write_all(&rows)?;
                stdout.flush()
            }
            Output::File(file, length) => match file.write_all(&rows) {
                Ok(()) => {
                    *length += rows.len() as u64;
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
