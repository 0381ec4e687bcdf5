//! From arguments to an unsigned request, without I/O.

mod body;
mod builder;
mod header;
pub(crate) mod idempotency_token;
mod page;
mod payload;
mod query;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

pub use self::builder::RequestBuilder;
use crate::operation::Operation;

/// A request as the declaration and the arguments make it: not yet bound to an endpoint, not
/// signed.
///
/// `Debug` shows the names in the query without their values and the length of the body.
#[derive(Clone)]
pub struct Request {
    operation: &'static Operation,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Request {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        self.operation.method()
    }

    /// The path, percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query without `?`, percent-encoded; empty where there is none.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers that the declaration makes; those of signing and transport come later.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body; empty where there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
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
