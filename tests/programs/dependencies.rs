//! What a program builds.

use std::collections::BTreeSet;
use std::process::Command;

use connect_tests::workspace;

/// Returns the names of the crates that the runtime needs with some features.
fn crates_with(features: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "connect-runtime"])
        .args(["--no-default-features", "--features", features])
        .args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_smaller_http_client_builds_without_reqwest() {
    let names = crates_with("hyper,rustls-ring");
    assert!(names.contains("hyper-util") && names.contains("rustls"), "{names:?}");
    let of_reqwest = |name: &&String| {
        ["reqwest", "url", "idna", "idna_adapter", "tower", "tower-http"].contains(&name.as_str())
            || name.starts_with("icu_")
    };
    assert_eq!(names.iter().filter(of_reqwest).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(names.len() <= 90, "{} crates: {names:?}", names.len());
}
