//! Builds an unsigned request from arguments, without I/O.

mod body;
mod builder;
mod header;
pub(crate) mod idempotency_token;
mod page;
mod payload;
mod query;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method};

pub use self::builder::RequestBuilder;
pub use self::header::RESERVED_HEADERS;
use crate::declaration::operation::Operation;
use crate::error::ConstructionError;
use crate::protocol::encode::push_encoded;
use crate::protocol::value::{Place, ToValues, Values};

/// An unsigned request that is not yet bound to an endpoint.
///
/// `Debug` shows the path, the names of query parameters and headers, and the length of the body. It
/// shows neither their values nor the body.
#[derive(Clone)]
pub struct Request {
    operation: &'static Operation,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Request {
    /// Returns the operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        self.operation.method()
    }

    /// Returns the percent-encoded path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the percent-encoded query without `?`; empty if there is none.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Returns the headers that the declaration sets. Signing and the transport add theirs later.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body; empty if there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Sets a header, or removes it if `value` is absent.
    pub(crate) fn with_header(
        mut self,
        name: &str,
        value: &impl ToValues,
    ) -> Result<Self, ConstructionError> {
        let refuse = |reason: &str| {
            let reason = format!("the header `{name}` {reason}");
            ConstructionError::new(self.operation.name(), reason)
        };
        let Ok(header) = HeaderName::try_from(name) else {
            return Err(refuse("has a name that no header can have"));
        };
        if header::is_reserved(header.as_str()) {
            return Err(refuse("is set by the client"));
        }
        match header::field_value(&value.to_values(Place::Header)).map_err(refuse)? {
            Some(value) => self.headers.insert(header, value),
            None => self.headers.remove(header),
        };
        Ok(self)
    }

    /// Appends a query parameter.
    pub(crate) fn with_query(mut self, name: &str, values: &impl ToValues) -> Self {
        self.push_query(name, &values.to_values(Place::Query));
        self
    }

    fn push_query(&mut self, name: &str, values: &Values<'_>) {
        match values {
            Values::Absent => {}
            Values::One(value) => self.push_query_pair(name, value),
            Values::List(values) => {
                for value in values {
                    self.push_query_pair(name, value);
                }
            }
        }
    }

    fn push_query_pair(&mut self, name: &str, value: &str) {
        self.separate_query();
        push_encoded(&mut self.query, name);
        self.query.push('=');
        push_encoded(&mut self.query, value);
    }

    fn separate_query(&mut self) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query_names: Vec<&str> = self
            .query
            .split('&')
            .filter_map(|pair| pair.split('=').next())
            .filter(|name| !name.is_empty())
            .collect();
        f.debug_struct("Request")
            .field("operation", &self.operation.name())
            .field("method", self.method())
            .field("path", &self.path)
            .field("query_names", &query_names)
            .field("header_names", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
