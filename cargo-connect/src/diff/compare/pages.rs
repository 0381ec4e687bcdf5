//! Compares the names that the pages of an operation use.

use crate::diff::finding::Finding;
use crate::diff::finding::Weight::{self, Addition, Breaking, ToLookAt};
use crate::diff::model::PageFacts;

pub(super) fn compare(old: Option<&PageFacts>, new: Option<&PageFacts>) -> Vec<Finding> {
    match (old, new) {
        (None, None) => Vec::new(),
        (None, Some(new)) => vec![finding(
            Addition,
            "pages_added",
            format!("pages: new, with the items in `{}`", new.items),
        )],
        // The request and the response may be as they were.
        (Some(_), None) => {
            let text = "pages: the model does not list the operation any more".to_owned();
            vec![finding(ToLookAt, "pages_removed", text)]
        }
        (Some(old), Some(new)) => names(old, new),
    }
}

fn names(old: &PageFacts, new: &PageFacts) -> Vec<Finding> {
    let limit = |pages: &PageFacts| pages.limit.clone().unwrap_or_else(|| "none".to_owned());
    let names = [
        (Breaking, "pages_items_changed", "items", old.items.clone(), new.items.clone()),
        (
            Breaking,
            "pages_response_token_changed",
            "token",
            old.response_token.clone(),
            new.response_token.clone(),
        ),
        (
            Breaking,
            "pages_request_token_changed",
            "token in the request",
            old.request_token.clone(),
            new.request_token.clone(),
        ),
        (ToLookAt, "pages_limit_changed", "limit", limit(old), limit(new)),
    ];
    let changed = names.into_iter().filter(|(.., old, new)| old != new);
    let found = changed.map(|(weight, what, name, old, new)| {
        finding(weight, what, format!("pages: {name} `{new}` now, `{old}` before"))
    });
    found.collect()
}

fn finding(weight: Weight, what: &str, text: String) -> Finding {
    Finding { weight, what: what.to_owned(), path: String::new(), text }
}
