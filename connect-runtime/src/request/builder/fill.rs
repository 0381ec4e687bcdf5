//! Bodies that are joined with members, and idempotency tokens that no parameter gives.

use super::RequestBuilder;
use crate::protocol::json::{Members, parse_object};
use crate::request::body::{JsonBody, push_member, string, to_json};
use crate::request::idempotency_token::fresh_token;

impl RequestBuilder {
    /// Adds the members of a whole body, except those that the declaration names.
    pub fn join_body<B: JsonBody + ?Sized>(
        &mut self,
        parameter: &'static str,
        value: &B,
        declared: &[&str],
    ) {
        let json = match to_json(value) {
            Ok(Some(json)) => json,
            Ok(None) => return,
            Err(source) => return self.fail_by(parameter, source),
        };
        let Some(whole) = parse_object::<Members<'_>>(&json) else {
            let reason = "is not a JSON object, so the other members of the body cannot join it; \
                          pass a struct or a map";
            return self.fail(parameter, reason);
        };
        let members = self.members.get_or_insert_with(|| vec![b'{']);
        for (name, value) in whole.iter().filter(|(name, _)| !declared.contains(&name.as_str())) {
            push_member(members, name, value.get().as_bytes());
        }
    }

    /// Adds a fresh idempotency token to the members of the body.
    pub fn body_token(&mut self, name: &str) {
        let members = self.members.get_or_insert_with(|| vec![b'{']);
        push_member(members, name, string(&fresh_token()).as_bytes());
    }

    /// Adds a fresh idempotency token to a body that is an object without one. Any other body stays as it
    /// is.
    pub fn fill_body_token(&mut self, name: &str) {
        let mut json = match self.members.take() {
            Some(mut members) => {
                members.push(b'}');
                members
            }
            None if self.request.body.is_empty() => b"{}".to_vec(),
            None => std::mem::take(&mut self.request.body).into(),
        };
        let members = parse_object::<Members<'_>>(&json);
        let is_empty = members.as_ref().is_some_and(|members| members.iter().next().is_none());
        let has_token = members.is_none_or(|members| members.get(name).is_some());
        if !has_token && let Some(end) = json.iter().rposition(|byte| *byte == b'}') {
            json.truncate(if is_empty { 0 } else { end });
            if is_empty {
                json.push(b'{');
            }
            push_member(&mut json, name, string(&fresh_token()).as_bytes());
            json.push(b'}');
        }
        self.set_json(json);
    }

    /// Adds a fresh idempotency token to the query, unless it has one.
    pub fn fill_query_token(&mut self, name: &str) {
        let mut names = self.request.query.split('&').map(|pair| pair.split('=').next());
        if !names.any(|sent| sent == Some(name)) {
            self.request.push_query_pair(name, &fresh_token());
        }
    }

    /// Adds a fresh idempotency token as a header, unless there is one. The macro checks that `name` is
    /// valid and in lower case.
    pub fn fill_header_token(&mut self, name: &'static str) {
        if !self.request.headers.keys().any(|sent| sent == name) {
            self.header(name, name, &fresh_token());
        }
    }
}
