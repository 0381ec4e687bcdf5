//! What the figures were taken on and of.

use std::fs;

use crate::Result;
use crate::command::output;

/// The crates whose versions matter.
const CRATES: [&str; 7] = [
    "connect-runtime",
    "aws-sdk-connect",
    "aws-config",
    "aws-sigv4",
    "reqwest",
    "hyper",
    "serde_json",
];

pub(super) fn describe() -> Result<String> {
    let cpus = fs::read_to_string("/proc/cpuinfo")?;
    let of_cpus = |name: &str| {
        let mut values = cpus.lines().filter_map(|line| line.split_once(':'));
        values.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
    };
    let model = of_cpus("model name").unwrap_or_else(|| "an unnamed processor".to_owned());
    let cores = std::thread::available_parallelism()?;
    let has_sha = of_cpus("flags").is_some_and(|flags| flags.contains("sha_ni"));
    let sha = if has_sha { "with" } else { "without" };
    let memory = fs::read_to_string("/proc/meminfo")?;
    let kilobytes: f64 = memory.split_whitespace().nth(1).unwrap_or_default().parse()?;
    let lock = fs::read_to_string("Cargo.lock")?;
    let versions: Vec<String> = CRATES
        .iter()
        .map(|name| format!("`{name}` {}", version(&lock, name).unwrap_or("?")))
        .collect();
    Ok(format!(
        "{cores} cores of {model} {sha} instructions for SHA-256, {:.0} GiB; {}; {}.\n",
        kilobytes / 1024.0 / 1024.0,
        output("rustc --version")?.trim(),
        versions.join(", ")
    ))
}

/// The newest version of a crate, which stands last.
fn version<'l>(lock: &'l str, name: &str) -> Option<&'l str> {
    let entry = format!("name = \"{name}\"\nversion = \"");
    lock.rsplit_once(&entry)?.1.split('"').next()
}
