//! Holds the types of declarations against AWS's model, as far as the sources show them.
//!
//! The macros never look at types. Here an unknown name is a note, because a type may be elsewhere, or be
//! decoded by code that no attribute shows. What is not surely read is passed in silence.

mod known;
mod serde_names;
mod variants;
mod walk;

use std::collections::BTreeSet;

use connect_model::{Operation, Service};
use syn::{FnArg, GenericArgument, Meta, PathArguments, ReturnType, Signature, Type};

pub(crate) use self::known::{Definition, KnownTypes};
use self::walk::Walk;
use crate::attributes::last_name;
use crate::finding::{Finding, Place};

/// Whether a type is written to requests or read from responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Request,
    Response,
}

/// What was looked at, so that a type that several operations have is looked at once.
pub(crate) type Seen = BTreeSet<String>;

/// Returns what the model does not know of the types of an endpoint.
pub(crate) fn notes(
    types: &KnownTypes,
    place: &Place,
    signature: &Signature,
    (service, operation): (Service, Operation<'static>),
    seen: &mut Seen,
) -> Vec<Finding> {
    let shapes = service.shapes();
    let mut walk = Walk::new(types, service, operation.name(), seen);
    if let (Some(output), Some(shape)) = (output(signature), shapes.output_of(operation.name())) {
        match (returns(signature, "Pages"), operation.paging()) {
            (false, _) => walk.value(output, &place.file, &shape, Direction::Response),
            (true, Some(paging)) => walk.items(output, &place.file, &shape, paging.items),
            (true, None) => {}
        }
    }
    if let Some(shape) = shapes.input_of(operation.name()) {
        let named = named_members(signature);
        for body in bodies(signature) {
            walk.body(body, &place.file, &shape, &named);
        }
    }
    walk.into_notes()
}

/// Returns the first type argument of the type that a method returns.
fn output(signature: &Signature) -> Option<&Type> {
    let ReturnType::Type(_, returned) = &signature.output else { return None };
    let Type::Path(path) = &**returned else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(output) => Some(output),
        _ => None,
    })
}

fn returns(signature: &Signature, name: &str) -> bool {
    match &signature.output {
        ReturnType::Type(_, returned) => {
            matches!(&**returned, Type::Path(path) if last_name(&path.path) == name)
        }
        ReturnType::Default => false,
    }
}

/// Returns the types of the parameters that are the whole body.
fn bodies(signature: &Signature) -> impl Iterator<Item = &Type> {
    let is_body = |meta: &Meta| matches!(meta, Meta::Path(path) if path.is_ident("body"));
    signature.inputs.iter().filter_map(move |input| match input {
        FnArg::Typed(typed) if typed.attrs.iter().any(|it| is_body(&it.meta)) => Some(&*typed.ty),
        _ => None,
    })
}

/// Returns the members that parameters of their own send.
fn named_members(signature: &Signature) -> Vec<String> {
    let attributes = signature.inputs.iter().flat_map(|input| match input {
        FnArg::Typed(typed) => typed.attrs.as_slice(),
        FnArg::Receiver(_) => &[],
    });
    let bound = attributes.filter(|attribute| attribute.path().is_ident("body"));
    bound.filter_map(|it| it.parse_args::<syn::LitStr>().ok()).map(|name| name.value()).collect()
}
