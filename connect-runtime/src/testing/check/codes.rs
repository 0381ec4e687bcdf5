//! Holds the codes of an error type against the model.

use connect_model::{Service, is_slip};

use super::report::Report;
use super::subject::Subject;

pub(super) fn check(subject: &Subject, codes: &[&str]) -> Report {
    let mut report = Report::default();
    let of_operation: Vec<&str> = subject.operation.errors().collect();
    // One error type may serve operations of several services.
    let is_known = |code: &str| {
        let mut errors = Service::ALL.into_iter().flat_map(|service| service.calls().errors());
        errors.any(|error| error.code == code)
    };
    for code in codes.iter().copied().filter(|code| !of_operation.contains(code)) {
        let near = of_operation.iter().find(|known| !codes.contains(known) && is_slip(known, code));
        match near {
            Some(near) if !is_known(code) => {
                let problem = "the operation has no such error code".to_owned();
                let help = format!("write `#[code(\"{near}\")]`");
                report.error(subject.finding(code, problem, help));
            }
            _ if is_known(code) => {}
            _ => {
                let problem = "no operation of the family has this error code".to_owned();
                let help = "remove it, unless AWS has added it since";
                report.note(subject.finding(code, problem, help));
            }
        }
    }
    report
}
