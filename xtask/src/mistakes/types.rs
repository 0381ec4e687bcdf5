//! Runs `testing::check` on the declarations that compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Returns what the check finds in the module of each declaration, as one line of text.
pub(super) fn errors(folder: &Path, left: &[usize]) -> Result<BTreeMap<usize, String>, String> {
    let program = folder.join("src/main.rs");
    fs::write(&program, source(left)).map_err(|error| format!("{}: {error}", program.display()))?;
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cargo run: {error}"))?;
    fs::remove_file(&program).map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("cargo run: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let entries = text.lines().filter_map(|line| {
        let (index, errors) = line.split_once('\t')?;
        Some((index.parse().ok()?, errors.to_owned()))
    });
    Ok(entries.collect())
}

fn source(left: &[usize]) -> String {
    let mut source =
        "fn main() {\n    let mut operations: Vec<(usize, &[_])> = Vec::new();\n".to_owned();
    for index in left {
        let _ = writeln!(
            source,
            "    operations.push(({index}, declarations::m{index}::API_OPERATIONS));"
        );
    }
    source.push_str(
        "    for (index, operations) in operations {
        let report = connect_runtime::testing::check(operations);
        if !report.errors().is_empty() {
            println!(\"{index}\\t{:?}\", report.errors());
        }
    }
}
",
    );
    source
}
