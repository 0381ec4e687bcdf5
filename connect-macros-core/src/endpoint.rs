//! The model of an endpoint, which the attribute and the method declare together.

use std::time::Duration;

use connect_model::Service;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Path, Token, TraitItemFn, Type, parse_quote};

use crate::attribute::{Arguments, AttributeSource, HttpMethod};
use crate::binding::{self, Bindings};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::pascal_case;
use crate::options::{Auth, Options, PagesOption, is_operation_name};
use crate::paging::{self, Paging};
use crate::referee::{self, Declaration, Verdict};
use crate::runtime::Runtime;
use crate::signature::{MethodParts, check_once};

/// The envelopes of the runtime.
const ENVELOPES: [&str; 4] = ["Adaptive", "Wrapped", "Bare", "Raw"];

/// An endpoint without mistakes: it can be expanded without further checks.
pub(crate) struct Endpoint {
    pub(crate) operation: String,
    /// Whether the option `name` gives the operation's name.
    pub(crate) is_named: bool,
    /// The service, if AWS's model has it. `None` for a constant of the user.
    pub(crate) model_service: Option<Service>,
    /// The operation, if AWS's model has it. `None` for `unchecked`.
    pub(crate) known: Option<connect_model::Operation<'static>>,
    /// Whether AWS's model gives the names of its pages.
    pub(crate) has_pages_of_model: bool,
    pub(crate) http_method: HttpMethod,
    /// `None` for Connect itself.
    pub(crate) service: Option<Path>,
    pub(crate) auth: Auth,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) paging: Option<Paging>,
    pub(crate) envelope: Path,
    /// Whether the output is a JSON document of the service, which an envelope of the runtime decodes.
    pub(crate) has_json_output: bool,
    pub(crate) self_token: Token![self],
    pub(crate) output: Type,
    pub(crate) bindings: Bindings,
    pub(crate) runtime: Runtime,
}

impl Endpoint {
    /// Reads the attribute and the method. The options of the trait are the defaults.
    pub(crate) fn parse(
        source: AttributeSource<'_>,
        item: &TraitItemFn,
        defaults: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        check_once(item, diagnostics)?;
        let arguments = Arguments::parse(source, diagnostics);
        let Arguments { method: http_method, method_span, template, options, options_read } =
            arguments;
        let method = MethodParts::read(item, diagnostics);
        let bindings = method.parameters.and_then(|parameters| {
            binding::resolve(http_method, template, &parameters, diagnostics)
        });
        let can_have_pages = match &options.pages {
            Some(_) => check_can_have_pages(item, diagnostics),
            None => Ok(()),
        };
        // All parts but the paging are read, so the first mistake may end the function.
        let (http_method, mut bindings) = (http_method?, bindings?);
        let service = options.service.or_else(|| defaults.service.clone());
        let is_unchecked = options.is_unchecked || defaults.is_unchecked;
        let model_service = referee::service(service.as_ref());
        let checked_service = model_service.filter(|_| !is_unchecked);
        let verdict = match (options.mistake.or(defaults.mistake), checked_service) {
            (Some(reported), _) => Verdict { operation: None, checked: Err(reported) },
            (None, None) => Verdict::SILENT,
            (None, Some(service)) => referee::check(
                &Declaration {
                    method: &item.sig.ident,
                    name: options.name.as_ref(),
                    http_method,
                    http_method_span: method_span,
                    service,
                    bindings: &bindings,
                },
                diagnostics,
            ),
        };
        referee::complete(&verdict, &mut bindings);
        let pages = options.pages.as_ref();
        let paging = read_pages(pages, http_method, &bindings, &verdict, diagnostics);
        let is_named = options.name.is_some();
        let operation = match (verdict.operation, options.name) {
            (Some((_, operation)), _) => Ok(operation.name().to_owned()),
            (None, Some(name)) => Ok(name.value()),
            (None, None) => default_operation(item, diagnostics),
        };
        can_have_pages.and(options_read).and(method.qualifiers).and(verdict.checked)?;
        let paging = paging?;
        let runtime = options.runtime.or_else(|| defaults.runtime.clone()).unwrap_or_default();
        let envelope = options.envelope.or_else(|| defaults.envelope.clone());
        Ok(Self {
            operation: operation?,
            is_named,
            model_service,
            known: verdict.operation.map(|(_, operation)| operation),
            has_pages_of_model: pages.is_some_and(|pages| pages.names.is_none()),
            http_method,
            service: service.and_then(|written| service_path(written, &runtime)),
            auth: options.auth.or(defaults.auth).unwrap_or(Auth::SigV4),
            timeout: options.timeout.or(defaults.timeout),
            max_attempts: options.max_attempts.or(defaults.max_attempts),
            paging,
            has_json_output: envelope.as_ref().is_none_or(is_of_json),
            envelope: envelope_path(envelope, &runtime),
            self_token: method.self_token?,
            output: method.output?,
            bindings,
            runtime,
        })
    }
}

/// Finds the names of the pages: those of the option, else those of the model.
fn read_pages(
    pages: Option<&PagesOption>,
    http_method: HttpMethod,
    bindings: &Bindings,
    verdict: &Verdict,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Paging>, Reported> {
    let Some(pages) = pages else { return Ok(None) };
    let Some(names) = &pages.names else {
        if verdict.operation.is_none() {
            verdict.checked?;
        }
        let operation = verdict.operation.map(|(_, operation)| operation);
        return referee::page_names(pages.option.span(), operation.as_ref(), diagnostics).map(Some);
    };
    let Some((service, operation)) = verdict.operation else {
        return paging::resolve(pages, names, http_method, bindings, diagnostics).map(Some);
    };
    let operation = (service, &operation);
    referee::check_names(operation, names, diagnostics)?;
    let paging = paging::resolve(pages, names, http_method, bindings, diagnostics)?;
    referee::check_request_token(operation, pages, &paging.request_token, diagnostics)?;
    Ok(Some(paging))
}

/// Checks that the method is not an `async fn`, whose future has one output.
fn check_can_have_pages(item: &TraitItemFn, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let Some(asyncness) = &item.sig.asyncness else { return Ok(()) };
    let message = format!("`{}` is an `async fn`, which has no pages", item.sig.ident);
    let help = "write `fn …(&self, …) -> Pages<'_, Item>`, or remove `pages(…)`";
    Err(diagnostics.error(asyncness.span(), message, help))
}

/// The name of the operation if no option gives it: the method's name in Pascal case.
fn default_operation(
    item: &TraitItemFn,
    diagnostics: &mut Diagnostics,
) -> Result<String, Reported> {
    let name = pascal_case(&item.sig.ident.unraw().to_string());
    if is_operation_name(&name) {
        return Ok(name);
    }
    Err(diagnostics.error(
        item.sig.ident.span(),
        format!("no operation name can be made from `{}`", item.sig.ident),
        "write `name = \"GetFederationToken\"`",
    ))
}

/// Whether an envelope is one of the runtime's for JSON.
fn is_of_json(envelope: &Path) -> bool {
    let name = envelope.get_ident();
    name.is_some_and(|name| name != "Raw" && ENVELOPES.iter().any(|known| name == known))
}

/// Resolves the envelopes of the runtime by their name alone, so that they need no import.
fn envelope_path(written: Option<Path>, runtime: &Runtime) -> Path {
    match written {
        None => parse_quote!(#runtime::Adaptive),
        Some(path) => match path.get_ident() {
            Some(name) if ENVELOPES.iter().any(|known| name == known) => {
                parse_quote!(#runtime::#name)
            }
            _ => path,
        },
    }
}

/// Resolves the services of the runtime by their name alone. Connect, the default, has no path.
fn service_path(written: Path, runtime: &Runtime) -> Option<Path> {
    const KNOWN: [&str; 6] =
        ["CASES", "CAMPAIGNS_V2", "CONTACT_LENS", "PARTICIPANT", "CUSTOMER_PROFILES", "Q_CONNECT"];
    match written.get_ident() {
        Some(name) if name == "CONNECT" => None,
        Some(name) if KNOWN.iter().any(|known| name == known) => {
            Some(parse_quote!(#runtime::service::#name))
        }
        _ => Some(written),
    }
}
