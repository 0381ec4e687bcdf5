//! Compares an operation in two models.

mod errors;
mod kinds;
mod limits;
mod members;
mod pages;
mod shapes;
mod walk;

use connect_model::without_label_names;

use self::walk::Walk;
use super::finding::Weight::{self, Breaking, ToLookAt};
use super::finding::{Direction, Finding};
use super::model::{Model, OperationFacts};

/// The two models, of which the old one has the declared operations.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) old: &'a Model,
    pub(super) new: &'a Model,
}

impl<'a> Sides<'a> {
    /// Returns all changes of an operation, the most important ones first.
    pub(super) fn compare(self, name: &str) -> Vec<Finding> {
        let Some(old) = self.old.operations.get(name) else { return Vec::new() };
        let Some(new) = self.find(old) else {
            return vec![finding(
                Breaking,
                "operation_removed",
                "the operation is gone".to_owned(),
            )];
        };
        let mut found = lines(old, new);
        let names = [old.input.as_deref(), new.input.as_deref()];
        let mut request = Walk::new(self, Direction::Request, None, names);
        if plain(&old.path) == plain(&new.path) {
            request.labels = [labels(&old.path), labels(&new.path)];
        }
        found.extend(shapes::compare_all(request));
        let names = [old.output.as_deref(), new.output.as_deref()];
        let response = Walk::new(self, Direction::Response, None, names);
        found.extend(shapes::compare_all(response));
        if self.new.has_pages {
            found.extend(pages::compare(old.pages.as_ref(), new.pages.as_ref()));
        }
        found.extend(errors::compare(self, old, new));
        found.sort_by_key(|finding| finding.weight);
        found
    }

    /// Finds the operation by its name, or else by method and path, which are what a request has.
    fn find(self, old: &OperationFacts) -> Option<&'a OperationFacts> {
        let is_same = |new: &&OperationFacts| {
            (new.method == old.method) && plain(&new.path) == plain(&old.path)
        };
        let by_name = self.new.operations.get(&old.name);
        by_name.or_else(|| self.new.operations.values().find(is_same))
    }
}

/// Compares what the operation says of itself.
fn lines(old: &OperationFacts, new: &OperationFacts) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut changed = |weight, what, now: &str, before: &str| {
        let word = what_word(what);
        let text = format!("{word} `{now}` now, `{before}` before");
        found.push(finding(weight, what, text));
    };
    if old.name != new.name {
        changed(ToLookAt, "operation_renamed", &new.name, &old.name);
    }
    if old.method != new.method {
        changed(Breaking, "method_changed", &new.method, &old.method);
    }
    if plain(&old.path) != plain(&new.path) {
        changed(Breaking, "path_changed", &new.path, &old.path);
    }
    if old.host_prefix != new.host_prefix {
        let prefix = |it: &OperationFacts| it.host_prefix.clone().unwrap_or_default();
        changed(Breaking, "host_changed", &prefix(new), &prefix(old));
    }
    if new.is_deprecated && !old.is_deprecated {
        let text = "the operation is deprecated now".to_owned();
        found.push(finding(ToLookAt, "operation_deprecated", text));
    }
    found
}

fn what_word(what: &str) -> &'static str {
    match what {
        "operation_renamed" => "the operation has the name",
        "method_changed" => "method",
        "path_changed" => "path",
        _ => "the host starts with",
    }
}

/// Returns a finding on the operation itself.
fn finding(weight: Weight, what: &str, text: String) -> Finding {
    Finding { weight, what: what.to_owned(), path: String::new(), text }
}

/// Returns a path without the names of its labels, which a request does not have. The mark of a greedy label
/// stays, because its value is encoded in another way.
fn plain(path: &str) -> (String, usize) {
    (without_label_names(path), path.matches("+}").count())
}

/// Returns the names of the labels of a path.
fn labels(path: &str) -> Vec<String> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    names.map(|name| name.trim_end_matches('+').to_owned()).collect()
}
