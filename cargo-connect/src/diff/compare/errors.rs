//! Compares the errors of an operation by their codes.

use super::Sides;
use super::shapes;
use super::walk::Walk;
use crate::diff::finding::Weight::{self, Breaking, ToLookAt};
use crate::diff::finding::{Direction, Finding};
use crate::diff::model::{ErrorFacts, OperationFacts};

pub(super) fn compare(
    sides: Sides<'_>,
    old: &OperationFacts,
    new: &OperationFacts,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for error in &old.errors {
        match find(new, &error.code) {
            None => found.push(finding(Breaking, "error_removed", error, "gone")),
            Some(now) => {
                if now.status != error.status {
                    let message = format!("status {} now", now.status);
                    found.push(finding(ToLookAt, "error_status_changed", error, &message));
                }
                let names = [Some(error.shape.as_str()), Some(now.shape.as_str())];
                let walk = Walk::new(sides, Direction::Error, Some(&error.code), names);
                found.extend(shapes::compare_all(walk));
            }
        }
    }
    let added = new.errors.iter().filter(|error| find(old, &error.code).is_none());
    found.extend(added.map(|error| finding(ToLookAt, "error_added", error, "new")));
    found
}

fn find<'a>(operation: &'a OperationFacts, code: &str) -> Option<&'a ErrorFacts> {
    operation.errors.iter().find(|error| error.code == code)
}

fn finding(weight: Weight, what: &str, error: &ErrorFacts, message: &str) -> Finding {
    let ErrorFacts { code, status, .. } = error;
    Finding {
        weight,
        what: what.to_owned(),
        path: code.clone(),
        text: format!("error {status} `{code}`: {message}"),
    }
}
