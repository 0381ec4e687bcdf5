//! The calls that expanded code makes to build a request.
#![expect(missing_docs, reason = "not part of the public interface")]

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

/// Builds a [`Request`] piece by piece, in the order of the declaration.
///
/// The first argument that cannot be encoded makes the result an error; the pieces after it are
/// then of no account.
pub struct RequestBuilder {
    request: Request,
    /// The JSON object of body members so far, without its closing brace.
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

    /// Appends text of the template, already in the form of the wire.
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

    /// Appends a pair of the template's query, already in the form of the wire.
    pub fn fixed_query(&mut self, pair: &str) {
        self.request.separate_query();
        self.request.query.push_str(pair);
    }

    pub fn query<V: ToValues + ?Sized>(&mut self, name: &str, values: &V) {
        self.request.push_query(name, &values.to_values(Place::Query));
    }

    /// Appends the members of a struct or map, but not those that the declaration names itself.
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

    /// Adds a header. `name` is in lower case and legal, which the macro checks.
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

    /// Adds the headers of a map under a prefix, but not those that the declaration names itself.
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
                    let reason = format!(
                        "has the header `{name}` a second time; names differ in more than case"
                    );
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

    /// Starts a body of members, which is `{}` without any.
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

    /// Ends the building.
    ///
    /// # Errors
    ///
    /// The first argument that could not be encoded.
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
