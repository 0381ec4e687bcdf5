//! Checks the unsigned request of every case in `operations/` against `wire.txt`.

// The example `peer_calls` sends the same cases.
#[path = "../operations/mod.rs"]
mod cases;

use std::collections::BTreeSet;
use std::fmt::Write;

use cases::{AnyCall, cases};
use connect_runtime::testing::disconnected_client;
use connect_runtime::{Auth, Operation, Paging, Request, RequestToken};

/// The blocks of all cases. The head of the file describes their form.
const WIRE: &str = include_str!("../operations/wire.txt");

impl AnyCall<'_> {
    fn operation(&self) -> &'static Operation {
        match self {
            Self::Call(call) => call.operation(),
            Self::Pages(pages) => pages.operation(),
        }
        .unwrap()
    }

    fn request(&self) -> Option<&Request> {
        match self {
            Self::Call(call) => call.request(),
            Self::Pages(pages) => pages.request(),
        }
    }
}

struct Block {
    name: &'static str,
    text: String,
}

fn blocks() -> Vec<Block> {
    let (_head, blocks) = WIRE.split_once("\n=== ").unwrap();
    let block = |block: &'static str| {
        let (name, text) = block.split_once('\n').unwrap();
        Block { name, text: with_repetitions(text.trim_end_matches('\n')) }
    };
    blocks.split("\n=== ").map(block).collect()
}

/// Expands each `<3 times: text>`.
fn with_repetitions(text: &str) -> String {
    let Some((before, count, (unit, after))) =
        text.split_once(" times: ").and_then(|(left, right)| {
            let (before, count) = left.rsplit_once('<')?;
            Some((before, count.parse().ok()?, right.split_once('>')?))
        })
    else {
        return text.to_owned();
    };
    [before, &unit.repeat(count), &with_repetitions(after)].concat()
}

/// Formats a request like a block.
fn wire(request: &Request) -> String {
    let mut text = format!("{} {}", request.method(), request.path());
    if !request.query().is_empty() {
        text.extend(["?", request.query()]);
    }
    let headers = request.headers().iter();
    let mut headers: Vec<_> =
        headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    headers.sort_unstable();
    for (name, value) in headers {
        let separator = if value.is_empty() { ":" } else { ": " };
        write!(text, "\n{name}{separator}{value}").unwrap();
    }
    if !request.body().is_empty() {
        text.extend(["\n\n", std::str::from_utf8(request.body()).unwrap()]);
    }
    text
}

const MADE: &str = "<uuid>";

/// Returns `actual` with `<uuid>` in place of each UUID of version 4 for which `expected` has `<uuid>`.
fn masked(actual: &str, expected: &str) -> String {
    let mut masked = String::new();
    let mut rest = actual;
    for (index, part) in expected.split(MADE).enumerate() {
        if index > 0 {
            let Some((token, after)) = rest.split_at_checked(36) else { break };
            let is_made =
                uuid::Uuid::parse_str(token).is_ok_and(|uuid| uuid.get_version_num() == 4);
            masked.push_str(if is_made { MADE } else { token });
            rest = after;
        }
        let Some(after) = rest.strip_prefix(part) else { break };
        masked.push_str(part);
        rest = after;
    }
    masked + rest
}

/// Returns the first line that differs, starting shortly before the difference.
fn difference(actual: &str, expected: &str) -> String {
    let mut actual = actual.lines();
    let mut expected = expected.lines();
    loop {
        let (ours, theirs) = (actual.next(), expected.next());
        if ours.is_none() && theirs.is_none() {
            return "no line differs".to_owned();
        }
        if ours != theirs {
            let (ours, theirs) = (ours.unwrap_or("nothing"), theirs.unwrap_or("nothing"));
            let same = ours.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
            let part = |line: &str| line.chars().skip(same.saturating_sub(40)).take(160).collect();
            let (ours, theirs): (String, String) = (part(ours), part(theirs));
            return format!("  sent:     {ours}\n  expected: {theirs}");
        }
    }
}

#[test]
fn every_request_matches_the_file() {
    let client = disconnected_client().unwrap();
    let blocks = blocks();
    let mut faults = String::new();
    for case in cases() {
        let found: Vec<&Block> = blocks.iter().filter(|block| block.name == case.name).collect();
        let [block] = found[..] else {
            writeln!(faults, "{}: {} blocks in wire.txt", case.name, found.len()).unwrap();
            continue;
        };
        let call = (case.call)(&client);
        let Some(request) = call.request() else {
            writeln!(faults, "{}: an argument cannot be sent", case.name).unwrap();
            continue;
        };
        let actual = masked(&wire(request), &block.text);
        if actual != block.text {
            writeln!(faults, "{}:\n{}", case.name, difference(&actual, &block.text)).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_file_lists_the_cases_in_order() {
    let names: Vec<&str> = blocks().iter().map(|block| block.name).collect();
    let cases: Vec<&str> = cases().iter().map(|case| case.name).collect();
    let superfluous: Vec<&&str> = names.iter().filter(|name| !cases.contains(name)).collect();
    assert!(superfluous.is_empty(), "no cases for the blocks {superfluous:?}");
    assert_eq!(names, cases);
}

/// Returns each operation that the cases call once.
fn operations() -> Vec<&'static Operation> {
    let client = disconnected_client().unwrap();
    let mut seen = BTreeSet::new();
    cases()
        .iter()
        .map(|case| (case.call)(&client).operation())
        .filter(|operation| seen.insert((operation.service().name(), operation.name())))
        .collect()
}

#[test]
fn the_cases_cover_every_service_and_method() {
    let operations = operations();
    let services: BTreeSet<_> = operations
        .iter()
        .map(|operation| operation.service())
        .map(|service| (service.endpoint_prefix(), service.signing_name()))
        .collect();
    let expected = [
        ("cases", "cases"),
        ("connect", "connect"),
        ("connect-campaigns", "connect-campaigns"),
        ("contact-lens", "connect"),
        ("participant.connect", "execute-api"),
        ("profile", "profile"),
        ("wisdom", "wisdom"),
    ];
    assert_eq!(services, BTreeSet::from(expected));
    let methods: BTreeSet<_> =
        operations.iter().map(|operation| operation.method().as_str()).collect();
    assert_eq!(methods, BTreeSet::from(["DELETE", "GET", "PATCH", "POST", "PUT"]));
    assert_eq!(operations.len(), 113);
    assert!(operations.iter().any(|operation| operation.auth() == Auth::None));
}

#[test]
fn the_cases_cover_page_tokens_in_queries_and_bodies() {
    let operations = operations();
    let paged = operations.iter().filter_map(|operation| operation.paging());
    let (queries, bodies): (Vec<RequestToken>, Vec<RequestToken>) =
        paged.map(Paging::request_token).partition(|token| matches!(token, RequestToken::Query(_)));
    assert_eq!((queries.len(), bodies.len()), (11, 7));
}

#[test]
fn the_cases_cover_generated_tokens_in_queries_and_bodies() {
    let blocks = blocks();
    let made = blocks.iter().filter(|block| block.text.contains(MADE));
    let (queries, bodies): (Vec<&Block>, Vec<&Block>) =
        made.partition(|block| block.text.lines().next().unwrap().contains(MADE));
    assert_eq!((queries.len(), bodies.len()), (2, 11));
}
