//! `cargo connect list`.

use std::fmt::Write as _;

use connect_model::Service;
use serde_json::{Value, json};

use crate::find::{self, Found};
use crate::options::{ListOptions, service_name, services};
use crate::out;
use crate::paint::Paint;

pub(crate) fn run(options: &ListOptions) -> Result<(), String> {
    let services = services(options.service);
    let found = find::by_words(&options.words, &services);
    if found.is_empty() {
        return Err(nothing(&options.words, &services));
    }
    if options.json {
        let list: Vec<Value> = found.iter().map(to_json).collect();
        return out::print(&format!("{:#}\n", Value::Array(list)));
    }
    out::print(&text(&found, Paint::of_stdout()))
}

/// Says which word nothing has, and the nearest one.
fn nothing(words: &[String], services: &[Service]) -> String {
    let is_unknown =
        |word: &&String| find::by_words(std::slice::from_ref(*word), services).is_empty();
    let Some(word) = words.iter().find(is_unknown) else {
        return format!("no operation has all of the words: {}", words.join(" "));
    };
    let near = find::nearest_word(word, services);
    let near = near.map_or_else(
        || "\nhelp: without words, `cargo connect list` lists all".to_owned(),
        |near| format!("\nhelp: did you mean `{near}`?"),
    );
    format!("no operation has the word `{word}`{near}")
}

fn to_json(found: &Found) -> Value {
    json!({
        "service": service_name(found.service),
        "operation": found.operation.name(),
        "method": found.operation.method(),
        "path": found.operation.path(),
    })
}

/// Returns an operation a line, in columns. Names another service than Connect.
fn text(found: &[Found], paint: Paint) -> String {
    const WIDTH: usize = 80;
    let names = found.iter().map(|found| found.operation.name().len());
    let name_width = names.max().unwrap_or(0);
    let mut text = String::new();
    for Found { service, operation } in found {
        let of = match service {
            Service::Connect => String::new(),
            service => format!("  [{}]", service_name(*service)),
        };
        let line = format!("{:6} {}{of}", operation.method(), operation.path());
        let room = WIDTH.saturating_sub(name_width + 2);
        let line: String = if line.chars().count() > room {
            let kept = room.saturating_sub(of.len() + 1);
            let start: String = line.chars().take(kept).collect();
            format!("{start}…{of}")
        } else {
            line
        };
        let name = format!("{:name_width$}", operation.name());
        let _ = writeln!(text, "{}  {}", paint.bold(&name), paint.dim(&line));
    }
    text
}
