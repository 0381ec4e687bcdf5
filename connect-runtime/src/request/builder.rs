//! The request builder that expanded code calls.
#![expect(missing_docs, reason = "not part of the public interface")]

mod fill;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Request;
use super::body::{JsonBody, to_json};
use super::header::{HeaderFields, field_value, is_reserved};
use super::payload::Payload;
use super::query::{QueryFields, query_fields};
use crate::declaration::operation::Operation;
use crate::error::ConstructionError;
use crate::protocol::encode::{push_greedy_label, push_label};
use crate::protocol::value::{Place, ToValue, ToValues, Values};

/// Builds a [`Request`] step by step, in the order of the declaration.
///
/// If an argument cannot be encoded, [`finish`](Self::finish) returns the error of the first one.
pub struct RequestBuilder {
    request: Request,
    /// The JSON object of the body members so far, without its closing brace.
    members: Option<Vec<u8>>,
    error: Option<ConstructionError>,
}

impl RequestBuilder {
    pub fn new(operation: &'static Operation) -> Self {
        let request = Request {
            operation,
            path: String::with_capacity(operation.path().len() + 40),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        Self { request, members: None, error: None }
    }

    pub fn operation(&self) -> &'static Operation {
        self.request.operation
    }

    /// Appends literal text of the path template, which is already encoded.
    pub fn path(&mut self, literal: &str) {
        self.request.path.push_str(literal);
    }

    pub fn label<V: ToValue + ?Sized>(&mut self, parameter: &'static str, value: &V) {
        let pushed = push_label(&mut self.request.path, &value.to_value(Place::Path));
        self.check(parameter, pushed);
    }

    pub fn greedy_label<V: ToValue + ?Sized>(&mut self, parameter: &'static str, value: &V) {
        let pushed = push_greedy_label(&mut self.request.path, &value.to_value(Place::Path));
        self.check(parameter, pushed);
    }

    /// Appends a fixed pair of the query template, which is already encoded.
    pub fn fixed_query(&mut self, pair: &str) {
        self.request.separate_query();
        self.request.query.push_str(pair);
    }

    pub fn query<V: ToValues + ?Sized>(&mut self, name: &str, values: &V) {
        self.request.push_query(name, &values.to_values(Place::Query));
    }

    /// Appends the members of a struct or map, except those with a name that the declaration binds.
    pub fn query_fields<F: QueryFields + ?Sized>(
        &mut self,
        parameter: &'static str,
        fields: &F,
        declared: &[&str],
    ) {
        match query_fields(fields) {
            Ok(pairs) => {
                let is_free = |(name, _): &&(String, String)| !declared.contains(&name.as_str());
                for (name, value) in pairs.iter().filter(is_free) {
                    self.request.push_query_pair(name, value);
                }
            }
            Err(reason) => self.fail(parameter, reason.to_string()),
        }
    }

    /// Adds a header. The macro checks that `name` is valid and in lower case.
    pub fn header<V: ToValues + ?Sized>(
        &mut self,
        name: &'static str,
        parameter: &'static str,
        values: &V,
    ) {
        match field_value(&values.to_values(Place::Header)) {
            Ok(None) => {}
            Ok(Some(value)) => {
                self.request.headers.insert(HeaderName::from_static(name), value);
            }
            Err(reason) => self.fail(parameter, reason),
        }
    }

    /// Adds the headers of a map under a prefix, except those that the declaration binds by name.
    pub fn headers<H: HeaderFields + ?Sized>(
        &mut self,
        prefix: &str,
        parameter: &'static str,
        fields: &H,
        declared: &[&str],
    ) {
        for (suffix, value) in fields.fields() {
            let name = format!("{prefix}{suffix}");
            let Ok(name) = HeaderName::try_from(name) else {
                let reason = "has a name that no header can have; use letters, digits and `-`";
                return self.fail(parameter, reason);
            };
            if is_reserved(name.as_str()) {
                let reason = format!("has the header `{name}`, which the client sets; remove it");
                return self.fail(parameter, reason);
            }
            if declared.contains(&name.as_str()) {
                continue;
            }
            match field_value(&Values::One(value)) {
                Ok(None) => {}
                Ok(Some(_)) if self.request.headers.contains_key(&name) => {
                    let reason =
                        format!("has the header `{name}` a second time; header names ignore case");
                    return self.fail(parameter, reason);
                }
                Ok(Some(value)) => {
                    self.request.headers.insert(name, value);
                }
                Err(reason) => return self.fail(parameter, reason),
            }
        }
    }

    pub fn json_body<B: JsonBody + ?Sized>(&mut self, parameter: &'static str, value: &B) {
        match to_json(value) {
            Ok(json) => self.set_json(json.unwrap_or_else(|| b"{}".to_vec())),
            Err(source) => self.fail_by(parameter, source),
        }
    }

    /// Starts a body of members. It is `{}` if no member follows.
    pub fn body_members(&mut self) {
        self.members = Some(vec![b'{']);
    }

    pub fn body_member<B: JsonBody + ?Sized>(
        &mut self,
        name: &str,
        parameter: &'static str,
        value: &B,
    ) {
        match to_json(value) {
            Ok(None) => {}
            Ok(Some(json)) => {
                let members = self.members.get_or_insert_with(|| vec![b'{']);
                super::body::push_member(members, name, &json);
            }
            Err(source) => self.fail_by(parameter, source),
        }
    }

    /// Sets a body that is not JSON.
    pub fn payload<P: Payload + ?Sized>(&mut self, content_type: &'static str, payload: &P) {
        if let Some(bytes) = payload.to_payload() {
            self.request.body = bytes;
            let content_type = HeaderValue::from_static(content_type);
            self.request.headers.insert(CONTENT_TYPE, content_type);
        }
    }

    /// Returns the request.
    ///
    /// # Errors
    ///
    /// Returns the error of the first argument that could not be encoded.
    pub fn finish(mut self) -> Result<Request, ConstructionError> {
        if let Some(mut members) = self.members.take() {
            members.push(b'}');
            self.set_json(members);
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.request),
        }
    }

    fn set_json(&mut self, json: Vec<u8>) {
        self.request.body = json.into();
        let json_type = HeaderValue::from_static("application/json");
        self.request.headers.insert(CONTENT_TYPE, json_type);
    }

    fn check(&mut self, parameter: &'static str, pushed: Result<(), &'static str>) {
        if let Err(reason) = pushed {
            self.fail(parameter, reason);
        }
    }

    fn fail(&mut self, parameter: &'static str, reason: impl Into<String>) {
        let operation = self.request.operation.name();
        self.error.get_or_insert_with(|| {
            ConstructionError::new(operation, reason).of_parameter(parameter)
        });
    }

    fn fail_by(&mut self, parameter: &'static str, source: serde_json::Error) {
        let operation = self.request.operation.name();
        self.error.get_or_insert_with(|| {
            ConstructionError::new(operation, "has no JSON form; see its `Serialize`")
                .of_parameter(parameter)
                .caused_by(source)
        });
    }
}
