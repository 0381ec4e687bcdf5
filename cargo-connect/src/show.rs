//! `cargo connect show`.

mod facts;
mod json;
mod tree;

use connect_model::{Operation, Service};

use crate::find::{self, Found};
use crate::options::{ShowOptions, services};
use crate::out;
use crate::paint::Paint;

pub(crate) fn run(options: &ShowOptions) -> Result<(), String> {
    let found = find::by_name(&options.operation, &services(options.service))?;
    if options.json {
        out::print(&format!("{:#}\n", json::of(&found)))
    } else {
        out::print(&text(&found, Paint::of_stdout()))
    }
}

/// Returns all that the model says of an operation, in at most 80 columns.
fn text(found: &Found, paint: Paint) -> String {
    let Found { service, operation } = found;
    let mut lines = vec![
        format!("{}  {}", paint.bold(operation.name()), paint.dim(service.name())),
        format!("{} {}", operation.method(), operation.path()),
        paint.dim(&link(*service, operation.name())),
    ];
    let mut section = |heading: &str, content: Vec<String>| {
        if !content.is_empty() {
            lines.push(String::new());
            lines.push(paint.bold(heading));
            lines.extend(content);
        }
    };
    section("Parameters", tree::input(found, paint));
    section("Output", tree::output(found, paint));
    section("Errors", errors(found));
    section("Pages", pages(operation));
    lines.join("\n") + "\n"
}

/// Returns the page of AWS's reference.
pub(crate) fn link(service: Service, operation: &str) -> String {
    let prefix = match service {
        Service::Cases => "connect-cases_",
        Service::CampaignsV2 => "connect-outbound-campaigns-v2_",
        Service::ContactLens => "connect-contact-lens_",
        Service::Participant => "connect-participant_",
        Service::CustomerProfiles => "connect-customer-profiles_",
        Service::QConnect => "amazon-q-connect_",
        _ => "",
    };
    format!("https://docs.aws.amazon.com/connect/latest/APIReference/API_{prefix}{operation}.html")
}

/// Returns the codes with their statuses.
fn errors(found: &Found) -> Vec<String> {
    let shapes = found.service.shapes();
    let status = |code| shapes.error(code).and_then(|shape| shape.error()).map(|it| it.status);
    let mut errors: Vec<(u16, &str)> =
        found.operation.errors().map(|code| (status(code).unwrap_or(400), code)).collect();
    errors.sort_unstable();
    errors.iter().map(|(status, code)| format!("  {status} {code}")).collect()
}

fn pages(operation: &Operation<'_>) -> Vec<String> {
    let Some(paging) = operation.paging() else { return Vec::new() };
    let limit = paging.limit.map_or_else(String::new, |limit| format!(", limit `{limit}`"));
    vec![format!(
        "  items `{}`, token `{}`, sent as `{}`{limit}",
        paging.items, paging.response_token, paging.request_token
    )]
}
