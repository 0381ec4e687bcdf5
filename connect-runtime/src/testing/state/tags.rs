//! The operations of every service on the tags of an ARN.

use serde_json::{Map, Value};

use super::family::Families;
use super::{Outcome, Problem, Request, State};
use crate::testing::model::Reason;

impl State {
    /// Performs an operation on the tags of an ARN. Returns `None` for other operations.
    pub(super) fn act_on_tags(
        &mut self,
        request: &Request<'_>,
    ) -> Option<Outcome<Map<String, Value>>> {
        let name = request.route.operation.name();
        if !["TagResource", "UntagResource", "ListTagsForResource"].contains(&name) {
            return None;
        }
        let arn =
            ["resourceArn", "arn"].iter().find_map(|name| request.input.get(*name)?.as_str())?;
        if !self.knows_arn(arn, request) {
            let message = format!("no resource has the ARN '{arn}'");
            return Some(Err(Problem::new(Reason::NotFound, message)));
        }
        if name == "ListTagsForResource" {
            let kept = self.store.by_arn(arn).map(|record| record.get("Tags"));
            let tags = match kept {
                Some(tags) => tags.and_then(Value::as_object),
                None => self.other_tags.get(arn),
            };
            let tags = tags.cloned().unwrap_or_default();
            return Some(Ok([("tags".to_owned(), Value::Object(tags))].into_iter().collect()));
        }
        let tags = match self.store.by_arn_mut(arn) {
            Some(record) => {
                record.modified = request.now;
                record.tags_mut()
            }
            None => Some(self.other_tags.entry(arn.to_owned()).or_default()),
        };
        change(tags, name, request);
        Some(Ok(Map::new()))
    }

    /// Whether a resource has this ARN. Those that the stand-in does not keep all do.
    fn knows_arn(&self, arn: &str, request: &Request<'_>) -> bool {
        match self.store.by_arn(arn) {
            Some(record) => record.visible <= request.now,
            None => !is_of_a_family(arn, request),
        }
    }
}

/// Changes the tags as the operation says.
fn change(tags: Option<&mut Map<String, Value>>, operation: &str, request: &Request<'_>) {
    if operation == "UntagResource" {
        remove(tags, request.input.get("tagKeys"));
    } else if let Some(tags) = tags {
        let sent = request.input.get("tags").and_then(Value::as_object).cloned();
        tags.extend(sent.unwrap_or_default());
    }
}

/// Removes the tags with these keys.
pub(super) fn remove(tags: Option<&mut Map<String, Value>>, keys: Option<&Value>) {
    let keys = keys.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    if let Some(tags) = tags {
        for key in keys {
            tags.remove(key);
        }
    }
}

/// Whether the ARN has the form of a family that the stand-in keeps.
fn is_of_a_family(arn: &str, request: &Request<'_>) -> bool {
    let Some(path) = arn.splitn(6, ':').nth(5) else { return false };
    let families = Families::get().all.iter();
    let mut families = families.filter(|family| family.service == request.route.service);
    families.any(|family| family.arn.is_some_and(|template| has_form(path, template)))
}

fn has_form(path: &str, template: &str) -> bool {
    let (parts, segments) = (template.split('/'), path.split('/'));
    parts.clone().count() == segments.clone().count()
        && parts.zip(segments).all(|(part, segment)| part.starts_with('{') || part == segment)
}
