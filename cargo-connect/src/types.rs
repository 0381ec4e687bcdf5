//! Holds the types of declarations against AWS's model, as far as the sources show them.
//!
//! The macros never look at types. Here an unknown name is a note, because a type may be elsewhere, or be
//! decoded by code that no attribute shows. What is not surely read is passed in silence.

mod known;
mod serde_names;
mod variants;
mod walk;

use std::collections::BTreeSet;

use connect_model::{Operation, Place, Service, Shape, ShapeMember, is_same_folded};
use syn::{FnArg, GenericArgument, LitStr, Meta, Pat, PatType, PathArguments, ReturnType, Type};

pub(crate) use self::known::KnownTypes;
use self::walk::{Meant, Walk};
use crate::attributes::unraw;
use crate::declared::Endpoint;
use crate::finding::Finding;
use crate::modules::Scope;

/// Whether a type is written to requests or read from responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}

/// What was looked at, so that a type that several operations have is looked at once.
pub(crate) type Seen = BTreeSet<String>;

/// Returns what the model does not know of the types of an endpoint.
pub(crate) fn notes(types: &KnownTypes, endpoint: &Endpoint, seen: &mut Seen) -> Vec<Finding> {
    let (Some((service, operation)), Some(scope)) = (endpoint.operation, &endpoint.scope) else {
        return Vec::new();
    };
    let mut walk = Walk::new(types, service, operation.name(), seen);
    if let Some((output, meant)) = output(endpoint, service, &operation) {
        walk.value(output, scope, meant);
    }
    if let Some(input) = service.shapes().input_of(operation.name()) {
        request(&mut walk, endpoint, scope, input);
    }
    walk.into_notes()
}

/// Returns the first type argument of the type that a method returns, and what it stands for.
fn output<'e>(
    endpoint: &'e Endpoint,
    service: Service,
    operation: &Operation<'_>,
) -> Option<(&'e Type, Meant)> {
    let ReturnType::Type(_, returned) = &endpoint.signature.output else { return None };
    let Type::Path(path) = &**returned else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let output = arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(output) => Some(output),
        _ => None,
    })?;
    let shapes = service.shapes();
    let mut shape = shapes.output_of(operation.name())?;
    if endpoint.has_pages {
        let items = operation.paging()?.items;
        let list = shape.members().find(|member| member.wire_name == items)?;
        shape = shapes.shape(shapes.shape(list.shape)?.element()?)?;
    }
    endpoint
        .has_json_output
        .then_some((output, Meant { shape, direction: Direction::Response, place: None }))
}

/// Follows the types of the parameters.
fn request(walk: &mut Walk<'_>, endpoint: &Endpoint, scope: &Scope, input: Shape<'static>) {
    let parameters = || {
        endpoint.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        })
    };
    walk.bound = parameters().filter_map(|typed| named(typed, "body")).collect();
    for typed in parameters() {
        let whole = [("body", Place::Body), ("query", Place::Query)];
        let whole = whole.into_iter().find(|(name, _)| is_whole(typed, name));
        let meant = |shape, place| Meant { shape, direction: Direction::Request, place };
        if let Some((_, place)) = whole {
            walk.value(&typed.ty, scope, meant(input, Some(place)));
        } else if let Some(member) = member(typed, &input)
            && let Some(shape) = walk.shapes.shape(member.shape)
        {
            walk.value(&typed.ty, scope, meant(shape, None));
        }
    }
}

/// Whether a parameter is bound as a whole, such as by `#[body]`.
fn is_whole(typed: &PatType, name: &str) -> bool {
    typed.attrs.iter().any(|it| matches!(&it.meta, Meta::Path(path) if path.is_ident(name)))
}

/// Returns the name to which a parameter is bound, such as by `#[body("Name")]`.
fn named(typed: &PatType, name: &str) -> Option<String> {
    let attribute = typed.attrs.iter().find(|attribute| attribute.path().is_ident(name))?;
    attribute.parse_args::<LitStr>().ok().map(|name| name.value())
}

/// Finds the member that a parameter sends: by its attribute, or as a name of the template's query.
fn member(typed: &PatType, input: &Shape<'static>) -> Option<ShapeMember<'static>> {
    for (attribute, place) in [("body", Place::Body), ("query", Place::Query)] {
        if let Some(name) = named(typed, attribute) {
            return input.members().find(|it| it.place == place && it.wire_name == name);
        }
    }
    let Pat::Ident(pattern) = &*typed.pat else { return None };
    let name = unraw(&pattern.ident);
    let is_meant = |member: &ShapeMember<'_>| {
        member.place == Place::Query && is_same_folded(member.wire_name, &name)
    };
    input.members().find(is_meant)
}
