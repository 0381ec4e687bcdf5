//! The packages that the command looks at, and the first files of their targets.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Returns the first files of all targets: of the package, or of all packages of a workspace without one.
pub(crate) fn roots(manifest_path: Option<&Path>) -> Result<BTreeSet<PathBuf>, String> {
    let manifest = match manifest_path {
        Some(path) if path.ends_with("Cargo.toml") && path.is_file() => path.to_owned(),
        Some(path) => return Err(no_manifest_at(path)),
        None => nearest_manifest()?,
    };
    let packages = packages(&manifest)?;
    let own: Vec<&Value> = packages.iter().filter(|package| is_of(package, &manifest)).collect();
    let chosen = if own.is_empty() { packages.iter().collect() } else { own };
    let targets = chosen.into_iter().filter_map(|package| package.get("targets")?.as_array());
    Ok(targets.flatten().filter_map(|target| path_of(target, "src_path")).collect())
}

/// Returns what cargo says of the package of a manifest. A workspace may have none of its own.
pub(crate) fn of_manifest(manifest: &Path) -> Result<Option<Value>, String> {
    Ok(packages(manifest)?.into_iter().find(|package| is_of(package, manifest)))
}

fn is_of(package: &Value, manifest: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path_of(package, "manifest_path").is_some_and(|it| canonical(&it) == canonical(manifest))
}

fn path_of(value: &Value, key: &str) -> Option<PathBuf> {
    value.get(key)?.as_str().map(PathBuf::from)
}

fn nearest_manifest() -> Result<PathBuf, String> {
    let folder =
        env::current_dir().map_err(|error| format!("this folder cannot be read: {error}"))?;
    manifest_above(&folder).ok_or_else(|| {
        format!(
            "no crate here: neither {} nor a folder above it has a `Cargo.toml`\n\
             help: go to the folder of a crate, or name one with `--manifest-path`",
            folder.display()
        )
    })
}

/// Finds the manifest in a folder or above it.
pub(crate) fn manifest_above(path: &Path) -> Option<PathBuf> {
    path.ancestors().map(|folder| folder.join("Cargo.toml")).find(|manifest| manifest.is_file())
}

fn no_manifest_at(path: &Path) -> String {
    let name = path.display();
    if !path.exists() {
        return format!("{name} does not exist");
    }
    let help = if path.join("Cargo.toml").is_file() {
        format!("\nhelp: write `--manifest-path {}`", path.join("Cargo.toml").display())
    } else {
        String::new()
    };
    format!("{name} is no `Cargo.toml`{help}")
}

/// Asks cargo, which knows the targets that a manifest does not list.
fn packages(manifest: &Path) -> Result<Vec<Value>, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(manifest)
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("error: ");
        return Err(format!("cargo cannot read {}: {said}", manifest.display()));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the output of `cargo metadata` is not as expected: {error}"))?;
    Ok(metadata.get("packages").and_then(Value::as_array).cloned().unwrap_or_default())
}
