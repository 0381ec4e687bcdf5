//! The progress of a run on standard error: a bar on a terminal, and lines elsewhere.

use std::io::{self, IsTerminal};
use std::time::Duration;

use connect_runtime::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// Shows the progress on standard error.
pub(crate) struct Display {
    /// `None` where there is no terminal.
    bar: Option<ProgressBar>,
    interval: Duration,
    /// Whether the rows go to the same terminal.
    hides_for_rows: bool,
}

impl Display {
    /// Shows a bar, or a line at this interval where there is no terminal.
    pub(crate) fn new(line_interval: Duration, writes_to_stdout: bool) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::no_length();
            bar.with_style(style("{spinner} {msg}"))
        });
        Self {
            interval: if bar.is_some() { Duration::from_millis(100) } else { line_interval },
            bar,
            hides_for_rows: writes_to_stdout && io::stdout().is_terminal(),
        }
    }

    /// Returns how often to call [`show`](Self::show).
    pub(crate) fn interval(&self) -> Duration {
        self.interval
    }

    pub(crate) fn show(&self, progress: &Progress) {
        let Some(bar) = &self.bar else {
            eprintln!("{progress}");
            return;
        };
        bar.set_message(progress.to_string());
        bar.set_position(progress.done() as u64);
        if let (Some(of), None) = (progress.of(), bar.length()) {
            bar.set_length(of as u64);
            bar.set_style(style("{wide_bar} {msg}"));
        }
    }

    /// Runs `write` while the bar does not stand in its way on the terminal.
    pub(crate) fn without_bar<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.hides_for_rows => bar.suspend(write),
            _ => write(),
        }
    }

    /// Shows the last progress as a line.
    pub(crate) fn finish(&self, progress: &Progress) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!("{progress}");
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
