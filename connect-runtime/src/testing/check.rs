//! Holds the types of declarations against AWS's public model.
//!
//! The macros check what a declaration sends. They cannot see which members a type asks for, so a misspelt
//! `Option` would be `None` for ever. These functions look at the types in a test.

mod codes;
mod output;
mod probe;
mod report;
mod request;
mod sample;
pub mod seen;
mod subject;
mod wanted;

use std::any::{Any, type_name};

use connect_model::Shape;
use serde::de::DeserializeOwned;

pub use self::report::{Finding, Report};
use self::subject::{Subject, report_unknown};
use crate::__private::ErrorMembers;
use crate::call::Call;
use crate::declaration::operation::Operation;
use crate::declaration::service::Service;

/// Checks the types of all operations of a trait, by the table that `#[connect_api]` declares.
///
/// Each output type and each error type from `#[derive(ConnectError)]` is held against AWS's model. The
/// check reports names that the response does not have, kinds that differ, enums that refuse a value of the
/// model, and members that the type insists on although AWS may leave them out. It sends nothing.
///
/// It sees no names behind `#[serde(flatten)]`, in a map or in a `serde_json::Value`, and says so in a note.
/// The operations of a generic trait, generic methods and `unchecked` declarations have a note as well.
///
/// ```
/// use connect_runtime::{Call, connect_api, testing};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct FederationToken {
///     sign_in_url: Option<String>,
///     // The response has `UserArn`.
///     user_a_r_n: Option<String>,
/// }
///
/// #[connect_api]
/// trait Federation {
///     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
///     fn get_federation_token(&self, instance_id: &str) -> Call<'_, FederationToken>;
/// }
///
/// let report = testing::check(FEDERATION_OPERATIONS);
/// let error = &report.errors()[0];
/// assert_eq!(error.path, "$.UserARN");
/// assert_eq!(error.help, "write `#[serde(rename = \"UserArn\")]`");
/// ```
///
/// In a test of your own, end with [`Report::assert_no_errors`].
pub fn check(operations: &[Operation]) -> Report {
    let mut report = Report::default();
    for operation in operations {
        report.extend(check_operation(operation));
    }
    report
}

fn check_operation(operation: &Operation) -> Report {
    let outcome = operation.outcome();
    let Some(probe) = outcome.probe else {
        let Some(subject) = Subject::of(operation, "") else {
            return report_unknown(operation.name(), "");
        };
        let mut report = Report::default();
        let problem = "the type cannot be seen here: the declaration is generic, raw or unchecked";
        let help = "use `testing::check_type`";
        report.note(subject.finding("$", problem.to_owned(), help));
        return report;
    };
    let mut examination = Examination { operation: operation.clone(), report: Report::default() };
    probe(&mut examination);
    let mut report = examination.report;
    if let Some(subject) = Subject::of(operation, (outcome.error_name)()) {
        report.extend(codes::check(&subject, outcome.codes));
        report.extend(check_members(subject, outcome.members));
    }
    report
}

/// Checks the members of an error type's variants.
fn check_members(subject: Subject, members: &[ErrorMembers]) -> Report {
    let mut examination = ErrorExamination { subject, shape: None, report: Report::default() };
    for (code, probe) in members {
        examination.shape = examination.subject.shapes.error(code);
        if let Some(probe) = probe {
            probe(&mut examination);
        }
    }
    examination.report
}

/// Checks the output type of a call, and the JSON body that it would send. The call is not sent.
///
/// Beside what [`check`] finds, it reports members of the body that AWS does not know, required members that
/// are missing, and kinds that differ. Lengths and enum values that the model does not allow are notes.
///
/// ```
/// use connect_runtime::testing::{check_call, disconnected_client};
/// use connect_runtime::{Call, connect_api};
/// use serde_json::{Value, json};
///
/// #[connect_api]
/// trait Contacts {
///     #[connect_endpoint(PUT "/contact/task")]
///     fn start_task_contact(&self, #[body] task: &Value) -> Call<'_, Value>;
/// }
///
/// # fn main() -> connect_runtime::Result<()> {
/// let client = disconnected_client()?;
/// let task = json!({ "InstanceId": "an-instance", "Name": "Call back", "Referenses": {} });
/// let report = check_call(&client.start_task_contact(&task));
/// assert_eq!(report.errors()[0].path, "$.Referenses");
/// # Ok(())
/// # }
/// ```
pub fn check_call<T: DeserializeOwned, E>(call: &Call<'_, T, E>) -> Report {
    let Some(operation) = call.operation() else { return Report::default() };
    let Some(subject) = Subject::of(operation, type_name::<T>()) else {
        return report_unknown(operation.name(), type_name::<T>());
    };
    let mut report = match subject.output() {
        Some(shape) => output::check::<T>(&subject, shape),
        None => Report::default(),
    };
    if let Some(request) = call.request()
        && !request.body().is_empty()
    {
        report.extend(request::check(&subject, request.body()));
    }
    report
}

/// Checks a type as the output of an operation.
///
/// ```
/// use connect_runtime::{service, testing};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Page {
///     next_token: Option<String>,
///     user_summary_list: Vec<User>,
/// }
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct User {
///     id: Option<String>,
///     last_modified_time: Option<bool>,
/// }
///
/// let report = testing::check_type::<Page>(&service::CONNECT, "ListUsers");
/// assert_eq!(report.errors()[0].path, "$.UserSummaryList[].LastModifiedTime");
/// assert_eq!(report.errors()[0].help, "take `Timestamp`");
/// ```
pub fn check_type<T: DeserializeOwned>(service: &Service, operation: &str) -> Report {
    let Some(subject) = Subject::new(service, operation, type_name::<T>()) else {
        return report_unknown(operation, type_name::<T>());
    };
    match subject.output() {
        Some(shape) => output::check::<T>(&subject, shape),
        None => Report::default(),
    }
}

/// What the probe of an operation works on.
struct Examination {
    operation: Operation,
    report: Report,
}

/// What the probe of an error works on.
struct ErrorExamination {
    subject: Subject,
    /// `None` for an error that the model does not have.
    shape: Option<Shape<'static>>,
    report: Report,
}

/// Checks the type of the members of an error. The table holds it, for an [`ErrorExamination`].
fn probe_error<T: DeserializeOwned>(examination: &mut dyn Any) {
    let Some(ErrorExamination { subject, shape, report }) = examination.downcast_mut() else {
        return;
    };
    if let Some(shape) = *shape {
        report.extend(output::check::<T>(subject, shape));
    }
}

/// Checks the output type of an operation. Its table holds this function, whose argument is an
/// [`Examination`].
fn probe_output<T: DeserializeOwned>(examination: &mut dyn Any) {
    probe::<T>(examination, |subject, _| subject.output());
}

/// Checks the type of the items of a page. The table holds it as well.
fn probe_items<T: DeserializeOwned>(examination: &mut dyn Any) {
    probe::<T>(examination, |subject, operation| {
        let items = operation.paging()?.items();
        let list = subject.output()?.members().find(|member| member.wire_name == items)?;
        subject.shapes.shape(subject.shapes.shape(list.shape)?.element()?)
    });
}

/// Finds the shape of what a type is for.
type FindShape = fn(&Subject, &Operation) -> Option<Shape<'static>>;

fn probe<T: DeserializeOwned>(examination: &mut dyn Any, find_shape: FindShape) {
    let Some(Examination { operation, report }) = examination.downcast_mut() else { return };
    match Subject::of(operation, type_name::<T>()) {
        Some(subject) => {
            if let Some(shape) = find_shape(&subject, operation) {
                report.extend(output::check::<T>(&subject, shape));
            }
        }
        None => report.extend(report_unknown(operation.name(), type_name::<T>())),
    }
}
