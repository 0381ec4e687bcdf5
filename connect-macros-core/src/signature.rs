//! The signature of the method: receiver, parameters and return type.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Ident, Meta, Pat, PatType, Receiver, ReceiverKind, ReturnType, Signature,
    Token, TraitItemFn, Type,
};

use crate::attribute::is_method;
use crate::diagnostics::{Diagnostics, Reported, all};
use crate::parameter::{BindingAttributes, is_built_in};

/// The parts of the method, each of which is read even if another has a mistake.
pub(crate) struct MethodParts {
    /// An error if the method has a body or a qualifier such as `unsafe`.
    pub(crate) qualifiers: Result<(), Reported>,
    pub(crate) self_token: Result<Token![self], Reported>,
    pub(crate) parameters: Result<Vec<Parameter>, Reported>,
    pub(crate) output: Result<Type, Reported>,
}

#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The `#[cfg]`s, which the code that uses the parameter needs too.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) attributes: BindingAttributes,
}

impl Parameter {
    /// The name without `r#`.
    pub(crate) fn plain_name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Removes the binding attributes from the parameters.
pub(crate) fn strip_bindings(signature: &mut Signature) {
    for input in &mut signature.inputs {
        let (FnArg::Typed(PatType { attrs, .. }) | FnArg::Receiver(Receiver { attrs, .. })) = input;
        attrs.retain(is_built_in);
    }
}

/// Whether the receiver is `&self`, through which an endpoint is called.
pub(crate) fn is_shared(receiver: &Receiver) -> bool {
    receiver.mutability.is_none() && matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
}

impl MethodParts {
    /// Reads the method and reports what an endpoint cannot have.
    pub(crate) fn read(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Self {
        let qualifiers = check_qualifiers(&item.sig, diagnostics);
        let self_token = read_receiver(&item.sig, diagnostics);
        let no_body = check_no_body(item, diagnostics);
        let parameters = read_parameters(&item.sig, diagnostics);
        let output = read_output(&item.sig, diagnostics);
        Self { qualifiers: qualifiers.and(no_body), self_token, parameters, output }
    }
}

/// Whether `attribute` is `#[connect_endpoint]`, by whatever path. Under another name, it has an HTTP method and
/// a template as its arguments.
pub(crate) fn is_connect_endpoint(attribute: &Attribute) -> bool {
    let has_name =
        attribute.path().segments.last().is_some_and(|segment| segment.ident == "connect_endpoint");
    has_name || has_arguments_of_endpoint(&attribute.meta)
}

fn has_arguments_of_endpoint(meta: &Meta) -> bool {
    let Meta::List(list) = meta else { return false };
    let mut arguments = list.tokens.clone().into_iter();
    let is_method = arguments.next().is_some_and(|first| is_method(&first.to_string()));
    is_method && matches!(arguments.next(), None | Some(TokenTree::Literal(_)))
}

/// Checks that the method has no second attribute. With two, neither template need fit the parameters.
pub(crate) fn check_once(
    item: &TraitItemFn,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for attribute in item.attrs.iter().filter(|attribute| is_connect_endpoint(attribute)) {
        let message = format!("`{}` is declared as an endpoint twice", item.sig.ident);
        let help = "remove one of the attributes, or declare two methods";
        result = Err(diagnostics.error(attribute.path().span(), message, help));
    }
    result
}

fn check_no_body(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    match (&item.default, item.sig.inputs.first()) {
        (Some(body), Some(FnArg::Receiver(_))) => Err(diagnostics.error(
            body.brace_token.span.open(),
            format!("the endpoint `{}` already has a body", item.sig.ident),
            "end it with `;`: the attribute writes the body of a method in a trait",
        )),
        // A free function has a body too, but gets the message that it is no method.
        _ => Ok(()),
    }
}

fn check_qualifiers(signature: &Signature, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    let mut refuse = |span: Span, what: &str| {
        let message = format!("the endpoint `{}` is `{what}`", signature.ident);
        let help = format!("remove `{what}`: the call is an ordinary one");
        result = Err(diagnostics.error(span, message, help));
    };
    if let Some(constness) = &signature.constness {
        refuse(constness.span(), "const");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refuse(token.span(), "unsafe");
    }
    if let Some(abi) = &signature.abi {
        refuse(abi.span(), "extern");
    }
    if let Some(variadic) = &signature.variadic {
        let message = format!("the endpoint `{}` takes any number of arguments", signature.ident);
        let help = "remove `...`; a list is one parameter: `ids: &[&str]`";
        result = Err(diagnostics.error(variadic.dots.span(), message, help));
    }
    result
}

fn read_receiver(
    signature: &Signature,
    diagnostics: &mut Diagnostics,
) -> Result<Token![self], Reported> {
    let name = &signature.ident;
    let Some(FnArg::Receiver(receiver)) = signature.inputs.first() else {
        return Err(diagnostics.error(
            name.span(),
            format!("`{name}` has no `&self`, so it is not a method of a trait"),
            "declare an endpoint in a trait: `trait MyApi: ConnectClient { … }`, with `&self` first",
        ));
    };
    let mut result = Ok(receiver.self_token);
    for attribute in receiver.attrs.iter().filter(|attribute| !is_built_in(attribute)) {
        let help = "remove it: only a parameter is bound to the request";
        result = Err(diagnostics.error(attribute.path().span(), "an attribute on `&self`", help));
    }
    if is_shared(receiver) {
        return result;
    }
    let (span, written) = match (&receiver.kind, receiver.mutability) {
        (ReceiverKind::Reference(_, _, Some(mutability)), _) => (mutability.span(), "`&mut self`"),
        (ReceiverKind::Typed(..), _) => (receiver.self_token.span(), "a `self` with a type"),
        (_, Some(mutability)) => (mutability.span(), "`mut self`"),
        _ => (receiver.self_token.span(), "`self` by value"),
    };
    let message = format!("the endpoint `{name}` takes {written}");
    Err(diagnostics.error(span, message, "write `&self`: calls share the client"))
}

fn read_parameters(
    signature: &Signature,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Parameter>, Reported> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    all(typed.map(|typed| read_parameter(typed, diagnostics)))
}

fn read_parameter(typed: &PatType, diagnostics: &mut Diagnostics) -> Result<Parameter, Reported> {
    let attributes = BindingAttributes::read(typed, diagnostics);
    let Pat::Ident(pattern) = &*typed.pat else {
        return Err(diagnostics.error(
            typed.pat.span(),
            "the parameter of an endpoint is not a plain name",
            "give it the name of what it is bound to, such as `instance_id: &str`",
        ));
    };
    let by_ref = pattern.by_ref.map(|token| token.span());
    let mutability = pattern.mutability.map(|token| token.span());
    let subpattern = pattern.subpat.as_ref().map(|(token, _)| token.span());
    if let Some(span) = by_ref.or(mutability).or(subpattern) {
        let message = format!("the parameter `{}` is a pattern", pattern.ident);
        let help = format!("write `{}` alone", pattern.ident);
        return Err(diagnostics.error(span, message, help));
    }
    let cfgs = typed.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Ok(Parameter {
        ident: pattern.ident.clone(),
        ty: (*typed.ty).clone(),
        cfgs: cfgs.cloned().collect(),
        attributes,
    })
}

fn read_output(signature: &Signature, diagnostics: &mut Diagnostics) -> Result<Type, Reported> {
    match &signature.output {
        ReturnType::Type(_, output) if matches!(**output, Type::ImplTrait(_)) => {
            let message = format!("the endpoint `{}` returns an `impl Trait`", signature.ident);
            let help = "make it an `async fn` with `-> Result<Output>`, whose future is `Send`, and remove a macro \
                        that rewrites it, such as `#[trait_variant::make]`";
            Err(diagnostics.error(output.span(), message, help))
        }
        ReturnType::Type(_, output) => Ok((**output).clone()),
        ReturnType::Default => {
            let help = if signature.asyncness.is_some() {
                "add `-> Result<Output>`, or `-> Result<()>` where only success matters"
            } else {
                "add `-> Call<'_, Output>`, or make it an `async fn` with `-> Result<Output>`"
            };
            let message = format!("the endpoint `{}` has no return type", signature.ident);
            Err(diagnostics.error(signature.ident.span(), message, help))
        }
    }
}
