//! The pages that rustdoc tests: those that a library includes with `#[doc = include_str!(…)]`.
//!
//! This follows the modules from the root of each library, as rustdoc does. A text in a comment, or in a file of no
//! library, is therefore no page. A feature hides a page from most runs, so a table names the step of CI that turns it on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use connect_tests::workspace;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Item, Lit, Meta, Token};

/// The root of the library for the pages that are part of no crate's documentation.
const PAGES: &str = "examples/lib.rs";

/// What hides pages: the package's folder, the feature, and the step of a script that tests the pages with it.
const GATES: &[(&str, &str, &str, &str)] = &[
    ("connect-model", "shapes", ".ci/run", "step cargo test --workspace --locked"),
    (
        "connect-runtime",
        "testing",
        ".ci/run",
        "step cargo test --locked --package connect-runtime --features aws-config,hyper,testing,tower --doc",
    ),
    (
        "examples/portal",
        "aws-config",
        ".ci/portal",
        "cargo test --locked --package connect-portal --features aws-config --doc",
    ),
];

/// What must hold for rustdoc to see an item: names of features, and other conditions as they are written.
type Conditions = BTreeSet<String>;

/// A part of a source that leads to a page.
#[derive(Debug)]
enum Part {
    Page(String),
    /// A module in a file of its own: its name, the names of the modules around it, and its `#[path]`.
    Module(String, Vec<String>, Option<String>),
}

/// Returns the pages that rustdoc tests in CI. `sources` are all sources of the repository.
///
/// # Panics
///
/// Panics if a page is hidden, and `GATES` has no row for that, or if a row is out of date.
pub(super) fn pages(sources: &[PathBuf]) -> BTreeSet<PathBuf> {
    let (mut pages, mut used, mut problems) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for root in sources {
        let Some(package) = package(root.strip_prefix(workspace()).unwrap()) else { continue };
        let mut found = Vec::new();
        read(root, &Conditions::new(), &mut found);
        for (page, conditions) in found {
            for condition in conditions {
                let is_gate =
                    |gate: &(&str, &str, &str, &str)| gate.0 == package && gate.1 == condition;
                match GATES.iter().position(is_gate) {
                    Some(row) => drop(used.insert(row)),
                    None => problems.push(format!("{}: hidden by {condition}", page.display())),
                }
            }
            pages.insert(page);
        }
    }
    for (row, (package, condition, script, step)) in GATES.iter().enumerate() {
        if !used.contains(&row) {
            problems.push(format!("{package}: {condition} hides no page"));
        }
        let script_text = fs::read_to_string(workspace().join(script)).unwrap();
        if !script_text.lines().any(|line| line == *step) {
            problems.push(format!("{script}: there is no `{step}`"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    pages
}

/// Returns the folder of the package whose library has this root. Returns `None` for any other source.
fn package(source: &Path) -> Option<String> {
    let source = source.to_string_lossy();
    // The packages for tests and benchmarks have no documentation.
    let has_docs = !source.starts_with("tests/") && !source.starts_with("benches/");
    let package = if source == PAGES { "examples" } else { source.strip_suffix("/src/lib.rs")? };
    has_docs.then(|| package.to_owned())
}

/// Adds the pages of a source and of its modules.
fn read(source: &Path, conditions: &Conditions, pages: &mut Vec<(PathBuf, Conditions)>) {
    let text = fs::read_to_string(source).unwrap_or_else(|_| panic!("{}", source.display()));
    let folder = source.parent().unwrap();
    let (stem, is_root) = (source.file_stem().unwrap(), source.ends_with("lib.rs"));
    let below = if is_root { folder.to_owned() } else { folder.join(stem) };
    for (part, found) in parts(&text) {
        let conditions = conditions | &found;
        match part {
            Part::Page(path) => {
                let page = folder.join(path);
                let page = page.canonicalize().unwrap_or_else(|_| panic!("{}", page.display()));
                pages.push((page, conditions));
            }
            Part::Module(_, _, Some(path)) => read(&folder.join(path), &conditions, pages),
            Part::Module(name, around, None) => {
                let file =
                    below.join(around.iter().collect::<PathBuf>()).join(format!("{name}.rs"));
                read(&file, &conditions, pages);
            }
        }
    }
}

/// Returns the pages and modules that a source names.
fn parts(text: &str) -> Vec<(Part, Conditions)> {
    let file = syn::parse_file(text).unwrap();
    let mut parts = Vec::new();
    add_pages(&file.attrs, &Conditions::new(), &mut parts);
    add_items(&file.items, &[], &Conditions::new(), &mut parts);
    parts
}

fn add_items(
    items: &[Item],
    around: &[String],
    conditions: &Conditions,
    parts: &mut Vec<(Part, Conditions)>,
) {
    for item in items {
        let attributes = match item {
            Item::Enum(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            _ => continue,
        };
        let mut conditions = conditions.clone();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")) {
            add_conditions(&attribute.parse_args().unwrap(), &mut conditions);
        }
        add_pages(attributes, &conditions, parts);
        let Item::Mod(module) = item else { continue };
        let name = module.ident.to_string();
        if let Some((_, items)) = &module.content {
            add_items(items, &[around, &[name]].concat(), &conditions, parts);
        } else if !conditions.contains("test") {
            let path = attributes.iter().find_map(|attribute| match &attribute.meta {
                Meta::NameValue(meta) if meta.path.is_ident("path") => string(&meta.value),
                _ => None,
            });
            parts.push((Part::Module(name, around.to_vec(), path), conditions));
        }
    }
}

fn add_pages(
    attributes: &[Attribute],
    conditions: &Conditions,
    parts: &mut Vec<(Part, Conditions)>,
) {
    for attribute in attributes {
        let mut conditions = conditions.clone();
        let metas = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => {
                let parse = Punctuated::<Meta, Token![,]>::parse_terminated;
                let mut metas = list.parse_args_with(parse).unwrap().into_iter();
                add_conditions(&metas.next().unwrap(), &mut conditions);
                metas.collect()
            }
            meta => vec![meta.clone()],
        };
        for meta in metas {
            if let Meta::NameValue(meta) = meta
                && meta.path.is_ident("doc")
                && let Expr::Macro(value) = meta.value
                && value.mac.path.is_ident("include_str")
            {
                let path = string(&value.mac.parse_body().unwrap()).unwrap();
                parts.push((Part::Page(path), conditions.clone()));
            }
        }
    }
}

/// Adds what a `cfg` demands. rustdoc itself sets `doc` and `doctest`.
fn add_conditions(cfg: &Meta, conditions: &mut Conditions) {
    match cfg {
        Meta::Path(path) if path.is_ident("doc") || path.is_ident("doctest") => {}
        Meta::NameValue(meta) if meta.path.is_ident("feature") => {
            conditions.extend(string(&meta.value));
        }
        Meta::List(list) if list.path.is_ident("all") => {
            let parse = Punctuated::<Meta, Token![,]>::parse_terminated;
            for meta in list.parse_args_with(parse).unwrap() {
                add_conditions(&meta, conditions);
            }
        }
        other => drop(conditions.insert(other.to_token_stream().to_string())),
    }
}

fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(value) => match &value.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn a_page_is_an_attribute_that_rustdoc_sees() {
    const PAGE: &str = "#[doc = include_str!(\"a.md\")]";
    for (source, expected) in [
        (format!("{PAGE}\nstruct A;"), Some("")),
        ("#![doc = include_str!(\"a.md\")]".to_owned(), Some("")),
        (format!("#[cfg(doctest)]\n{PAGE}\nfn a() {{}}"), Some("")),
        (format!("#[cfg(all(doctest, feature = \"x\"))]\n{PAGE}\nmod a {{}}"), Some("x")),
        (format!("#[cfg(feature = \"x\")]\nmod a {{\n{PAGE}\nmod b {{}}\n}}"), Some("x")),
        ("#![cfg_attr(feature = \"x\", doc = include_str!(\"a.md\"))]".to_owned(), Some("x")),
        (format!("#[cfg(test)]\n{PAGE}\nstruct A;"), Some("test")),
        (format!("#[cfg(any(doc, unix))]\n{PAGE}\nstruct A;"), Some("any (doc , unix)")),
        (format!("// {PAGE}\nstruct A;"), None),
        (format!("/// {PAGE}\nstruct A;"), None),
        (format!("const A: &str = r#\"{PAGE}\"#;"), None),
        ("const A: &str = include_str!(\"a.md\");".to_owned(), None),
    ] {
        let found = parts(&source);
        let conditions = found.first().map(|(part, conditions)| {
            assert!(matches!(part, Part::Page(path) if path == "a.md"), "{source}: {part:?}");
            conditions.iter().cloned().collect::<Vec<_>>().join(" ")
        });
        assert_eq!(conditions.as_deref(), expected, "{source}");
    }
}

#[test]
fn only_roots_of_documented_libraries_are_read() {
    for (source, expected) in [
        ("connect-runtime/src/lib.rs", Some("connect-runtime")),
        ("examples/portal/src/lib.rs", Some("examples/portal")),
        ("examples/lib.rs", Some("examples")),
        ("xtask/src/main.rs", None),
        ("tests/support/lib.rs", None),
        ("tests/company/src/lib.rs", None),
    ] {
        assert_eq!(package(Path::new(source)).as_deref(), expected, "{source}");
    }
}
