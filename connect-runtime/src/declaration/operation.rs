//! What is known of an operation before it is called.

use std::fmt;
use std::time::Duration;

use http::Method;

use crate::declaration::service::{CONNECT, Service};

/// The declaration of an operation: the part that is the same for every call.
///
/// `#[connect_endpoint]` makes one for each method; [`Call::operation`](crate::Call::operation)
/// gives it back, and `#[connect_api]` makes a table of those of a trait. The methods of such a trait
/// call the elements of its table, so `std::ptr::eq` identifies the method of a call.
///
/// Operations are compared and hashed by value: two declarations that say the same are equal, also in
/// different traits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Operation {
    name: &'static str,
    method: Method,
    path: &'static str,
    service: Service,
    auth: Auth,
    has_idempotency_token: bool,
    timeout: Option<Duration>,
    max_attempts: Option<u32>,
    paging: Option<Paging>,
}

/// How a call shows that it is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Auth {
    /// By a signature (Signature Version 4) with the client's credentials.
    SigV4,
    /// Not by the client; a token in a header of its own may do so.
    None,
}

/// Where an operation's pages are in its requests and responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Paging {
    response_token: &'static str,
    items: &'static str,
    request_token: RequestToken,
}

/// Where a request says which page it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestToken {
    /// This query name.
    Query(&'static str),
    /// This member of the JSON body.
    Body(&'static str),
}

impl Operation {
    pub(crate) const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            service: CONNECT,
            auth: Auth::SigV4,
            has_idempotency_token: false,
            timeout: None,
            max_attempts: None,
            paging: None,
        }
    }

    /// The name, such as `GetFederationToken`: the one declared, else the method's in Pascal case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path template as declared, without its query, such as `/user/federate/<InstanceId>`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The service that has the operation.
    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// How a call shows that it is allowed.
    pub const fn auth(&self) -> Auth {
        self.auth
    }

    /// Whether a call that is sent twice has the effect of one.
    ///
    /// That is so for GET, HEAD and DELETE ([RFC 9110, 9.2.2][rule]) and with an idempotency token. A
    /// PUT without one is not taken to be: Connect creates users and starts calls by PUT.
    ///
    /// [rule]: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
    pub fn is_idempotent(&self) -> bool {
        self.has_idempotency_token
            || [Method::GET, Method::HEAD, Method::DELETE].contains(&self.method)
    }

    /// The longest time for a call with all its attempts, where the declaration bounds it.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The most attempts of a call, where the declaration says so.
    pub const fn max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// Where the pages are, where the declaration has `pages(…)`.
    pub const fn paging(&self) -> Option<&Paging> {
        self.paging.as_ref()
    }
}

impl Paging {
    /// The member of the response with the token of the next page.
    pub const fn response_token(&self) -> &'static str {
        self.response_token
    }

    /// The member of the response with the items of the page.
    pub const fn items(&self) -> &'static str {
        self.items
    }

    /// Where the token goes in the request of the next page.
    pub const fn request_token(&self) -> RequestToken {
        self.request_token
    }
}

/// What expanded code makes an [`Operation`] with. Free functions keep constructors out of the public interface.
#[doc(hidden)]
pub(crate) mod construct {
    use super::{Auth, Duration, Method, Operation, Paging, RequestToken, Service};

    pub const fn operation(name: &'static str, method: Method, path: &'static str) -> Operation {
        Operation::new(name, method, path)
    }

    pub const fn with_service(mut operation: Operation, service: Service) -> Operation {
        operation.service = service;
        operation
    }

    pub const fn with_auth(mut operation: Operation, auth: Auth) -> Operation {
        operation.auth = auth;
        operation
    }

    pub const fn with_idempotency_token(mut operation: Operation) -> Operation {
        operation.has_idempotency_token = true;
        operation
    }

    pub const fn with_timeout(mut operation: Operation, timeout: Duration) -> Operation {
        operation.timeout = Some(timeout);
        operation
    }

    pub const fn with_max_attempts(mut operation: Operation, attempts: u32) -> Operation {
        operation.max_attempts = Some(attempts);
        operation
    }

    pub const fn with_paging(
        mut operation: Operation,
        response_token: &'static str,
        items: &'static str,
        request_token: RequestToken,
    ) -> Operation {
        operation.paging = Some(Paging { response_token, items, request_token });
        operation
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name, self.method, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_makes_any_method_idempotent() {
        for (method, expected) in [
            (Method::GET, true),
            (Method::HEAD, true),
            (Method::DELETE, true),
            (Method::PUT, false),
            (Method::POST, false),
            (Method::PATCH, false),
        ] {
            let operation = Operation::new("Name", method, "/");
            assert_eq!(operation.is_idempotent(), expected, "{operation:?}");
            assert!(construct::with_idempotency_token(operation).is_idempotent());
        }
    }
}
