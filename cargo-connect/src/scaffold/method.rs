//! The method that declares an operation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::{Kind, Operation, Place, Shape, ShapeMember};

use super::types::{TypeDefinition, Types};
use super::{Style, errors, fields};
use crate::names::{pascal, snake};
use crate::options::Form;
use crate::show::link;

/// The most members of a body that become parameters.
const MOST_OPTIONAL: usize = 4;
/// The most parameters beside `self`, which is clippy's limit.
const MOST_PARAMETERS: usize = 6;

/// The declaration of an operation, with what it needs.
#[derive(Debug, Clone)]
pub(crate) struct Method {
    pub(crate) operation: &'static str,
    pub(crate) text: String,
    pub(crate) imports: BTreeSet<&'static str>,
    /// The struct of a whole body and the error enum.
    pub(crate) own_types: Vec<TypeDefinition>,
    /// The shapes whose types the method needs.
    pub(crate) shapes: Vec<&'static str>,
}

struct Parameter {
    attribute: String,
    ident: String,
    value: String,
    is_required: bool,
}

/// What the text of a method needs.
#[derive(Default)]
struct Needs {
    imports: BTreeSet<&'static str>,
    shapes: Vec<&'static str>,
}

/// The members of a request in the order of the parameters.
struct Plan {
    /// Labels, query names and headers.
    single: Vec<ShapeMember<'static>>,
    body: Vec<ShapeMember<'static>>,
    /// The token of a page comes last.
    token: Option<ShapeMember<'static>>,
    /// Whether one struct has the members of the body.
    is_whole: bool,
}

/// Declares an operation.
pub(crate) fn declare(types: &Types, operation: &Operation<'static>, style: &Style) -> Method {
    let name = operation.name();
    let plan = Plan::new(types, operation);
    let mut needs = Needs::default();
    needs.imports.insert("connect_runtime::connect_api");
    let mut parameters = plan.parameters(types, operation, &mut needs);
    make_unique(&mut parameters);
    let mut own_types: Vec<TypeDefinition> = Vec::new();
    own_types.extend(plan.request(types, operation));
    let errors = style.has_errors.then(|| errors::define(operation));
    let error = errors.as_ref().map(|errors| errors.name.as_str());
    let returned = returned(types, operation, style.form, error, &mut needs);
    own_types.extend(errors);
    let text = text(types, operation, &plan, &parameters, &returned, style.form);
    Method { operation: name, text, imports: needs.imports, own_types, shapes: needs.shapes }
}

impl Plan {
    fn new(types: &Types, operation: &Operation<'static>) -> Self {
        let token = page_token(operation);
        let mut plan = Self { single: Vec::new(), body: Vec::new(), token: None, is_whole: false };
        let input = types.shapes.input_of(operation.name());
        for member in input.iter().flat_map(|input| types.members(input)).filter(is_declared) {
            match member.place {
                _ if token == Some(member.wire_name) => plan.token = Some(member),
                Place::Body => plan.body.push(member),
                _ => plan.single.push(member),
            }
        }
        // Labels first, in the order of the path. The model has them in any order.
        let in_path = |name: &str| {
            let mut segments = operation.path().split('/');
            segments.position(|segment| segment.trim_matches(['{', '}', '+']) == name)
        };
        plan.single.sort_by_key(|member| match member.place {
            Place::Path => (false, in_path(member.wire_name)),
            _ => (true, None),
        });
        let optional = plan.body.iter().filter(|member| !member.is_required).count();
        let count = plan.single.len() + plan.body.len() + usize::from(plan.token.is_some());
        let is_large = optional > MOST_OPTIONAL || count > MOST_PARAMETERS;
        plan.is_whole = is_large && !plan.body.is_empty();
        plan
    }

    fn parameters(
        &self,
        types: &Types,
        operation: &Operation<'static>,
        needs: &mut Needs,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> =
            self.single.iter().map(|member| of_member(types, member, needs)).collect();
        if self.is_whole {
            needs.shapes.extend(self.body.iter().map(|member| member.shape));
            parameters.push(Parameter {
                attribute: "#[body] ".to_owned(),
                ident: "request".to_owned(),
                value: format!("&{}", request_name(operation)),
                is_required: true,
            });
        } else {
            parameters.extend(self.body.iter().map(|member| of_member(types, member, needs)));
        }
        parameters.extend(self.token.iter().map(|member| of_member(types, member, needs)));
        parameters
    }

    /// Returns the struct of a whole body.
    fn request(&self, types: &Types, operation: &Operation<'static>) -> Option<TypeDefinition> {
        let input = types.shapes.input_of(operation.name()).filter(|_| self.is_whole)?;
        let request = fields::define_of(types, &input, &request_name(operation), &self.body);
        Some(TypeDefinition { operation: operation.name(), ..request })
    }

    /// Returns the names of the query in the template.
    fn query(&self) -> String {
        let members = self.single.iter().chain(&self.token);
        let names: Vec<String> = members
            .filter(|member| member.place == Place::Query)
            .map(|member| format!("<{}>", member.wire_name))
            .collect();
        if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) }
    }
}

fn request_name(operation: &Operation<'static>) -> String {
    format!("{}Request", pascal(operation.name()))
}

/// A client fills in an idempotency token, so it needs no parameter. One that is required outside the body
/// is sent by the person.
fn is_declared(member: &ShapeMember<'static>) -> bool {
    !member.is_idempotency_token || member.is_required && member.place != Place::Body
}

/// Returns the name that the request has for the token of a page.
fn page_token(operation: &Operation<'static>) -> Option<&'static str> {
    operation.paging().map(|paging| paging.request_token)
}

fn of_member(types: &Types, member: &ShapeMember<'static>, needs: &mut Needs) -> Parameter {
    needs.shapes.push(member.shape);
    let name = member.wire_name;
    let attribute = match member.place {
        Place::Header => format!("#[header(\"{name}\")] "),
        Place::Body => format!("#[body(\"{name}\")] "),
        _ => String::new(),
    };
    let value = types.shapes.shape(member.shape);
    let value =
        value.map_or_else(|| "&str".to_owned(), |shape| argument(types, &shape, member, needs));
    Parameter { attribute, ident: snake(name), value, is_required: member.is_required }
}

/// Returns the type of an argument: borrowed, unless a copy is as cheap.
fn argument(
    types: &Types,
    shape: &Shape<'static>,
    member: &ShapeMember<'static>,
    needs: &mut Needs,
) -> String {
    let is_enum = shape.values().next().is_some();
    match shape.kind_in(member.place) {
        Kind::String if !is_enum => return "&str".to_owned(),
        Kind::List => {
            let element = shape.element().and_then(|name| types.shapes.shape(name));
            let is_text = element.is_some_and(|element| {
                element.kind() == Kind::String && element.values().next().is_none()
            });
            if is_text {
                return "&[&str]".to_owned();
            }
        }
        _ => {}
    }
    let of = types.of(shape, member.place);
    needs.imports.extend(of.imports.iter());
    match shape.kind_in(member.place) {
        Kind::Boolean
        | Kind::Integer
        | Kind::Long
        | Kind::Float
        | Kind::Double
        | Kind::Timestamp(_) => of.text,
        Kind::List => match of.text.strip_prefix("Vec<").and_then(|it| it.strip_suffix('>')) {
            Some(element) => format!("&[{element}]"),
            None => format!("&{}", of.text),
        },
        _ => format!("&{}", of.text),
    }
}

/// Members in two places may have one name. The later one says where it is.
fn make_unique(parameters: &mut [Parameter]) {
    let mut seen = BTreeSet::new();
    for parameter in parameters {
        while !seen.insert(parameter.ident.clone()) {
            parameter.ident = format!("{}_in_body", parameter.ident.trim_start_matches("r#"));
        }
    }
}

/// Returns the type that the method returns.
fn returned(
    types: &Types,
    operation: &Operation<'static>,
    form: Form,
    errors: Option<&str>,
    needs: &mut Needs,
) -> String {
    let output = types.shapes.output_of(operation.name());
    let error = errors.map_or_else(String::new, |error| format!(", {error}"));
    let items = operation.paging().and_then(|paging| {
        let mut members = output.as_ref()?.members();
        let items = members.find(|member| member.wire_name == paging.items)?;
        let list = types.shapes.shape(items.shape)?;
        types.shapes.shape(list.element()?)
    });
    if let Some(item) = items {
        needs.shapes.push(item.name());
        let item = types.of(&item, Place::Body);
        needs.imports.extend(item.imports.iter());
        needs.imports.insert("connect_runtime::Pages");
        return format!("Pages<'_, {}{error}>", item.text);
    }
    let has_members = |shape: &Shape<'static>| shape.members().any(|it| it.place == Place::Body);
    let output = output.filter(has_members).map_or_else(
        || "()".to_owned(),
        |output| {
            needs.shapes.push(output.name());
            types.of(&output, Place::Body).text
        },
    );
    match form {
        Form::Async => {
            needs.imports.insert("connect_runtime::Result");
            format!("Result<{output}{error}>")
        }
        Form::Call => {
            needs.imports.insert("connect_runtime::Call");
            format!("Call<'_, {output}{error}>")
        }
    }
}

fn text(
    types: &Types,
    operation: &Operation<'static>,
    plan: &Plan,
    parameters: &[Parameter],
    returned: &str,
    form: Form,
) -> String {
    let name = operation.name();
    let path = operation.path().replace('{', "<").replace('}', ">");
    let query = plan.query();
    let mut options = String::new();
    if operation.paging().is_some() && returned.starts_with("Pages") {
        options.push_str(", pages");
    }
    if operation.takes_bearer_token() {
        options.push_str(", auth = none");
    }
    let mut text = format!("/// Calls [`{name}`]({}).\n", link(types.service, name));
    let _ =
        writeln!(text, "#[connect_endpoint({} \"{path}{query}\"{options})]", operation.method());
    if parameters.len() > MOST_PARAMETERS {
        text.push_str("#[allow(clippy::too_many_arguments, reason = \"AWS's parameters\")]\n");
    }
    let is_async = form == Form::Async && !returned.starts_with("Pages");
    let _ = write!(text, "{}fn {}(&self", if is_async { "async " } else { "" }, snake(name));
    for Parameter { attribute, ident, value, is_required } in parameters {
        let value = if *is_required { value.clone() } else { format!("Option<{value}>") };
        let _ = write!(text, ", {attribute}{ident}: {value}");
    }
    let _ = writeln!(text, ") -> {returned};");
    text
}
