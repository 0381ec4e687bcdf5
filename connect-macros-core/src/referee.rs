//! Holds a declaration against AWS's public model.
//!
//! The model ages: AWS adds operations and members every week. So each check is surely right, or it says
//! nothing. A name is reported only if the model has one that it must mean, and what the model does not
//! know passes in silence. No check looks at the names of Rust types.

mod codes;
mod filling;
mod kinds;
mod labels;
mod line;
mod members;
mod notes;
mod pages;

use connect_model::{Operation, Service};
use proc_macro2::Span;
use syn::{Ident, LitStr, Path};

pub(crate) use self::codes::check as check_code;
pub(crate) use self::notes::{of_code as note_on_code, of_endpoint as notes_on_endpoint};
pub(crate) use self::pages::{check_names, check_request_token, names as page_names};
use crate::attribute::HttpMethod;
use crate::binding::Bindings;
use crate::diagnostics::{Diagnostics, Reported};

/// What a declaration says about its operation.
pub(crate) struct Declaration<'a> {
    /// The name of the trait's method.
    pub(crate) method: &'a Ident,
    /// The option `name`.
    pub(crate) name: Option<&'a LitStr>,
    pub(crate) http_method: HttpMethod,
    pub(crate) http_method_span: Span,
    pub(crate) service: Service,
    pub(crate) bindings: &'a Bindings,
}

impl Declaration<'_> {
    fn path(&self) -> &str {
        &self.bindings.template.path_text
    }

    fn template_span(&self) -> Span {
        self.bindings.template.span
    }
}

/// What the model says about a declaration.
#[derive(Clone, Copy)]
pub(crate) struct Verdict {
    /// The operation and its service, if the model surely has it.
    pub(crate) operation: Option<(Service, Operation<'static>)>,
    /// An error if there is a finding.
    pub(crate) checked: Result<(), Reported>,
}

impl Verdict {
    /// The verdict on a declaration that the model says nothing about.
    pub(crate) const SILENT: Self = Self { operation: None, checked: Ok(()) };
}

/// Finds the operation that is declared, and checks the declaration against it.
pub(crate) fn check(declaration: &Declaration<'_>, diagnostics: &mut Diagnostics) -> Verdict {
    let mut report = Report::new(declaration.service, diagnostics);
    let operation = match line::find(declaration, &mut report) {
        Ok(Some(operation)) => operation,
        found => return Verdict { operation: None, checked: found.map(drop) },
    };
    // Under the name of another operation, the line may be the mistake, and not its members.
    if let Err(reported) = line::check_method_name(declaration, &operation, &mut report) {
        return Verdict { operation: None, checked: Err(reported) };
    }
    let name = line::check_name(declaration, &operation, &mut report);
    let labels = labels::check(declaration, &operation, &mut report);
    let members = members::check(declaration, &operation, &mut report);
    let checked = name.and(labels).and(members);
    Verdict { operation: Some((declaration.service, operation)), checked }
}

/// Adds what the model knows: what the request has beside its parameters, and the kinds of these.
pub(crate) fn complete(verdict: &Verdict, bindings: &mut Bindings) {
    if let Some((_, operation)) = verdict.operation {
        bindings.filled = filling::filling(&operation, bindings);
        kinds::set(&operation, bindings);
    }
}

/// The service that the option `service` names, or `None` for a constant of the user.
pub(crate) fn service(written: Option<&Path>) -> Option<Service> {
    let Some(path) = written else { return Some(Service::Connect) };
    let mut segments = path.segments.iter().rev();
    let constant = segments.next()?.ident.to_string();
    let is_of_runtime = match (segments.next(), segments.next()) {
        (None, _) => true,
        (Some(module), Some(root)) => module.ident == "service" && root.ident == "connect_runtime",
        (Some(_), None) => false,
    };
    is_of_runtime.then(|| Service::from_constant(&constant)).flatten()
}

/// Adds findings to the diagnostics.
struct Report<'a> {
    diagnostics: &'a mut Diagnostics,
    /// The day of the model.
    date: &'static str,
}

impl<'a> Report<'a> {
    fn new(service: Service, diagnostics: &'a mut Diagnostics) -> Self {
        Self { diagnostics, date: service.calls().release().date }
    }

    fn error(&mut self, span: Span, message: impl AsRef<str>, help: impl AsRef<str>) -> Reported {
        self.error_of(span, message, help, "add `unchecked` to the attribute")
    }

    /// Adds a finding. `unchecked` says how to turn its check off.
    fn error_of(
        &mut self,
        span: Span,
        message: impl AsRef<str>,
        help: impl AsRef<str>,
        unchecked: &str,
    ) -> Reported {
        let note = format!(
            "note: checked against AWS's model of {}; if that is out of date, {unchecked}",
            self.date
        );
        let help = format!("{}\n{note}", help.as_ref());
        self.diagnostics.error(span, message, help)
    }
}
