//! Parses the text of a template into its parts.

use connect_model::snake_case;
use proc_macro2::Span;
use syn::LitStr;

use super::{Name, PathPart, Place, QueryPart, Template};
use crate::diagnostics::{Diagnostics, Reported, split};

pub(super) fn parse(literal: &LitStr, diagnostics: &mut Diagnostics) -> Result<Template, Reported> {
    Parser { span: literal.span(), diagnostics }.template(&literal.value())
}

struct Parser<'a> {
    span: Span,
    diagnostics: &'a mut Diagnostics,
}

impl Parser<'_> {
    fn error(&mut self, message: impl AsRef<str>, help: impl AsRef<str>) -> Reported {
        self.diagnostics.error(self.span, message, help)
    }

    fn template(&mut self, text: &str) -> Result<Template, Reported> {
        let (text, fragment) = match text.split_once('#') {
            Some((before, fragment)) => (before, Err(self.report_fragment(before, fragment))),
            None => (text, Ok(())),
        };
        let (path_text, query_text) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let mut template = Template {
            path_text: path_text.to_owned(),
            span: self.span,
            path: Vec::new(),
            query: Vec::new(),
        };
        let path = self.check_start(text).and_then(|()| self.path(path_text, &mut template));
        let query = match query_text {
            Some(query_text) => self.query(query_text, &mut template),
            None => Ok(()),
        };
        let differ = self.check_differ(&template);
        fragment.and(path).and(query).and(differ)?;
        Ok(template)
    }

    fn report_fragment(&mut self, before: &str, fragment: &str) -> Reported {
        self.error(
            format!("the template has a fragment `#{fragment}`, which is never sent"),
            format!("write `\"{before}\"`"),
        )
    }

    fn check_start(&mut self, text: &str) -> Result<(), Reported> {
        if text.starts_with('/') {
            return Ok(());
        }
        Err(if text.is_empty() {
            self.error(
                "the path template is empty",
                "write the operation's path, such as `\"/user/federate/<InstanceId>\"`",
            )
        } else if text.contains("://") {
            self.error(
                format!("the template `{text}` is a URL"),
                "write the path alone: the client knows the host",
            )
        } else {
            self.error(
                format!("the template `{text}` does not start with `/`"),
                format!("write `\"/{text}\"`"),
            )
        })
    }

    fn path(&mut self, path: &str, template: &mut Template) -> Result<(), Reported> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let mut literal = String::new();
        let mut result = Ok(());
        for (index, segment) in segments.iter().enumerate() {
            literal.push('/');
            let is_last = index + 1 == segments.len();
            match self.segment(segment, is_last) {
                Ok(PathPart::Literal(text)) => literal.push_str(&text),
                Ok(label) => {
                    template.path.push(PathPart::Literal(std::mem::take(&mut literal)));
                    template.path.push(label);
                }
                Err(reported) => result = Err(reported),
            }
        }
        if !literal.is_empty() {
            template.path.push(PathPart::Literal(literal));
        }
        result
    }

    fn segment(&mut self, segment: &str, is_last: bool) -> Result<PathPart<Name>, Reported> {
        if segment.is_empty() {
            // Some operations have a path that ends with `/`.
            if is_last {
                return Ok(PathPart::Literal(String::new()));
            }
            return Err(self.error("the path has an empty segment `//`", "remove the extra `/`"));
        }
        if let Some(name) = self.bracketed(segment)? {
            return match name.strip_suffix("..") {
                None => self.name(name).map(PathPart::Label),
                Some(greedy) if is_last => self.name(greedy).map(PathPart::GreedyLabel),
                Some(_) => Err(self.error(
                    format!("the greedy label `<{name}>` is not the last segment"),
                    "move it to the end, or make it an ordinary label without `..`",
                )),
            };
        }
        if let Some(label) = foreign_label(segment) {
            return Err(self.error(
                format!("`{segment}` is not how a label is written"),
                format!("write `{label}`"),
            ));
        }
        if segment == "." || segment == ".." {
            return Err(self.error(
                format!("the path has a dot segment `{segment}`"),
                "write the path that it leads to",
            ));
        }
        self.literal(segment, Place::Path).map(PathPart::Literal)
    }

    /// The text between the brackets, or `None` if `part` has no brackets.
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
                format!("`{part}` is not a single name"),
                "make each `<Name>` a whole segment or a whole part of the query",
            )
        } else {
            self.error(format!("`{part}` has an unmatched bracket"), "write a name as `<Name>`")
        })
    }

    fn name(&mut self, text: &str) -> Result<Name, Reported> {
        if text.is_empty() {
            let help = "write the name from the service's model: `<Name>`";
            return Err(self.error("`<>` has no name", help));
        }
        if text.ends_with('.') {
            let name = text.trim_end_matches('.');
            return Err(self.error(
                format!("the name `{text}` ends with a dot"),
                format!(
                    "write `<{name}>`, or `<{name}..>` for a greedy label at the end of the path"
                ),
            ));
        }
        let is_legal = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !is_legal || !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err(self.error(
                format!("`<{text}>` is not a name"),
                "start with a letter and use letters, digits, `-`, `_` and `.`",
            ));
        }
        let snake_case = snake_case(text);
        if ["self", "super", "crate"].contains(&snake_case.as_str()) {
            let message = format!("`<{text}>` names no parameter: `{snake_case}` is a keyword");
            return Err(self.error(message, "give it another name, such as `<Id>`"));
        }
        Ok(Name { text: text.to_owned(), span: self.span })
    }

    fn literal(&mut self, text: &str, place: Place) -> Result<String, Reported> {
        // Some paths of the family have a `:`, as in `/cases:batchUpdateCase`.
        let (place, others) = match place {
            Place::Path => ("path", "-._~:"),
            Place::Query => ("query", "-._~"),
        };
        let illegal = |c: &char| !c.is_ascii_alphanumeric() && !others.contains(*c);
        let Some(illegal) = text.chars().find(illegal) else { return Ok(text.to_owned()) };
        Err(self.error(
            format!("`{text}` has the character {illegal:?}, which a {place} cannot contain"),
            "use letters, digits, `-`, `.`, `_` and `~`, and a `<Name>` for what varies",
        ))
    }

    fn query(&mut self, query: &str, template: &mut Template) -> Result<(), Reported> {
        if query.is_empty() {
            return Err(self.error(
                "nothing follows the `?`",
                "remove it, or write a query such as `?<maxResults>`",
            ));
        }
        let (parts, all) = split(query.split('&').map(|pair| self.pair(pair)));
        template.query = parts;
        all
    }

    fn pair(&mut self, pair: &str) -> Result<QueryPart<Name>, Reported> {
        if pair.is_empty() {
            return Err(self.error("the query has an empty part", "remove the extra `&`"));
        }
        if let Some((name, value)) = pair.split_once('=') {
            return self.fixed_pair(pair, name, value).map(QueryPart::Fixed);
        }
        match self.bracketed(pair)? {
            Some(name) => {
                let name = self.name(name)?;
                Ok(QueryPart::Bound { wire_name: name.text.clone(), value: name })
            }
            None => self.literal(pair, Place::Query).map(QueryPart::Fixed),
        }
    }

    fn fixed_pair(&mut self, pair: &str, name: &str, value: &str) -> Result<String, Reported> {
        if value.contains(['<', '>']) {
            return Err(self.error(
                format!("`{pair}` gives a query name twice"),
                format!(
                    "write `<{name}>` alone: it is the name on the wire and names the parameter"
                ),
            ));
        }
        let name = self.literal(name, Place::Query)?;
        let value = self.literal(value, Place::Query)?;
        if name.is_empty() {
            return Err(self.error(format!("`{pair}` has no name"), "write `name=value`"));
        }
        Ok(format!("{name}={value}"))
    }

    fn check_differ(&mut self, template: &Template) -> Result<(), Reported> {
        let mut result = Ok(());
        let mut labels: Vec<&str> = Vec::new();
        let mut query: Vec<&str> = template.fixed_query_names().collect();
        for (place, name) in template.names() {
            let (seen, kind) = match place {
                Place::Path => (&mut labels, "label"),
                Place::Query => (&mut query, "query name"),
            };
            if seen.contains(&name.text.as_str()) {
                let message = format!("the {kind} `{}` is in the template twice", name.text);
                result = Err(self.error(message, "remove one of them"));
            }
            seen.push(&name.text);
        }
        result
    }
}

/// Translates a label of another framework: `{Id}` and `:id`, and the greedy `{Key+}` and `*key`.
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
