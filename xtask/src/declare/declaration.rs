//! The declaration of one operation, and its text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::{Kind, Member, Operation, Place, snake_case};

/// A declaration in parts, so that a part can be changed before the text is written.
#[derive(Clone)]
pub(crate) struct Declaration {
    /// The name of the method, such as `list_users`.
    pub(crate) method: String,
    /// The HTTP method.
    pub(crate) http: String,
    /// The path with labels in angle brackets.
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) pages: Option<Pages>,
    /// Options such as `auth = none`.
    pub(crate) options: Vec<String>,
    /// The type that a response becomes.
    pub(crate) output: String,
}

#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) ident: String,
    /// The name as it is sent. A whole body or query has none.
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) binding: Binding,
    pub(crate) is_token: bool,
    pub(crate) is_required: bool,
    /// The type, without `Option`.
    pub(crate) value: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binding {
    /// The template names the parameter.
    Template,
    /// An attribute has the name.
    Attribute,
    /// The parameter is a struct or map with all members of its place.
    Whole,
}

#[derive(Clone)]
pub(crate) struct Pages {
    pub(crate) token: String,
    pub(crate) items: String,
    /// The place and the name of the token in the request, if the declaration says them.
    pub(crate) request_token: Option<(Place, String)>,
}

/// How a declaration is written. There is more than one right way.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// A whole body and query, or else each member alone.
    pub(crate) is_whole: bool,
    /// Attributes on the parameters, or else names in the template.
    pub(crate) has_attributes: bool,
    /// Owned arguments without a token, or else borrowed ones with a token.
    pub(crate) is_owned: bool,
    pub(crate) name: MethodName,
}

/// The name of the method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MethodName {
    /// The operation's, such as `list_users`.
    Known,
    /// One that AWS does not know, such as `users_list`. Only the line names the operation.
    Own,
}

impl Declaration {
    pub(crate) fn new(operation: &Operation<'_>, style: Style) -> Self {
        let mut parameters: Vec<Parameter> = operation
            .members()
            .filter(|member| !(style.is_owned && member.is_idempotency_token))
            .map(|member| Parameter::new(&member, style))
            .collect();
        if style.is_whole {
            whole(&mut parameters, Place::Query, "&BTreeMap<&str, &str>");
            whole(&mut parameters, Place::Body, "&Value");
        }
        make_unique(&mut parameters);
        let pages = operation.paging().map(|pages| {
            let is_request_token = |member: &Member<'_>| member.name == pages.request_token;
            let place = operation.members().find(is_request_token);
            let place = place.map_or(Place::Query, |member| member.place);
            let is_found = same_but_for_first(pages.response_token, pages.request_token)
                && !(style.is_whole && place == Place::Query);
            let is_named = style.has_attributes || !is_found;
            Pages {
                token: pages.response_token.to_owned(),
                items: pages.items.to_owned(),
                request_token: is_named.then(|| (place, pages.request_token.to_owned())),
            }
        });
        let has_output = operation.outputs().next().is_some();
        Self {
            method: method_name(operation.name(), style.name),
            http: operation.method().to_owned(),
            path: operation.path().replace('{', "<").replace('}', ">"),
            parameters,
            pages,
            options: operation
                .takes_bearer_token()
                .then(|| "auth = none".to_owned())
                .into_iter()
                .collect(),
            output: if has_output { "Value" } else { "()" }.to_owned(),
        }
    }

    /// The declaration in one line, so that the line of a message names it.
    pub(crate) fn line(&self) -> String {
        let is_in_template = |parameter: &&Parameter| {
            parameter.place == Place::Query && parameter.binding == Binding::Template
        };
        let query: Vec<String> = self
            .parameters
            .iter()
            .filter(is_in_template)
            .map(|parameter| format!("<{}>", parameter.name))
            .collect();
        let mut line = format!("#[connect_endpoint({} \"{}", self.http, self.path);
        if !query.is_empty() {
            let _ = write!(line, "?{}", query.join("&"));
        }
        line.push('"');
        if let Some(pages) = &self.pages {
            let _ = write!(line, ", {}", pages.option());
        }
        for option in &self.options {
            let _ = write!(line, ", {option}");
        }
        let _ = write!(line, ")] fn {}(&self", self.method);
        for parameter in &self.parameters {
            let _ = write!(line, ", {}", parameter.text());
        }
        let returned = if self.pages.is_some() { "Pages" } else { "Call" };
        let _ = write!(line, ") -> {returned}<'_, {}>;", self.output);
        line
    }
}

impl Pages {
    fn option(&self) -> String {
        let mut option = format!("pages(token = \"{}\", items = \"{}\"", self.token, self.items);
        if let Some((place, name)) = &self.request_token {
            let _ = write!(option, ", request_token = {}(\"{name}\")", place.name());
        }
        option.push(')');
        option
    }
}

impl Parameter {
    fn new(member: &Member<'_>, style: Style) -> Self {
        let can_be_in_template = matches!(member.place, Place::Path | Place::Query);
        let is_in_template = can_be_in_template && !style.has_attributes;
        let binding = if is_in_template { Binding::Template } else { Binding::Attribute };
        Self {
            ident: snake_case(member.name),
            name: member.name.to_owned(),
            place: member.place,
            binding,
            is_token: member.is_idempotency_token,
            // An idempotency token is an `Option`, because the client fills it in.
            is_required: member.is_required && !member.is_idempotency_token,
            value: value(member, style.is_owned).to_owned(),
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if self.is_token {
            text.push_str("#[idempotency_token] ");
        }
        let _ = match self.binding {
            Binding::Template => Ok(()),
            Binding::Attribute => write!(text, "#[{}(\"{}\")] ", self.place.name(), self.name),
            Binding::Whole => write!(text, "#[{}] ", self.place.name()),
        };
        let raw = if is_keyword(&self.ident) { "r#" } else { "" };
        let value = &self.value;
        let _ = if self.is_required {
            write!(text, "{raw}{}: {value}", self.ident)
        } else {
            write!(text, "{raw}{}: Option<{value}>", self.ident)
        };
        text
    }
}

/// Replaces the members in one place by one parameter.
fn whole(parameters: &mut Vec<Parameter>, place: Place, value: &str) {
    let all = parameters.len();
    // A token may stand beside a whole body, and is not part of a whole query.
    parameters.retain(|parameter| parameter.place != place || parameter.is_token);
    if parameters.len() < all {
        parameters.push(Parameter {
            ident: place.name().to_owned(),
            name: String::new(),
            place,
            binding: Binding::Whole,
            is_token: false,
            is_required: true,
            value: value.to_owned(),
        });
    }
}

/// Members in two places may have one name in snake case. The second one gets an attribute.
fn make_unique(parameters: &mut [Parameter]) {
    let mut idents = BTreeSet::new();
    for parameter in parameters {
        if !idents.insert(parameter.ident.clone()) {
            parameter.ident = format!("{}_in_{}", parameter.ident, parameter.place.name());
            parameter.binding = match parameter.binding {
                Binding::Template => Binding::Attribute,
                other => other,
            };
            idents.insert(parameter.ident.clone());
        }
    }
}

/// The type of an argument. Each kind has more than one.
fn value(member: &Member<'_>, is_owned: bool) -> &'static str {
    match (member.kind, member.place) {
        (Kind::String, _) => {
            if is_owned {
                "String"
            } else {
                "&str"
            }
        }
        (Kind::Blob, _) => "Blob",
        (Kind::Boolean, _) => "bool",
        (Kind::Integer, _) => {
            if is_owned {
                "u32"
            } else {
                "i32"
            }
        }
        (Kind::Long, _) => "i64",
        (Kind::Float, _) => "f32",
        (Kind::Double, _) => "f64",
        (Kind::Timestamp(_), _) => "Timestamp",
        (Kind::List, Place::Body) => {
            if is_owned {
                "Vec<Value>"
            } else {
                "&[Value]"
            }
        }
        (Kind::List, _) => {
            if is_owned {
                "Vec<String>"
            } else {
                "&[&str]"
            }
        }
        (Kind::Map, _) if is_owned => "BTreeMap<String, Value>",
        (Kind::Structure | Kind::Union, _) if is_owned => "serde_json::Map<String, Value>",
        _ => "&Value",
    }
}

fn method_name(operation: &str, name: MethodName) -> String {
    let known = snake_case(operation);
    match known.split_once('_') {
        Some((verb, object)) if name == MethodName::Own => format!("{object}_{verb}"),
        _ => known,
    }
}

/// The macro looks for the token in the request by this rule.
fn same_but_for_first(name: &str, other: &str) -> bool {
    let (first, rest) = name.split_at_checked(1).unwrap_or_default();
    let (other_first, other_rest) = other.split_at_checked(1).unwrap_or_default();
    first.eq_ignore_ascii_case(other_first) && rest == other_rest
}

/// The keywords that names of AWS's models are in snake case.
fn is_keyword(ident: &str) -> bool {
    ["async", "for", "in", "match", "mod", "move", "ref", "type", "where"].contains(&ident)
}
