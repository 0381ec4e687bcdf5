//! Shares helpers between test binaries. It has no dependencies, so that it changes no feature of the tested
//! crates.

mod http_clients;
mod keep_alive_server;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::{fs, io};

pub use keep_alive_server::KeepAliveServer;

/// An address that refuses connections.
///
/// A port that was free a moment ago can belong to a server of another test by now. This one is below those that the
/// system gives away, and it stands for a service that machines do not have.
pub const REFUSING: &str = "127.0.0.1:1";

/// A writer for a subscriber of `tracing`. Its clones share what was written.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Returns all that the subscriber wrote.
    ///
    /// # Panics
    ///
    /// Panics if the text is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the root of the workspace.
///
/// # Panics
///
/// Panics if this package has no parent folder.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns the Rust sources of a crate of the workspace, in order of their paths.
///
/// Prefer a public item of the crate. A test reads sources only to find what no item can list: every message that a
/// macro can emit, and every type that the crate exports. Such a test fails when somebody adds one and forgets its case.
pub fn sources(package: &str) -> Vec<PathBuf> {
    files(&workspace().join(package).join("src"), "rs")
}

/// Returns the files with an extension in a folder and its subfolders, in order of their paths.
///
/// # Panics
///
/// Panics if a folder cannot be read.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files.extend(self::files(&entry, extension));
        } else if entry.extension().is_some_and(|found| found == extension) {
            files.push(entry);
        }
    }
    files
}
