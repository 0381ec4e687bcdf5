//! Checks of the whole trait, beyond those of each endpoint.

use syn::spanned::Spanned;
use syn::{ItemTrait, TraitItem};

use super::{Declared, views};
use crate::diagnostics::{Diagnostics, Reported};
use crate::signature::is_connect_endpoint;

/// Checks that the implementation for every client can provide all items.
pub(super) fn items(item: &ItemTrait, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    let mut report_without_value = |what: &str, name: &syn::Ident, help: &str| {
        let message = format!("the {what} `{name}` has no value for every client");
        result = Err(diagnostics.error(name.span(), message, help));
    };
    let mut has_endpoint = false;
    let mut without_body = Vec::new();
    for item in &item.items {
        match item {
            TraitItem::Fn(method) if method.attrs.iter().any(is_connect_endpoint) => {
                has_endpoint = true;
            }
            TraitItem::Fn(method) if method.default.is_none() => without_body.push(&method.sig),
            TraitItem::Const(constant) if needs_value(item) => {
                report_without_value(
                    "constant",
                    &constant.ident,
                    "give it a default, or move it to a trait without `#[connect_api]`",
                );
            }
            TraitItem::Type(associated) => {
                report_without_value(
                    "associated type",
                    &associated.ident,
                    "make it a parameter of the trait, or move it to one without `#[connect_api]`",
                );
            }
            _ => {}
        }
    }
    for signature in without_body {
        let message =
            format!("the method `{}` is not an endpoint and has no body", signature.ident);
        let help = "declare it with `#[connect_endpoint(…)]`, or give it a body";
        result = Err(diagnostics.error(signature.ident.span(), message, help));
    }
    if !has_endpoint {
        let message = format!("the trait `{}` declares no endpoint", item.ident);
        let help = "declare its methods with `#[connect_endpoint(GET \"/…\")]`, or remove `#[connect_api]`";
        result = Err(diagnostics.error(item.ident.span(), message, help));
    }
    if let Some(token) = &item.unsafety {
        let message = "a trait of endpoints is `unsafe`";
        result = Err(diagnostics.error(token.span(), message, "remove `unsafe`"));
    }
    result
}

/// Whether the implementation for every client would need a value that nobody gives.
pub(super) fn needs_value(item: &TraitItem) -> bool {
    match item {
        TraitItem::Const(constant) => constant.default.is_none(),
        TraitItem::Type(_) => true,
        _ => false,
    }
}

/// Checks that no two endpoints are the same by mistake. Two under a `#[cfg]` each may exclude each other.
pub(super) fn endpoints(
    item: &ItemTrait,
    declared: &[Declared],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (index, later) in declared.iter().enumerate() {
        let earlier = declared.iter().take(index);
        for earlier in earlier.filter(|earlier| !(has_cfg(earlier) && has_cfg(later))) {
            result = result.and(compare(item, earlier, later, diagnostics));
        }
    }
    result
}

fn has_cfg(declared: &Declared) -> bool {
    declared.method.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

fn compare(
    item: &ItemTrait,
    earlier: &Declared,
    later: &Declared,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    // The services of the family have operations and paths of the same name.
    if views::service(later) != views::service(earlier) {
        return Ok(());
    }
    let (name, other) = (&later.method.sig.ident, &earlier.method.sig.ident);
    let operation = &later.endpoint.operation;
    let (message, help) = match (
        *operation == earlier.endpoint.operation,
        views::route(later) == views::route(earlier),
    ) {
        (false, false) => return Ok(()),
        (true, true) if views::differ(earlier, later) => return Ok(()),
        (true, true) => (
            format!("`{name}` is the same call as `{other}`"),
            "remove one of them, or change what it takes or returns".to_owned(),
        ),
        (true, false) => (
            format!("two methods of `{}` are the operation `{operation}`", item.ident),
            format!("`{other}` already is that operation: give one of them another `name = \"…\"`"),
        ),
        (false, true) => {
            let (method, path) = views::route(later);
            let operation = &earlier.endpoint.operation;
            (
                format!("`{name}` sends the same request as `{other}`: {method} {path}"),
                format!(
                    "remove one of them, or correct its template; for two views of one operation, \
                     write `name = \"{operation}\"` on `{name}`"
                ),
            )
        }
    };
    Err(diagnostics.error(name.span(), message, help))
}
