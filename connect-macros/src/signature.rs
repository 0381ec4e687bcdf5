//! The method: receiver, parameters and return type.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Ident, Pat, PatType, Receiver, ReceiverKind, ReturnType, Signature, Token,
    TraitItemFn, Type,
};

use crate::diagnostics::Diagnostics;
use crate::parameter::{BindingAttributes, is_built_in};

/// What the method says; a part that was wrong is absent, and reported.
pub(crate) struct MethodParts {
    pub(crate) self_token: Option<Token![self]>,
    pub(crate) parameters: Option<Vec<Parameter>>,
    pub(crate) output: Option<Type>,
}

#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The `#[cfg]`s, which hold for the parameter's use as well.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) attributes: BindingAttributes,
}

impl Parameter {
    /// The name without `r#`.
    pub(crate) fn plain_name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Takes what is not the language's own off the parameters.
pub(crate) fn strip_bindings(signature: &mut Signature) {
    for input in &mut signature.inputs {
        let (FnArg::Typed(PatType { attrs, .. }) | FnArg::Receiver(Receiver { attrs, .. })) = input;
        attrs.retain(is_built_in);
    }
}

/// Whether an endpoint can be called through this receiver: `&self`.
pub(crate) fn is_shared(receiver: &Receiver) -> bool {
    receiver.mutability.is_none() && matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
}

impl MethodParts {
    /// Reads the method and reports what cannot be an endpoint.
    pub(crate) fn read(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Self {
        check_attributes(item, diagnostics);
        check_qualifiers(&item.sig, diagnostics);
        let self_token = read_receiver(&item.sig, diagnostics);
        // A free function has a body too; that it is no method is all to say of it.
        if let (Some(body), Some(FnArg::Receiver(_))) = (&item.default, item.sig.inputs.first()) {
            diagnostics.error(
                body.brace_token.span.open(),
                format!("the endpoint `{}` already has a body", item.sig.ident),
                "end it with `;`, in a trait: the body is what the attribute writes",
            );
        }
        let parameters = read_parameters(&item.sig, diagnostics);
        let output = read_output(&item.sig, diagnostics);
        Self { self_token, parameters, output }
    }
}

/// Whether `attribute` is the one that is being expanded.
pub(crate) fn is_connect_endpoint(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "connect_endpoint")
}

fn check_attributes(item: &TraitItemFn, diagnostics: &mut Diagnostics) {
    for attribute in item.attrs.iter().filter(|attribute| is_connect_endpoint(attribute)) {
        let message = format!("`{}` is declared as an endpoint twice", item.sig.ident);
        let help = "remove one of the attributes, or declare two methods";
        diagnostics.error(attribute.path().span(), message, help);
    }
}

fn check_qualifiers(signature: &Signature, diagnostics: &mut Diagnostics) {
    let mut unexpected = |span: Span, what: &str| {
        let message = format!("the endpoint `{}` is `{what}`", signature.ident);
        diagnostics.error(span, message, format!("remove `{what}`: the call is an ordinary one"));
    };
    if let Some(constness) = &signature.constness {
        unexpected(constness.span(), "const");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        unexpected(token.span(), "unsafe");
    }
    if let Some(abi) = &signature.abi {
        unexpected(abi.span(), "extern");
    }
    if let Some(variadic) = &signature.variadic {
        let message = format!("the endpoint `{}` takes any number of arguments", signature.ident);
        let help = "remove `...`; a list is one parameter: `ids: &[&str]`";
        diagnostics.error(variadic.dots.span(), message, help);
    }
}

fn read_receiver(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Token![self]> {
    let name = &signature.ident;
    let Some(FnArg::Receiver(receiver)) = signature.inputs.first() else {
        diagnostics.error(
            name.span(),
            format!("`{name}` has no `&self`, so it is no method of a trait"),
            "declare an endpoint in a trait: `trait MyApi: ConnectClient { … }`, with `&self` first",
        );
        return None;
    };
    for attribute in receiver.attrs.iter().filter(|attribute| !is_built_in(attribute)) {
        let help = "remove it: only a parameter is bound to the request";
        diagnostics.error(attribute.path().span(), "an attribute on `&self`", help);
    }
    if is_shared(receiver) {
        return Some(receiver.self_token);
    }
    let (span, written) = match (&receiver.kind, receiver.mutability) {
        (ReceiverKind::Reference(_, _, Some(mutability)), _) => (mutability.span(), "`&mut self`"),
        (ReceiverKind::Typed(..), _) => (receiver.self_token.span(), "a `self` with a type"),
        (_, Some(mutability)) => (mutability.span(), "`mut self`"),
        _ => (receiver.self_token.span(), "`self` by value"),
    };
    let message = format!("the endpoint `{name}` takes {written}");
    diagnostics.error(span, message, "write `&self`: calls share the client");
    None
}

fn read_parameters(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Vec<Parameter>> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    // All are read before one that is wrong ends the collecting, for the sake of its messages.
    let parameters: Vec<Option<Parameter>> =
        typed.map(|typed| read_parameter(typed, diagnostics)).collect();
    parameters.into_iter().collect()
}

fn read_parameter(typed: &PatType, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    let attributes = BindingAttributes::read(typed, diagnostics);
    let Pat::Ident(pattern) = &*typed.pat else {
        diagnostics.error(
            typed.pat.span(),
            "the parameter of an endpoint is not a plain name",
            "give it the name of what it is bound to, such as `instance_id: &str`",
        );
        return None;
    };
    let by_ref = pattern.by_ref.map(|token| token.span());
    let mutability = pattern.mutability.map(|token| token.span());
    let subpattern = pattern.subpat.as_ref().map(|(token, _)| token.span());
    if let Some(span) = by_ref.or(mutability).or(subpattern) {
        let message = format!("the parameter `{}` is a pattern", pattern.ident);
        diagnostics.error(span, message, format!("write `{}` alone", pattern.ident));
        return None;
    }
    let cfgs = typed.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Some(Parameter {
        ident: pattern.ident.clone(),
        ty: (*typed.ty).clone(),
        cfgs: cfgs.cloned().collect(),
        attributes,
    })
}

fn read_output(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Type> {
    match &signature.output {
        ReturnType::Type(_, output) if matches!(**output, Type::ImplTrait(_)) => {
            let message = format!("the endpoint `{}` returns an `impl Trait`", signature.ident);
            let help =
                "make it an `async fn` with `-> Result<Output>`, which is a future that is `Send`";
            diagnostics.error(output.span(), message, help);
            None
        }
        ReturnType::Type(_, output) => Some((**output).clone()),
        ReturnType::Default => {
            let help = if signature.asyncness.is_some() {
                "add `-> Result<Output>`, or `-> Result<()>` where only success matters"
            } else {
                "add `-> Call<'_, Output>`, or make it an `async fn` with `-> Result<Output>`"
            };
            let message = format!("the endpoint `{}` has no return type", signature.ident);
            diagnostics.error(signature.ident.span(), message, help);
            None
        }
    }
}
