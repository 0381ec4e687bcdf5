//! Reads declarations without expanding them, for `cargo connect`.

use connect_model::{Operation, Service};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{
    Attribute, DeriveInput, Error, Ident, ItemTrait, Meta, TraitItem, TraitItemFn, Visibility,
};

use crate::diagnostics::Diagnostics;
use crate::endpoint::Endpoint;
use crate::referee;
use crate::signature::is_connect_endpoint;
use crate::{connect_api, connect_endpoint, derive};

/// What was read, and what is to be said about it.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The number of endpoints, those with mistakes too.
    pub declared: usize,
    /// The endpoints without a mistake, in the order of their methods.
    pub endpoints: Vec<InspectedEndpoint>,
    /// What the macro reports as errors.
    pub mistakes: Vec<Finding>,
    /// What the macro passes in silence.
    pub notes: Vec<Finding>,
}

/// An endpoint without a mistake.
#[derive(Debug, Clone)]
pub struct InspectedEndpoint {
    /// The name of the method.
    pub method: Ident,
    /// The operation and its service, if AWS's model has it.
    pub operation: Option<(Service, Operation<'static>)>,
    /// Whether the output is a JSON document of the service, which an envelope of the runtime decodes.
    pub has_json_output: bool,
    /// Whether the method returns pages.
    pub has_pages: bool,
}

/// A message and where it belongs.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The tokens that the message is about.
    pub span: Span,
    /// The message, with the lines `help: …` and `note: …` of an error.
    pub message: String,
}

/// Reads a trait under `#[connect_api(attribute)]`.
#[must_use]
pub fn inspect_api(attribute: &TokenStream, item: &ItemTrait) -> Inspection {
    let is_unchecked =
        mentions_unchecked(attribute) || endpoints_of(item).any(is_unchecked_endpoint);
    let read = |attribute: TokenStream, item: ItemTrait| {
        Read::new(|diagnostics| {
            let declared = connect_api::inspect(attribute, item, diagnostics);
            declared.into_iter().map(|it| (it.method.sig.ident, it.endpoint)).collect()
        })
    };
    let written = read(attribute.clone(), item.clone());
    let checked = is_unchecked.then(|| {
        let mut item = item.clone();
        for item in &mut item.items {
            if let TraitItem::Fn(method) = item {
                check_all(&mut method.attrs);
            }
        }
        read(without_unchecked(attribute.clone()), item)
    });
    let declared = endpoints_of(item).count();
    written.inspection(declared, checked.as_ref())
}

/// Reads a method under `#[connect_endpoint(attribute)]` in a trait without `#[connect_api]`.
#[must_use]
pub fn inspect_endpoint(attribute: &TokenStream, method: &TraitItemFn) -> Inspection {
    let read = |attribute: TokenStream| {
        Read::new(|diagnostics| {
            let inherited = Visibility::Inherited;
            let endpoint = connect_endpoint::inspect(attribute, &inherited, method, diagnostics);
            endpoint.map(|endpoint| (method.sig.ident.clone(), endpoint)).into_iter().collect()
        })
    };
    let checked = mentions_unchecked(attribute).then(|| read(without_unchecked(attribute.clone())));
    read(attribute.clone()).inspection(1, checked.as_ref())
}

/// Reads an enum with `#[derive(ConnectError)]`.
#[must_use]
pub fn inspect_error(item: &DeriveInput) -> Inspection {
    let mut diagnostics = Diagnostics::default();
    let codes = derive::connect_error::inspect(item, &mut diagnostics);
    let notes = codes.iter().filter_map(referee::note_on_code);
    Inspection {
        declared: 0,
        endpoints: Vec::new(),
        mistakes: diagnostics.into_errors().map(Finding::from).collect(),
        notes: notes.map(Finding::from).collect(),
    }
}

/// The endpoints without a mistake, and the mistakes of the others.
struct Read {
    endpoints: Vec<(Ident, Endpoint)>,
    mistakes: Vec<Finding>,
}

impl Read {
    fn new(read: impl FnOnce(&mut Diagnostics) -> Vec<(Ident, Endpoint)>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let endpoints = read(&mut diagnostics);
        Self { endpoints, mistakes: diagnostics.into_errors().map(Finding::from).collect() }
    }

    /// Says what was found. `checked` is the same without `unchecked`.
    fn inspection(self, declared: usize, checked: Option<&Self>) -> Inspection {
        let mut notes = Vec::new();
        let known = checked.unwrap_or(&self);
        for (method, endpoint) in &known.endpoints {
            let found = referee::notes_on_endpoint(method, endpoint);
            notes.extend(found.into_iter().map(Finding::from));
        }
        let is_hidden = |mistake: &&Finding| {
            let is_it = |reported: &Finding| {
                reported.message == mistake.message && reported.span.start() == mistake.span.start()
            };
            !self.mistakes.iter().any(is_it)
        };
        notes.extend(known.mistakes.iter().filter(is_hidden).map(|hidden| Finding {
            span: hidden.span,
            message: format!("passed by `unchecked`: {}", without_note(&hidden.message)),
        }));
        let endpoints = self.endpoints.iter().map(|(method, endpoint)| InspectedEndpoint {
            method: method.clone(),
            has_json_output: endpoint.has_json_output,
            has_pages: endpoint.paging.is_some(),
            operation: known.operation_of(method).or_else(|| by_line(endpoint)),
        });
        let endpoints = endpoints.collect();
        Inspection { declared, endpoints, mistakes: self.mistakes, notes }
    }

    fn operation_of(&self, method: &Ident) -> Option<(Service, Operation<'static>)> {
        let start = method.span().start();
        let mut endpoints = self.endpoints.iter();
        let (_, endpoint) = endpoints.find(|(known, _)| known.span().start() == start)?;
        endpoint.model_service.zip(endpoint.known)
    }
}

/// Finds the operation of an endpoint that is not checked, and has a mistake without `unchecked`.
fn by_line(endpoint: &Endpoint) -> Option<(Service, Operation<'static>)> {
    let service = endpoint.model_service?;
    let path = &endpoint.bindings.template.path_text;
    let operation = service.calls().operation_at(endpoint.http_method.as_str(), path)?;
    Some((service, operation))
}

/// The message without the note that advises `unchecked`.
fn without_note(message: &str) -> &str {
    message.split("\nnote: ").next().unwrap_or(message)
}

/// Returns the attributes of the endpoints of a trait.
fn endpoints_of(item: &ItemTrait) -> impl Iterator<Item = &Attribute> {
    item.items.iter().filter_map(|item| match item {
        TraitItem::Fn(method) => method.attrs.iter().find(|it| is_connect_endpoint(it)),
        _ => None,
    })
}

/// Turns the check of these endpoints on.
fn check_all(attributes: &mut [Attribute]) {
    for attribute in attributes.iter_mut().filter(|attribute| is_connect_endpoint(attribute)) {
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = without_unchecked(list.tokens.clone());
        }
    }
}

fn is_unchecked_endpoint(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    is_connect_endpoint(attribute) && mentions_unchecked(&list.tokens)
}

fn mentions_unchecked(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| is_unchecked(&token))
}

fn is_unchecked(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(name) if name == "unchecked")
}

/// Removes the option `unchecked`, with the comma after it.
fn without_unchecked(tokens: TokenStream) -> TokenStream {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == ',');
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if is_unchecked(&token) {
            tokens.next_if(is_comma);
        } else {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}

impl From<Error> for Finding {
    fn from(error: Error) -> Self {
        Self { span: error.span(), message: error.to_string() }
    }
}

impl From<(Span, String)> for Finding {
    fn from((span, message): (Span, String)) -> Self {
        Self { span, message }
    }
}
