//! The method: receiver, parameters and return type.

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Ident, Pat, PatType, ReceiverKind, ReturnType, Signature, Token, TraitItemFn,
    Type,
};

use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;

/// A method that can be an endpoint.
pub(crate) struct Method {
    pub(crate) attributes: Vec<Attribute>,
    /// As written, without our attributes.
    pub(crate) signature: Signature,
    pub(crate) self_token: Token![self],
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) form: Form,
    pub(crate) output: Type,
}

#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// `async fn` with a `Result`.
    Async,
    /// `fn` with a `Call`.
    Direct,
}

#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The `#[cfg]`s, which hold for the parameter's use as well.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) binding: Option<ExplicitBinding>,
}

/// A binding by an attribute on the parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExplicitBinding {
    Body,
}

const BINDING_ATTRIBUTES: [&str; 1] = ["body"];
/// What the language itself allows on a parameter.
const BUILT_IN_ATTRIBUTES: [&str; 8] =
    ["allow", "cfg", "cfg_attr", "deny", "doc", "expect", "forbid", "warn"];

/// Takes the attributes that are ours off the parameters, so that the method can be emitted even if
/// it is no endpoint.
pub(crate) fn strip_bindings(signature: &Signature) -> Signature {
    let mut stripped = signature.clone();
    for input in &mut stripped.inputs {
        let (FnArg::Typed(PatType { attrs, .. }) | FnArg::Receiver(syn::Receiver { attrs, .. })) =
            input;
        attrs.retain(is_built_in);
    }
    stripped
}

fn is_built_in(attribute: &Attribute) -> bool {
    BUILT_IN_ATTRIBUTES.iter().any(|name| attribute.path().is_ident(name))
}

impl Method {
    /// Checks the method; none where something is wrong, which is reported.
    pub(crate) fn parse(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Option<Self> {
        let signature = &item.sig;
        let is_plain = check_plain(item, diagnostics);
        let self_token = check_receiver(signature, diagnostics);
        let parameters = read_parameters(signature, diagnostics);
        let output = read_output(signature, diagnostics);
        Some(Self {
            attributes: item.attrs.clone(),
            signature: strip_bindings(signature),
            self_token: self_token?,
            parameters: parameters?,
            form: if signature.asyncness.is_some() { Form::Async } else { Form::Direct },
            output: output?,
        })
        .filter(|_| is_plain)
    }

    /// The name without `r#`.
    pub(crate) fn plain_name(&self) -> String {
        self.signature.ident.unraw().to_string()
    }
}

fn check_plain(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> bool {
    let signature = &item.sig;
    let mut is_plain = true;
    let mut unexpected = |span, what: &str| {
        is_plain = false;
        let message = format!("an endpoint cannot be {what}");
        diagnostics.error(span, message, format!("remove {what} from the method"));
    };
    if let Some(constness) = &signature.constness {
        unexpected(constness.span(), "`const`");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        unexpected(token.span(), "`unsafe`");
    }
    if let Some(abi) = &signature.abi {
        unexpected(abi.span(), "`extern`");
    }
    // A free function has a body too; that it is no method is all to say of it.
    if let (Some(body), Some(FnArg::Receiver(_))) = (&item.default, signature.inputs.first()) {
        is_plain = false;
        diagnostics.error(
            body.span(),
            format!("the endpoint `{}` already has a body", signature.ident),
            "end it with `;`: the body is what the attribute writes",
        );
    }
    is_plain
}

fn check_receiver(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Token![self]> {
    let help = "write `&self`: calls share the client";
    let Some(FnArg::Receiver(receiver)) = signature.inputs.first() else {
        diagnostics.error(
            signature.ident.span(),
            format!("`{}` has no `&self`, so it is no method of a trait", signature.ident),
            "declare an endpoint in a trait: `trait MyApi: ConnectClient { … }`, with `&self` first",
        );
        return None;
    };
    let is_shared = receiver.mutability.is_none()
        && matches!(&receiver.kind, ReceiverKind::Reference(_, _, None));
    if is_shared {
        return Some(receiver.self_token);
    }
    let token = receiver.mutability.map_or(receiver.self_token.span, |token| token.span);
    diagnostics.error(token, "an endpoint takes itself by `&self`", help);
    None
}

fn read_parameters(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Vec<Parameter>> {
    let mut parameters = Some(Vec::new());
    for input in &signature.inputs {
        let FnArg::Typed(typed) = input else { continue };
        match read_parameter(typed, diagnostics) {
            Some(parameter) => parameters.iter_mut().for_each(|all| all.push(parameter.clone())),
            None => parameters = None,
        }
    }
    parameters
}

fn read_parameter(typed: &PatType, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    let binding = read_binding(typed, diagnostics);
    let Pat::Ident(pattern) = &*typed.pat else {
        diagnostics.error(
            typed.pat.span(),
            "the parameter of an endpoint is not a plain name",
            "give it the name of what it is bound to, such as `instance_id: &str`",
        );
        return None;
    };
    if pattern.mutability.is_some() || pattern.by_ref.is_some() || pattern.subpat.is_some() {
        let help = format!("write `{}` alone", pattern.ident);
        diagnostics.error(pattern.span(), "the parameter of an endpoint is a pattern", help);
        return None;
    }
    let cfgs = typed.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Some(Parameter {
        ident: pattern.ident.clone(),
        ty: (*typed.ty).clone(),
        cfgs: cfgs.cloned().collect(),
        binding: binding.ok()?,
    })
}

fn read_binding(
    typed: &PatType,
    diagnostics: &mut Diagnostics,
) -> Result<Option<ExplicitBinding>, Reported> {
    let mut binding = Ok(None);
    for attribute in typed.attrs.iter().filter(|attribute| !is_built_in(attribute)) {
        if !attribute.path().is_ident("body") {
            let name = attribute.path().get_ident().map(Ident::to_string).unwrap_or_default();
            let help = match nearest(&name, BINDING_ATTRIBUTES) {
                Some(known) => format!("did you mean `#[{known}]`?"),
                None => "the attribute that binds a parameter is `#[body]`".to_owned(),
            };
            let message = "unknown attribute on the parameter of an endpoint";
            binding = Err(diagnostics.error(attribute.path().span(), message, help));
        } else if attribute.meta.require_path_only().is_err() {
            let message = "`#[body]` takes no arguments";
            let help = "write `#[body]`: the parameter is the whole body";
            binding = Err(diagnostics.error(attribute.path().span(), message, help));
        } else {
            binding = binding.map(|_| Some(ExplicitBinding::Body));
        }
    }
    binding
}

fn read_output(signature: &Signature, diagnostics: &mut Diagnostics) -> Option<Type> {
    match &signature.output {
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
