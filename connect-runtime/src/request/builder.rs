//! The calls that expanded code makes to build a request.
#![expect(missing_docs, reason = "not part of the public interface")]

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use super::Request;
use super::body::{JsonBody, without_null_members};
use crate::encode::{push_encoded, push_greedy_label, push_label};
use crate::error::ConstructionError;
use crate::operation::Operation;
use crate::value::{ToValue, ToValues};

/// Builds a [`Request`] piece by piece, in the order of the template.
///
/// The first argument that cannot be encoded makes the result an error; the pieces after it are
/// then of no account.
#[derive(Debug)]
pub struct RequestBuilder {
    request: Request,
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
        Self { request, error: None }
    }

    pub fn operation(&self) -> &'static Operation {
        self.request.operation
    }

    /// Appends text of the template, already in the form of the wire.
    pub fn path(&mut self, literal: &str) {
        self.request.path.push_str(literal);
    }

    pub fn label<V: ToValue + ?Sized>(&mut self, parameter: &'static str, value: &V) {
        let pushed = push_label(&mut self.request.path, &value.to_value());
        self.check(parameter, pushed);
    }

    pub fn greedy_label<V: ToValue + ?Sized>(&mut self, parameter: &'static str, value: &V) {
        let pushed = push_greedy_label(&mut self.request.path, &value.to_value());
        self.check(parameter, pushed);
    }

    /// Appends a pair of the template's query, already in the form of the wire.
    pub fn fixed_query(&mut self, pair: &str) {
        self.separate_query();
        self.request.query.push_str(pair);
    }

    pub fn query<V: ToValues + ?Sized>(&mut self, name: &str, values: &V) {
        values.each_value(&mut |value| {
            self.separate_query();
            push_encoded(&mut self.request.query, name);
            self.request.query.push('=');
            push_encoded(&mut self.request.query, value);
        });
    }

    pub fn json_body<B: JsonBody + ?Sized>(&mut self, parameter: &'static str, value: &B) {
        self.set_json_body(parameter, value.to_json());
    }

    /// Ends the building.
    ///
    /// # Errors
    ///
    /// The first argument that could not be encoded.
    pub fn finish(self) -> Result<Request, ConstructionError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.request),
        }
    }

    fn separate_query(&mut self) {
        if !self.request.query.is_empty() {
            self.request.query.push('&');
        }
    }

    fn set_json_body(&mut self, parameter: &'static str, json: serde_json::Result<Vec<u8>>) {
        match json.map(without_null_members) {
            Ok(json) => {
                self.request.body = json.into();
                let json_type = HeaderValue::from_static("application/json");
                self.request.headers.insert(CONTENT_TYPE, json_type);
            }
            Err(source) => self.fail(|operation| {
                ConstructionError::new(operation, "has no JSON form; see its `Serialize`")
                    .of_parameter(parameter)
                    .caused_by(source)
            }),
        }
    }

    fn check(&mut self, parameter: &'static str, pushed: Result<(), &'static str>) {
        if let Err(reason) = pushed {
            self.fail(|operation| {
                ConstructionError::new(operation, reason).of_parameter(parameter)
            });
        }
    }

    fn fail(&mut self, error: impl FnOnce(&'static str) -> ConstructionError) {
        let operation = self.request.operation.name();
        self.error.get_or_insert_with(|| error(operation));
    }
}
