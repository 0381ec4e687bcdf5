//! The text of a template into its parts.

use proc_macro2::Span;
use syn::LitStr;

use super::{Name, PathPart, Place, QueryPart, Template};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::snake_case;

pub(super) fn parse(literal: &LitStr, diagnostics: &mut Diagnostics) -> Option<Template> {
    let mut parser = Parser { span: literal.span(), diagnostics, failed: false };
    let template = parser.template(&literal.value());
    (!parser.failed).then_some(template)
}

struct Parser<'a> {
    span: Span,
    diagnostics: &'a mut Diagnostics,
    failed: bool,
}

impl Parser<'_> {
    fn error(&mut self, message: impl AsRef<str>, help: impl AsRef<str>) -> Reported {
        self.failed = true;
        self.diagnostics.error(self.span, message, help)
    }

    fn template(&mut self, text: &str) -> Template {
        let text = self.without_fragment(text);
        let (path_text, query_text) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let mut template =
            Template { path_text: path_text.to_owned(), path: Vec::new(), query: Vec::new() };
        if self.check_start(text) {
            self.path(path_text, &mut template);
        }
        if let Some(query_text) = query_text {
            self.query(query_text, &mut template);
        }
        self.check_duplicates(&template);
        template
    }

    fn without_fragment<'t>(&mut self, text: &'t str) -> &'t str {
        let Some((before, fragment)) = text.split_once('#') else { return text };
        self.error(
            format!("the template has a fragment `#{fragment}`, which is never sent"),
            format!("write `\"{before}\"`"),
        );
        before
    }

    fn check_start(&mut self, text: &str) -> bool {
        if text.is_empty() {
            self.error(
                "the path template is empty",
                "write the operation's path, such as `\"/user/federate/<InstanceId>\"`",
            );
        } else if text.starts_with('/') {
            return true;
        } else if text.contains("://") {
            self.error(
                format!("the template `{text}` is a URL"),
                "write the path alone: the client knows the host",
            );
        } else {
            self.error(
                format!("the template `{text}` does not start with `/`"),
                format!("write `\"/{text}\"`"),
            );
        }
        false
    }

    fn path(&mut self, path: &str, template: &mut Template) {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let mut literal = String::new();
        for (index, segment) in segments.iter().enumerate() {
            literal.push('/');
            let is_last = index + 1 == segments.len();
            match self.segment(segment, is_last) {
                Some(PathPart::Literal(text)) => literal.push_str(&text),
                Some(label) => {
                    template.path.push(PathPart::Literal(std::mem::take(&mut literal)));
                    template.path.push(label);
                }
                None => {}
            }
        }
        if !literal.is_empty() {
            template.path.push(PathPart::Literal(literal));
        }
    }

    fn segment(&mut self, segment: &str, is_last: bool) -> Option<PathPart<Name>> {
        if segment.is_empty() {
            // Some operations have a path that ends with `/`.
            if is_last {
                return Some(PathPart::Literal(String::new()));
            }
            self.error("the path has an empty segment `//`", "remove the extra `/`");
            return None;
        }
        if let Some(name) = self.bracketed(segment).ok()? {
            return match name.strip_suffix("..") {
                None => self.name(name).map(PathPart::Label),
                Some(greedy) if is_last => self.name(greedy).map(PathPart::GreedyLabel),
                Some(_) => {
                    self.error(
                        format!("the greedy label `<{name}>` is not the last segment"),
                        "move it to the end, or make it an ordinary label without `..`",
                    );
                    None
                }
            };
        }
        if let Some(label) = foreign_label(segment) {
            self.error(
                format!("`{segment}` is not how a label is written"),
                format!("write `{label}`"),
            );
            return None;
        }
        if segment == "." || segment == ".." {
            self.error(
                format!("the path has a dot segment `{segment}`"),
                "write the path that it leads to",
            );
            return None;
        }
        self.literal(segment, Place::Path).map(PathPart::Literal)
    }

    /// The text in brackets, none where `part` has no brackets.
    fn bracketed<'t>(&mut self, part: &'t str) -> Result<Option<&'t str>, Reported> {
        if !part.contains(['<', '>']) {
            return Ok(None);
        }
        let inner = part.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        if let Some(inner) = inner
            && !inner.contains(['<', '>'])
        {
            return Ok(Some(inner));
        }
        Err(if part.matches('<').count() == part.matches('>').count() {
            self.error(
                format!("`{part}` is not one name alone"),
                "let each `<Name>` be a whole segment or a whole part of the query",
            )
        } else {
            self.error(
                format!("`{part}` has a bracket without its counterpart"),
                "write a name as `<Name>`",
            )
        })
    }

    fn name(&mut self, text: &str) -> Option<Name> {
        if text.is_empty() {
            self.error("`<>` has no name", "write the name of the service's model in it: `<Name>`");
            return None;
        }
        if text.ends_with('.') {
            let name = text.trim_end_matches('.');
            self.error(
                format!("the name `{text}` ends with a dot"),
                format!(
                    "write `<{name}>`, or `<{name}..>` for a greedy label at the end of the path"
                ),
            );
            return None;
        }
        let is_legal = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !is_legal || !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.error(
                format!("`<{text}>` is not a name"),
                "start with a letter and use letters, digits, `-`, `_` and `.`",
            );
            return None;
        }
        let snake_case = snake_case(text);
        if ["self", "super", "crate"].contains(&snake_case.as_str()) {
            let message = format!("`<{text}>` names no parameter: `{snake_case}` is a keyword");
            self.error(message, "give it another name, such as `<Id>`");
            return None;
        }
        Some(Name { text: text.to_owned(), span: self.span })
    }

    fn literal(&mut self, text: &str, place: Place) -> Option<String> {
        // Some paths of the family have a `:`, as in `/cases:batchUpdateCase`.
        let (place, others) = match place {
            Place::Path => ("path", "-._~:"),
            Place::Query => ("query", "-._~"),
        };
        let illegal = |c: &char| !c.is_ascii_alphanumeric() && !others.contains(*c);
        match text.chars().find(illegal) {
            None => Some(text.to_owned()),
            Some(illegal) => {
                self.error(
                    format!(
                        "`{text}` has the character {illegal:?}, which cannot stand in a {place}"
                    ),
                    "use letters, digits, `-`, `.`, `_` and `~`, and a `<Name>` for what varies",
                );
                None
            }
        }
    }

    fn query(&mut self, query: &str, template: &mut Template) {
        if query.is_empty() {
            self.error(
                "nothing follows the `?`",
                "remove it, or write a query such as `?<maxResults>`",
            );
            return;
        }
        for pair in query.split('&') {
            if let Some(part) = self.pair(pair) {
                template.query.push(part);
            }
        }
    }

    fn pair(&mut self, pair: &str) -> Option<QueryPart<Name>> {
        if pair.is_empty() {
            self.error("the query has an empty part", "remove the extra `&`");
            return None;
        }
        if let Some((name, value)) = pair.split_once('=') {
            if value.contains(['<', '>']) {
                self.error(
                    format!("`{pair}` gives a query name twice"),
                    format!(
                        "write `<{name}>` alone: it is the name on the wire and names the parameter"
                    ),
                );
                return None;
            }
            let name = self.literal(name, Place::Query)?;
            let value = self.literal(value, Place::Query)?;
            if name.is_empty() {
                self.error(format!("`{pair}` has no name"), "write `name=value`");
                return None;
            }
            return Some(QueryPart::Fixed(format!("{name}={value}")));
        }
        match self.bracketed(pair).ok()? {
            Some(name) => {
                let name = self.name(name)?;
                Some(QueryPart::Bound { wire_name: name.text.clone(), value: name })
            }
            None => self.literal(pair, Place::Query).map(QueryPart::Fixed),
        }
    }

    fn check_duplicates(&mut self, template: &Template) {
        let mut labels: Vec<&str> = Vec::new();
        let mut query: Vec<&str> = template
            .query
            .iter()
            .filter_map(|part| match part {
                QueryPart::Fixed(pair) => pair.split('=').next(),
                QueryPart::Bound { .. } => None,
            })
            .collect();
        for (place, name) in template.names() {
            let (seen, kind) = match place {
                Place::Path => (&mut labels, "label"),
                Place::Query => (&mut query, "query name"),
            };
            if seen.contains(&name.text.as_str()) {
                let message = format!("the {kind} `{}` is in the template twice", name.text);
                self.error(message, "remove one of them");
            }
            seen.push(&name.text);
        }
    }
}

/// What a label of another framework is here: `{Id}`, `:id`, and greedy ones as `{Key+}` and `*key`.
fn foreign_label(segment: &str) -> Option<String> {
    let braced = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let greedy = match braced {
        Some(name) => name.strip_suffix('+'),
        None => segment.strip_prefix('*').map(|name| if name.is_empty() { "Key" } else { name }),
    };
    match (greedy, braced.or_else(|| segment.strip_prefix(':'))) {
        (Some(name), _) => Some(format!("<{name}..>")),
        (None, Some(name)) if !name.is_empty() => Some(format!("<{name}>")),
        _ => None,
    }
}
