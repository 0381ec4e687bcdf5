//! Checks that an output decodes to the same value in whatever forms its scalars are written.

use std::collections::BTreeMap;

use bytes::Bytes;
use connect_runtime::{Adaptive, Document, Envelope, Timestamp, http};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Node {
    number: i64,
    small: u8,
    flag: bool,
    ratio: Option<f64>,
    at: Option<Timestamp>,
    text: String,
    document: Document,
    any: Option<Value>,
    list: Vec<Node>,
    map: BTreeMap<String, Node>,
    numbers: Vec<u32>,
    texts: Vec<String>,
    by_number: BTreeMap<u32, bool>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat {
    #[serde(flatten)]
    node: Node,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "12",
            "-1.50",
            "1E3",
            "true",
            "false",
            "2015-01-25",
            "",
            "é \"\\\n"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

/// Free-form JSON, which must stay as it is.
fn document() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!("5"),
        json!(5.0),
        json!({ "Number": "5", "Flag": 1, "x": [null, "true", { "Small": "7" }] }),
    ])
}

fn node() -> impl Strategy<Value = Node> {
    let scalars = (
        (
            any::<i64>(),
            any::<u8>(),
            any::<bool>(),
            prop::option::of(any::<i32>().prop_map(|eighths| f64::from(eighths) / 8.0)),
        ),
        prop::option::of(0_i64..4_000_000_000_000),
        (text(), document(), document()),
        prop::collection::vec(any::<u32>(), 0..3),
        prop::collection::vec(text(), 0..3),
        prop::collection::btree_map(any::<u32>(), any::<bool>(), 0..3),
    );
    let leaf = scalars.prop_map(|(numbers, millis, texts, list, text_list, by_number)| {
        let (number, small, flag, ratio) = numbers;
        let (text, document, any) = texts;
        let at = millis.map(|millis| {
            let time =
                std::time::UNIX_EPOCH + std::time::Duration::from_millis(millis.unsigned_abs());
            Timestamp::try_from(time).unwrap()
        });
        Node {
            number,
            small,
            flag,
            ratio,
            at,
            text,
            document: Document(document),
            any: Some(any).filter(|any| !any.is_null()),
            list: vec![],
            map: BTreeMap::new(),
            numbers: list,
            texts: text_list,
            by_number,
        }
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..3);
        let map = prop::collection::btree_map(text(), inner.clone(), 0..3);
        (inner, list, map).prop_map(|(node, list, map)| Node { list, map, ..node })
    })
}

/// Writes an output with forms that it chooses by a sequence of numbers.
struct Writer {
    choices: Vec<u8>,
    next: usize,
    json: Vec<u8>,
}

impl Writer {
    fn choose(&mut self, count: u8) -> u8 {
        self.next += 1;
        self.choices.get(self.next % self.choices.len().max(1)).map_or(0, |choice| choice % count)
    }

    fn push(&mut self, text: &str) {
        self.json.extend_from_slice(text.as_bytes());
    }

    fn pick<const COUNT: usize>(&mut self, forms: &[String; COUNT]) {
        let index = self.choose(u8::try_from(COUNT).unwrap());
        self.push(&forms[usize::from(index)]);
    }

    fn integer(&mut self, number: i64) {
        self.pick(&[
            format!("{number}"),
            format!("{number}.0"),
            if number == 0 { "0E5".to_owned() } else { format!("{number}0E-1") },
            format!("\"{number}\""),
            format!("\" {number}.00 \""),
        ]);
    }

    fn boolean(&mut self, flag: bool) {
        let digit = u8::from(flag);
        let capital = if flag { "True" } else { "False" };
        self.pick(&[
            format!("{flag}"),
            format!("{digit}"),
            format!("\"{capital}\""),
            format!("{digit}.0"),
        ]);
    }

    fn text(&mut self, text: &str) {
        let is_literal = ["12", "-1.50", "1E3", "true", "false"].contains(&text);
        let quoted = json!(text).to_string();
        if is_literal && self.choose(2) == 0 {
            self.push(text);
        } else if self.choose(3) == 0 && !text.contains('\\') {
            // Control characters without their escapes.
            self.push(&quoted.replace("\\n", "\n").replace("\\u0000", "\0"));
        } else {
            self.push(&quoted);
        }
    }

    fn time(&mut self, time: Timestamp) {
        let date_time = time.to_string();
        let seconds = serde_json::to_string(&time).unwrap();
        let (local, zone) = (date_time.trim_end_matches('Z'), "+0000");
        self.pick(&[
            seconds.clone(),
            format!("\"{seconds}\""),
            format!("\"{date_time}\""),
            format!("\"{local}{zone}\""),
            format!("\"{}\"", local.replace('T', " ")),
        ]);
    }

    fn key(&mut self, name: &str, is_first: bool) {
        if !is_first {
            self.push(",");
        }
        if self.choose(12) == 0 {
            self.push(&format!("\"{name}\":{{\"an earlier\":[\"value\"]}},"));
        }
        self.push(&format!("\"{name}\":"));
    }

    fn each<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.push(",");
            }
            write(self, item);
        }
    }

    fn node(&mut self, node: &Node) {
        self.push("{");
        self.key("Number", true);
        self.integer(node.number);
        self.key("Small", false);
        self.integer(node.small.into());
        self.key("Flag", false);
        self.boolean(node.flag);
        self.key("Ratio", false);
        match node.ratio {
            None => self.push("null"),
            Some(ratio) => self.pick(&[json!(ratio).to_string(), format!("\"{}\"", json!(ratio))]),
        }
        if let Some(at) = node.at {
            self.key("At", false);
            self.time(at);
        }
        self.key("Text", false);
        self.text(&node.text);
        self.key("Document", false);
        self.push(&node.document.0.to_string());
        if let Some(any) = &node.any {
            self.key("Any", false);
            self.push(&any.to_string());
        }
        self.key("List", false);
        self.push("[");
        self.each(&node.list, Self::node);
        self.push("]");
        self.key("Map", false);
        self.push("{");
        self.each(&node.map, |writer, (key, node)| {
            writer.push(&format!("{}:", json!(key)));
            writer.node(node);
        });
        self.push("}");
        self.key("Numbers", false);
        self.push("[");
        self.each(&node.numbers, |writer, number| writer.integer((*number).into()));
        self.push("]");
        self.key("Texts", false);
        self.push("[");
        self.each(&node.texts, |writer, text| writer.text(text));
        self.push("]");
        self.key("ByNumber", false);
        self.push("{");
        self.each(&node.by_number, |writer, (key, flag)| {
            writer.pick(&[format!("\"{key}\":"), format!("\"{key}.0\":")]);
            writer.boolean(*flag);
        });
        self.push("}}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_output_is_the_same_in_every_form(
        node in node(),
        choices in prop::collection::vec(any::<u8>(), 1..60),
        has_mark in any::<bool>(),
        is_wrapped in any::<bool>(),
    ) {
        let mut writer = Writer { choices, next: 0, json: vec![] };
        if has_mark {
            writer.push("\u{feff}");
        }
        writer.push(if is_wrapped { r#"{"success":true,"data":"# } else { "" });
        writer.node(&node);
        writer.push(if is_wrapped { "}" } else { "" });
        let shown = String::from_utf8_lossy(&writer.json).into_owned();
        let response = http::Response::new(Bytes::from(writer.json));
        let decoded: Result<Node, _> = Adaptive::decode(&response);
        prop_assert_eq!(decoded.map_err(|error| TestCaseError::fail(format!("{error}: {shown}")))?, node.clone());
        // Serde cannot read a map with numbers as keys inside a flattened type.
        if !shown.contains("ByNumber\":{\"") {
            let flat: Result<Flat, _> = Adaptive::decode(&response);
            let flat = flat.map_err(|error| TestCaseError::fail(format!("{error}: {shown}")))?;
            prop_assert_eq!(flat.node, node);
        }
    }
}
