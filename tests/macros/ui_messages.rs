//! Checks that every message of the macros has a UI case, and that the page of mistakes lists every case.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use connect_tests::{files, sources, workspace};
use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

const KINDS: [(&str, &str); 8] = [
    ("attribute", "The attribute"),
    ("template", "The path template"),
    ("signature", "The signature"),
    ("parameters", "The parameters"),
    ("types", "The types"),
    ("api", "`#[connect_api]`"),
    ("errors", "The derive macros"),
    ("model", "The check against AWS's model"),
];

/// Strings in the macros that are not compile errors: generated documentation and runtime messages. The last ones are
/// of kinds that no body member of the present model has.
const NO_MESSAGES: [&str; 15] = [
    "The operations of [`{trait_name}`].",
    "\n\n| method | operation | filled in from AWS's model |\n|---|---|---|",
    "\n| `{}` | `{}` | {} |",
    "the names of the pages",
    "the idempotency token `{}`",
    "the body `{}`",
    "missing field of a union",
    "the service answered {}",
    "the union {}, which has one member",
    "`{Self}` where AWS's model has binary data",
    "not base64 in JSON",
    "take `Blob`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date",
    "`{Self}` where AWS's model has a time as text",
    "not a date as text in JSON",
    "take `DateTime`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date",
];

/// A UI case: its kind, its name in words and the compiler's output.
struct Case {
    kind: &'static str,
    name: String,
    output: String,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    for (kind, _) in KINDS {
        for file in files(&workspace().join("tests/ui/fail").join(kind), "stderr") {
            let name = file.file_stem().unwrap().to_string_lossy().replace('_', " ");
            cases.push(Case { kind, name, output: fs::read_to_string(file).unwrap() });
        }
    }
    cases
});

fn tokens(file: &Path) -> TokenStream {
    fs::read_to_string(file).unwrap().parse().unwrap()
}

/// Collects the string literals in code, except those in attributes and tests.
fn strings(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(
                    |next| matches!(next, TokenTree::Punct(bang) if bang.as_char() == '!'),
                );
                let attribute = tokens.next().map(|group| group.to_string()).unwrap_or_default();
                if attribute.replace(' ', "") == "[cfg(test)]" {
                    // Skips the body of the test module.
                    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(_));
                    tokens.by_ref().find(is_body);
                }
            }
            TokenTree::Group(group) => strings(group.stream(), found),
            TokenTree::Literal(literal) => {
                found.extend(
                    syn::parse_str::<LitStr>(&literal.to_string()).map(|text| text.value()),
                );
            }
            _ => {}
        }
    }
}

/// Collects the strings in the attributes that set the compiler's messages for a trait.
fn trait_texts(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.next() {
                    let text = attribute.to_string().replace(' ', "");
                    if text.starts_with("[diagnostic::on_unimplemented") {
                        strings(attribute.stream(), found);
                    }
                }
            }
            TokenTree::Group(group) => trait_texts(group.stream(), found),
            _ => {}
        }
    }
}

/// Returns whether the output of a case contains the text. Each `{…}` matches anything.
fn is_shown(text: &str) -> bool {
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = Vec::new();
    for (index, part) in text.split('{').enumerate() {
        let part =
            if index == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) };
        parts.push(part.replace('\u{1}', "{").replace('\u{2}', "}"));
    }
    CASES.iter().any(|case| {
        let mut rest = case.output.as_str();
        parts.iter().all(|part| match rest.find(part.as_str()) {
            Some(place) => {
                rest = &rest[place + part.len()..];
                true
            }
            None => false,
        })
    })
}

#[test]
fn every_message_has_a_case() {
    // The last two have the notes of `cargo connect check`, which the macros do not say.
    let others = ["tests", "inspect.rs", "referee/notes.rs"];
    let others = others.map(|path| workspace().join("connect-macros-core/src").join(path));
    let is_other = |file: &Path| others.iter().any(|other| file.starts_with(other));
    let mut texts = Vec::new();
    for file in sources("connect-macros-core").iter().filter(|file| !is_other(file.as_path())) {
        strings(tokens(file), &mut texts);
    }
    for file in sources("connect-runtime") {
        trait_texts(tokens(&file), &mut texts);
    }
    texts.sort();
    texts.dedup();
    // A message has several words. Names and parts of messages have one.
    let is_message =
        |text: &&String| text.trim().contains(' ') && !NO_MESSAGES.contains(&text.as_str());
    let messages: Vec<&String> = texts.iter().filter(is_message).collect();
    assert!(messages.len() > 150, "the messages are not found: {messages:#?}");
    let without: Vec<&&String> = messages.iter().filter(|text| !is_shown(text)).collect();
    assert!(without.is_empty(), "{} messages have no UI case: {without:#?}", without.len());
    println!("{} texts of messages, {} cases", messages.len(), CASES.len());
}

/// Returns whether the compiler adds this note on its own.
fn is_of_the_compiler(text: &str) -> bool {
    let starts = ["the trait `", "the following other types", "required ", "this error originates"];
    starts.iter().any(|start| text.starts_with(start)) || text.contains("defined here")
}

/// Returns the first message of a case and its help texts.
fn message_and_help(output: &str) -> (String, Vec<String>) {
    let mut message = String::new();
    let mut help = Vec::new();
    for line in output.lines() {
        if let Some((_, text)) = line.split_once(": ").filter(|_| line.starts_with("error")) {
            if !message.is_empty() {
                break;
            }
            text.clone_into(&mut message);
            continue;
        }
        let line = line.trim_start().trim_start_matches("= ");
        let text = line.strip_prefix("help: ").or_else(|| line.strip_prefix("note: "));
        help.extend(text.filter(|text| !is_of_the_compiler(text)).map(str::to_owned));
    }
    (message, help)
}

fn page() -> String {
    let mut page = String::from(
        "Lists the compile errors of the macros by mistake. Each error points to the token to change.\n",
    );
    for (kind, title) in KINDS {
        write!(page, "\n# {title}\n\n").unwrap();
        for Case { name, output, .. } in CASES.iter().filter(|case| case.kind == kind) {
            let (message, help) = message_and_help(output);
            assert!(!message.is_empty(), "{kind}/{name} has no message");
            // Escapes brackets, so that Markdown reads no links or HTML in a message.
            let escape = |text: &str| text.replace('[', "\\[").replace('<', "\\<");
            let escape = |text: &str| {
                let parts = text.split('`').enumerate();
                let parts: Vec<String> = parts
                    .map(
                        |(index, part)| if index % 2 == 0 { escape(part) } else { part.to_owned() },
                    )
                    .collect();
                parts.join("`")
            };
            writeln!(page, "- *{name}*: {}", escape(&message)).unwrap();
            for help in help {
                writeln!(page, "  - {}", escape(&help)).unwrap();
            }
        }
    }
    page
}

/// `UPDATE_MISTAKES=1` rewrites the page.
#[test]
fn the_page_of_mistakes_lists_every_case() {
    let file = workspace().join("connect-runtime/docs/mistakes.md");
    let page = page();
    if std::env::var_os("UPDATE_MISTAKES").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap();
    assert!(written == page, "run this test with UPDATE_MISTAKES=1, and read what changed");
}

/// Checks that no compiler warning follows a message.
#[test]
fn no_case_shows_a_warning() {
    for Case { kind, name, output } in CASES.iter() {
        assert!(!output.contains("warning:"), "{kind}/{name}: {output}");
    }
}
