//! Formats code as rustfmt does.

use std::io::Write as _;
use std::process::{Command, Stdio};

use syn::{File, Item};

/// Returns the code as rustfmt formats it, or without rustfmt much like it. Code that is no Rust stays as
/// it is.
pub(crate) fn formatted(code: &str) -> String {
    by_rustfmt(code).or_else(|| by_syntax(code)).unwrap_or_else(|| code.to_owned())
}

fn by_rustfmt(code: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // rustfmt reads all before it writes, so neither waits for the other.
    child.stdin.take()?.write_all(code.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Formats each item by itself, since the syntax does not have the blank lines between them.
fn by_syntax(code: &str) -> Option<String> {
    let file = syn::parse_file(code).ok()?;
    let mut text = String::new();
    let mut was_use = true;
    for item in file.items {
        let is_use = matches!(item, Item::Use(_));
        if !(text.is_empty() || is_use && was_use) {
            text.push('\n');
        }
        was_use = is_use;
        let file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        text.push_str(&prettyplease::unparse(&file));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_rustfmt_items_stand_apart_and_imports_together() {
        let code = "use a::b;use c::d;\n/// A.\npub struct A{pub b:u8}\npub struct C;";
        let wanted =
            "use a::b;\nuse c::d;\n\n/// A.\npub struct A {\n    pub b: u8,\n}\n\npub struct C;\n";
        assert_eq!(by_syntax(code).as_deref(), Some(wanted));
    }
}
