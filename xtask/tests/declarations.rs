//! Every operation of the model, declared in each right way, compiles without a message.

use std::path::Path;
use std::process::Command;

#[test]
fn the_macros_have_nothing_against_a_right_declaration() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("declarations");
    let declare = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["declare", "--to"])
        .arg(&folder)
        .output()
        .expect("xtask runs");
    let written = String::from_utf8_lossy(&declare.stdout);
    assert!(declare.status.success(), "{}", String::from_utf8_lossy(&declare.stderr));
    let operations = connect_model::Service::ALL.map(|service| service.calls().lines().count());
    assert!(written.starts_with(&format!("{} operations", operations.iter().sum::<usize>())));

    // In a folder of its own, because another workspace builds the runtime again anyway.
    let check = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&check.stderr);
    assert!(check.status.success() && messages.is_empty(), "{messages}");
}
