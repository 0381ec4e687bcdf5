//! What it costs to build a program that makes one call.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::command::{Cost, cost, output, target};
use crate::figures::Figures;
use crate::ways::{MANUAL, ON_HYPER, ON_REQWEST, SDK, UNSIGNED_BY_HYPER};

pub(crate) const MANUAL_LEAN: &str = "manual code, fewer features";

pub(crate) const APPS: [(&str, &str); 6] = [
    (ON_REQWEST, "connect-endpoint"),
    (ON_HYPER, "connect-endpoint-hyper"),
    (MANUAL, "manual"),
    (MANUAL_LEAN, "manual-lean"),
    (SDK, "official"),
    (UNSIGNED_BY_HYPER, "unsigned-hyper"),
];

/// Measures release builds.
pub(crate) fn measure() -> Result<()> {
    output("cargo fetch --locked")?;
    let mut figures = Figures::default();
    let mut costs: [Vec<Cost>; APPS.len()] = Default::default();
    for index in turns() {
        let (name, app) = APPS[index];
        let (package, target) = (format!("app-{app}"), target(&format!("apps/{app}"))?);
        clean(&target)?;
        let build = format!("cargo build --locked --package {package} --release");
        costs[index].push(cost(&build, &target)?);
        figures.set(name, "binary MB", megabytes(&target.join("release").join(&package))?);
    }
    for ((name, app), costs) in APPS.iter().zip(costs) {
        figures.set(name, "CPU seconds", mean(&costs, |cost| cost.cpu_seconds));
        figures.set(name, "wall seconds", mean(&costs, |cost| cost.wall_seconds));
        figures.set(name, "peak MB", mean(&costs, |cost| cost.peak_megabytes));
        figures.set(name, "crates", crates(&format!("app-{app}"))?);
    }
    figures.save("build")
}

/// The builds take turns, because the machine's speed drifts: what is quick is built before and after what takes long.
fn turns() -> impl Iterator<Item = usize> {
    let all = 0..APPS.len();
    let quick = all.clone().filter(|&index| APPS[index].0 != SDK);
    all.clone().chain(all).chain(quick)
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
pub(crate) fn mean<T>(costs: &[T], of: impl Fn(&T) -> f64) -> f64 {
    costs.iter().map(of).sum::<f64>() / costs.len() as f64
}

/// Measures small binaries and `cargo check`.
pub(crate) fn measure_variants() -> Result<()> {
    let mut figures = Figures::default();
    for (name, app) in APPS {
        let (package, target) = (format!("app-{app}"), target(&format!("apps/{app}"))?);
        clean(&target)?;
        output(&format!(
            "cargo build --locked --package {package} --profile small --target-dir {}",
            target.display()
        ))?;
        figures.set(name, "small binary MB", megabytes(&target.join("small").join(&package))?);
        clean(&target)?;
        let check = format!("cargo check --locked --package {package}");
        figures.set(name, "check CPU seconds", cost(&check, &target)?.cpu_seconds);
        touch(Path::new("apps").join(source_of(app)))?;
        figures.set(name, "check wall seconds after an edit", cost(&check, &target)?.wall_seconds);
    }
    figures.save("variants")
}

fn source_of(app: &str) -> String {
    let folder = match app {
        "connect-endpoint-hyper" => "connect-endpoint",
        "manual-lean" => "manual",
        other => other,
    };
    format!("{folder}/src/main.rs")
}

/// What was built for another measurement is no part of this one.
fn clean(target: &Path) -> Result<()> {
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    Ok(())
}

pub(crate) fn touch(file: impl AsRef<Path>) -> Result<()> {
    let file = fs::File::options().append(true).open(file)?;
    Ok(file.set_modified(std::time::SystemTime::now())?)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 bytes")]
pub(crate) fn megabytes(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64 / 1e6)
}

/// The crates that are compiled beside the program, those of its macros included.
fn crates(package: &str) -> Result<f64> {
    let line = format!("cargo tree --locked --edges normal --prefix none --package {package}");
    let printed = output(&line)?;
    let names: BTreeSet<&str> = printed
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|l| !l.is_empty())
        .collect();
    let others = u32::try_from(names.len().saturating_sub(1))?;
    Ok(f64::from(others))
}

#[cfg(test)]
mod tests {
    use super::{APPS, SDK, turns};

    #[test]
    fn the_sdk_is_built_twice_and_the_others_three_times() {
        for (index, (name, _)) in APPS.into_iter().enumerate() {
            let expected = if name == SDK { 2 } else { 3 };
            assert_eq!(turns().filter(|&turn| turn == index).count(), expected, "{name}");
        }
    }
}
