//! What is checked: a type beside an operation of the model.

use connect_model::{Service, Shape, Shapes};

use super::super::model::declared_service;
use super::report::{Finding, Report};
use crate::declaration::operation::Operation;
use crate::declaration::service;

/// An operation of the model, and the type that is held against it.
pub(super) struct Subject {
    pub(super) shapes: Shapes<'static>,
    pub(super) operation: connect_model::Operation<'static>,
    pub(super) type_name: String,
}

impl Subject {
    /// Returns `None` if the model does not have the operation.
    pub(super) fn new(
        service: &service::Service,
        operation: &str,
        type_name: &str,
    ) -> Option<Self> {
        let service = model_of(service)?;
        let operation = service.calls().operation(operation)?;
        let type_name = short_type_name(type_name);
        Some(Self { shapes: service.shapes(), operation, type_name })
    }

    pub(super) fn of(operation: &Operation, type_name: &str) -> Option<Self> {
        let subject = Self::new(operation.service(), operation.name(), type_name)?;
        let has_line = subject.operation.method() == operation.method().as_str();
        has_line.then_some(subject)
    }

    pub(super) fn output(&self) -> Option<Shape<'static>> {
        self.shapes.output_of(self.operation.name())
    }

    pub(super) fn finding(&self, path: &str, problem: String, help: impl Into<String>) -> Finding {
        Finding {
            operation: self.operation.name().to_owned(),
            type_name: self.type_name.clone(),
            path: path.to_owned(),
            problem,
            help: help.into(),
        }
    }
}

/// The report on an operation that the model does not have.
pub(super) fn report_unknown(operation: &str, type_name: &str) -> Report {
    let mut report = Report::default();
    report.note(Finding {
        operation: operation.to_owned(),
        type_name: short_type_name(type_name),
        path: String::new(),
        problem: "AWS's model does not have this operation, so nothing was checked".to_owned(),
        help: String::new(),
    });
    report
}

/// The service in the model. A constant of the user has none.
fn model_of(of: &service::Service) -> Option<Service> {
    Service::ALL.into_iter().find(|service| declared_service(*service) == *of)
}

/// The name of a type without the paths of modules: `alloc::vec::Vec<app::User>` becomes `Vec<User>`.
pub(super) fn short_type_name(name: &str) -> String {
    let mut short = String::new();
    for part in name.split_inclusive(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let end = part.rfind("::").map_or(0, |index| index + 2);
        short.push_str(part.get(end..).unwrap_or(part));
    }
    short
}
