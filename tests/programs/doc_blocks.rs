//! The Markdown pages of the repository: each Rust block is a documentation test, and each relative link leads somewhere.
//!
//! rustdoc tests a page that a source includes with `#[doc = include_str!(…)]`. Nobody notices that a page has no such
//! source, or that a block is no Rust to rustdoc, so this test does.

mod markdown;
mod tested;

use std::fs;
use std::path::{Path, PathBuf};

use connect_tests::workspace;

use self::markdown::{Block, anchors, blocks, links};

/// Blocks that no documentation test runs: the page, the start of the block, and the reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("README.md", "use connect_runtime::{Client, Result, connect_api};", CALLS_AWS),
    ("README.md", "use std::time::Duration;", NEEDS_ENVIRONMENT),
    ("README.md", "error: `UpdateContactAttributes`", MESSAGE),
    ("connect-runtime/README.md", "use connect_runtime::{Client,", CALLS_AWS),
    ("examples/portal/README.md", "use connect_portal::", CALLS_AWS),
    (GUIDE_FIRST_CALL, "# include!(", CALLS_AWS),
    (GUIDE_PRODUCTION, "use std::time::Duration;", NEEDS_ENVIRONMENT),
    (GUIDE_PRODUCTION, "# #[cfg(feature = \"aws-config\")]", CALLS_AWS),
    (GUIDE_MOVING, "let output = client.describe_user()", OF_THE_SDK),
    (GUIDE_MOVING, "let mut users = client.list_users()", OF_THE_SDK),
    (GUIDE_MOVING, "match client.delete_user()", OF_THE_SDK),
    ("connect-macros/docs/connect_endpoint.md", "#[connect_endpoint(METHOD", PATTERN),
];

const GUIDE_FIRST_CALL: &str = "connect-runtime/docs/guide/first_call.md";
const GUIDE_PRODUCTION: &str = "connect-runtime/docs/guide/production.md";
const GUIDE_MOVING: &str = "connect-runtime/docs/guide/moving_from_the_sdk.md";

const CALLS_AWS: &str = "it calls AWS, so it is compiled and not run";
const NEEDS_ENVIRONMENT: &str = "it needs AWS's variables, so it is compiled and not run";
const MESSAGE: &str = "it is a message of the compiler, which quotes code";
const OF_THE_SDK: &str = "it is code for AWS's SDK, which is no dependency";
const PATTERN: &str = "it is a pattern, and no code";

/// The languages of blocks that hold no Rust.
const OTHER_LANGUAGES: [&str; 3] = ["console", "json", "toml"];

impl Block {
    /// Whether rustdoc takes the block for Rust.
    fn is_rust(&self) -> bool {
        self.words.iter().all(|word| {
            ["rust", "no_run", "ignore", "should_panic", "compile_fail"].contains(&word.as_str())
                || word.starts_with("edition")
        })
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    /// Whether a text looks like Rust.
    fn looks_like_rust(&self) -> bool {
        const STARTS: [&str; 12] = [
            "#[",
            "async fn ",
            "enum ",
            "fn ",
            "impl ",
            "let ",
            "match ",
            "pub ",
            "struct ",
            "trait ",
            "use ",
            "//!",
        ];
        self.text.lines().any(|line| {
            let line = line
                .trim_start_matches(|c: char| c.is_whitespace() || c == '|' || c.is_ascii_digit());
            STARTS.iter().any(|start| line.starts_with(start)) || line.contains(".await")
        })
    }
}

/// Returns what is wrong with a block. `is_tested` says whether a source includes its page.
fn problem(block: &Block, is_tested: bool) -> Option<&'static str> {
    if block.is_rust() {
        return match () {
            () if !is_tested => Some("no source includes the page, so nothing compiles this block"),
            () if block.has("ignore") => Some("nothing compiles this block"),
            () if block.has("no_run") => Some("nothing runs this block"),
            () => None,
        };
    }
    let is_other = block.words.iter().any(|word| OTHER_LANGUAGES.contains(&word.as_str()));
    match block.words.as_slice() {
        [word] if word == "text" => block.looks_like_rust().then_some("the text looks like Rust"),
        _ if is_other => None,
        _ => Some("the language is not known here"),
    }
}

/// Returns the files of the repository with an extension.
fn files(extension: &str) -> Vec<PathBuf> {
    fn add(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_symlink() || name.starts_with('.') || name == "target" {
                continue;
            }
            if path.is_dir() {
                add(&path, extension, files);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    add(workspace(), extension, &mut files);
    files.sort();
    files
}

fn name(page: &Path) -> String {
    page.strip_prefix(workspace()).unwrap().to_string_lossy().into_owned()
}

#[test]
fn each_rust_block_is_a_documentation_test() {
    let tested = tested::pages(&files("rs"));
    let mut problems = Vec::new();
    let mut excepted = vec![false; EXCEPTIONS.len()];
    for page in files("md") {
        let (is_tested, name) = (tested.contains(&page.canonicalize().unwrap()), name(&page));
        for block in blocks(&fs::read_to_string(&page).unwrap()) {
            let Some(problem) = problem(&block, is_tested) else { continue };
            let exception = EXCEPTIONS
                .iter()
                .position(|(page, start, _)| *page == name && block.text.starts_with(start));
            match exception {
                Some(place) => excepted[place] = true,
                None => problems.push(format!("{name}:{}: {problem}", block.line)),
            }
        }
    }
    let unused = EXCEPTIONS.iter().zip(excepted).filter(|(_, is_used)| !is_used);
    problems.extend(unused.map(|((page, start, _), _)| format!("{page}: no exception: {start}")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_block_that_nothing_tests_is_a_problem() {
    for (page, is_tested, expected) in [
        ("```\nlet a = 1;\n```", true, None),
        ("```rust\nlet a = 1;\n```", true, None),
        ("```compile_fail,edition2024\nlet a = 1;\n```", true, None),
        ("```rust\nlet a = 1;\n```", false, Some("no source includes the page")),
        ("```\nlet a = 1;\n```", false, Some("no source includes the page")),
        ("~~~rust,ignore\nlet a = 1;\n~~~", true, Some("nothing compiles")),
        ("- ```no_run\n", true, None),
        ("  ```no_run\n  let a = 1;\n  ```", true, Some("nothing runs")),
        ("```text\n    let a = 1;\n```", true, Some("looks like Rust")),
        ("```text\na().await\n```", true, Some("looks like Rust")),
        ("```text\nplain words\n```", true, None),
        ("```rs\nlet a = 1;\n```", true, Some("the language is not known")),
        ("```console\n$ fn a\n```", false, None),
        ("````text\n```\nlet a = 1;\n```\n````", true, Some("looks like Rust")),
    ] {
        let found = blocks(page).iter().find_map(|block| problem(block, is_tested));
        let fits = match (found, expected) {
            (Some(found), Some(expected)) => found.contains(expected),
            (found, expected) => found == expected,
        };
        assert!(fits, "{page}: {found:?}");
    }
}

#[test]
fn relative_links_lead_to_files_and_headings() {
    let mut problems = Vec::new();
    for page in files("md") {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target =
                if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let is_right = target.exists()
                && (anchor.is_empty()
                    || anchors(&fs::read_to_string(&target).unwrap_or_default()).contains(anchor));
            if !is_right {
                problems.push(format!("{}: {link}", name(&page)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_guide_shows_the_declarations_that_its_examples_include() {
    let guide = workspace().join("connect-runtime/docs");
    let page = fs::read_to_string(guide.join("guide.md")).unwrap();
    let declarations = fs::read_to_string(guide.join("guide/users.rs")).unwrap();
    assert!(page.contains(&format!("```rust\n{declarations}```\n")));
}
