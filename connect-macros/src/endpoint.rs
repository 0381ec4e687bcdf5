//! The model of an endpoint: what the attribute and the method say together.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Path, Token, TraitItemFn, Type, parse_quote};

use crate::attribute::{Arguments, HttpMethod, is_operation_name};
use crate::binding::{self, Bindings};
use crate::diagnostics::Diagnostics;
use crate::names::pascal_case;
use crate::signature::MethodParts;

/// An endpoint in which nothing can be wrong any more.
pub(crate) struct Endpoint {
    pub(crate) operation: String,
    pub(crate) http_method: HttpMethod,
    pub(crate) envelope: Path,
    pub(crate) self_token: Token![self],
    pub(crate) output: Type,
    pub(crate) bindings: Bindings,
}

impl Endpoint {
    /// Reads attribute and method; none where something is wrong, which is reported.
    pub(crate) fn parse(
        attribute: TokenStream,
        item: &TraitItemFn,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let arguments = Arguments::parse(attribute, diagnostics);
        let method = MethodParts::read(item, diagnostics);
        let operation = arguments.name.or_else(|| default_operation(item, diagnostics));
        let bindings = method.parameters.and_then(|parameters| {
            binding::resolve(arguments.method, arguments.template, &parameters, diagnostics)
        });
        let endpoint = Self {
            operation: operation?,
            http_method: arguments.method?,
            envelope: envelope_path(arguments.envelope),
            self_token: method.self_token?,
            output: method.output?,
            bindings: bindings?,
        };
        diagnostics.is_empty().then_some(endpoint)
    }
}

/// The method's name in Pascal case, which is the operation's where none is given.
fn default_operation(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = pascal_case(&item.sig.ident.unraw().to_string());
    if is_operation_name(&name) {
        return Some(name);
    }
    diagnostics.error(
        item.sig.ident.span(),
        format!("the name of the operation cannot be made from `{}`", item.sig.ident),
        "give it: `name = \"GetFederationToken\"`",
    );
    None
}

/// The envelopes of the runtime go by their name alone, so that they need no import.
fn envelope_path(written: Option<Path>) -> Path {
    let Some(path) = written else {
        return parse_quote!(::connect_runtime::Adaptive);
    };
    match path.get_ident() {
        Some(name) if ["Adaptive", "Wrapped", "Bare", "Raw"].iter().any(|known| name == known) => {
            parse_quote!(::connect_runtime::#name)
        }
        _ => path,
    }
}
