//! Other programs, and what they cost.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;

/// Goes to the folder of this workspace, whose build has the folder `target`.
pub(crate) fn enter_workspace() -> Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Ok(std::env::set_current_dir(workspace)?)
}

/// A command of its words, which stand apart by spaces.
pub(crate) fn command(line: &str) -> Command {
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

/// Runs a command to its end; with what it printed.
pub(crate) fn output(line: &str) -> Result<String> {
    let output = command(line).output().map_err(|error| format!("`{line}`: {error}"))?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{line}`: {}\n{printed}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?)
}

/// What a command and those that it started took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) cpu_seconds: f64,
    pub(crate) wall_seconds: f64,
    /// Of the largest process.
    pub(crate) peak_megabytes: f64,
}

/// Runs a command under GNU time.
pub(crate) fn cost(line: &str, target: &Path) -> Result<Cost> {
    eprintln!("  {line}");
    let mut command = Command::new("time");
    command.args(["--format", "%U %S %e %M"]).args(line.split(' '));
    let output = command.env("CARGO_TARGET_DIR", target).stdout(Stdio::null()).output();
    let output = output.map_err(|error| format!("GNU time is needed: {error}"))?;
    let printed = String::from_utf8(output.stderr)?;
    if !output.status.success() {
        return Err(format!("`{line}`: {}\n{printed}", output.status).into());
    }
    let numbers: Vec<f64> = printed
        .lines()
        .last()
        .unwrap_or_default()
        .split(' ')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    match numbers[..] {
        [user, system, wall_seconds, kilobytes] => Ok(Cost {
            cpu_seconds: user + system,
            wall_seconds,
            peak_megabytes: kilobytes / 1000.0,
        }),
        _ => Err(format!("`{line}`: no times in {printed:?}").into()),
    }
}

/// A server of the callers, which ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    /// Starts one that lets held answers go when as many as `held` wait.
    pub(crate) fn start(held: usize) -> Result<Self> {
        let mut child = Command::new("target/release/server")
            .arg(held.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        let output = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self { child, url: url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        // It was started here and is not needed any more.
        drop(self.child.kill());
    }
}

/// The absolute path of a folder below `target`.
pub(crate) fn target(folder: &str) -> Result<PathBuf> {
    Ok(std::env::current_dir()?.join("target").join(folder))
}
