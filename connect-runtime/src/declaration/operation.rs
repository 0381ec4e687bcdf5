//! The metadata of a declared operation.

use std::fmt;
use std::time::Duration;

use http::Method;

use crate::declaration::service::{CONNECT, Service};

/// The metadata of a declared operation, which is the same for every call.
///
/// `#[connect_endpoint]` creates one for each method, and
/// [`Call::operation`](crate::Call::operation) returns it. `#[connect_api]` creates a table of all
/// operations of a trait. Its calls return the elements of that table, so `std::ptr::eq` identifies the
/// method of a call.
///
/// Operations are compared and hashed by value. Two equal declarations are equal, even in different
/// traits.
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
    #[cfg(feature = "testing")]
    outcome: Outcome,
}

/// Checks a type that it knows. The argument is of the module that checks.
#[cfg(feature = "testing")]
type TypeProbe = fn(&mut dyn std::any::Any);

/// The types of an operation, for [`testing::check`](crate::testing::check). All outcomes are equal, so two
/// operations are compared by their metadata.
#[cfg(feature = "testing")]
#[derive(Clone, Copy)]
pub(crate) struct Outcome {
    /// Checks the type of the output. `None` if it cannot be seen.
    pub(crate) probe: Option<TypeProbe>,
    /// The codes of the error type.
    pub(crate) codes: &'static [&'static str],
    /// What checks the members of an error, by its code.
    pub(crate) members: &'static [(&'static str, Option<TypeProbe>)],
    /// The name of the error type.
    pub(crate) error_name: fn() -> &'static str,
}

#[cfg(feature = "testing")]
impl Outcome {
    const UNSEEN: Self = Self { probe: None, codes: &[], members: &[], error_name: || "" };
}

#[cfg(feature = "testing")]
impl PartialEq for Outcome {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[cfg(feature = "testing")]
impl Eq for Outcome {}

#[cfg(feature = "testing")]
impl std::hash::Hash for Outcome {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// How a call is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Auth {
    /// The client signs the request with its credentials (Signature Version 4).
    SigV4,
    /// The client does not sign the request. A token in a header may authenticate it.
    None,
}

/// The names that an operation's paging uses in requests and responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Paging {
    response_token: &'static str,
    items: &'static str,
    request_token: RequestToken,
}

/// The place of the page token in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestToken {
    /// The query parameter of this name.
    Query(&'static str),
    /// The member of the JSON body of this name.
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
            #[cfg(feature = "testing")]
            outcome: Outcome::UNSEEN,
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) const fn outcome(&self) -> Outcome {
        self.outcome
    }

    #[cfg(feature = "testing")]
    pub(crate) const fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// Returns the name, such as `GetFederationToken`.
    ///
    /// It is the name that AWS's model has for the method and path. For an operation that the model does not
    /// know, it is the declared `name`, else the method's name in Pascal case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the HTTP method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path template as declared, without its query, such as `/user/federate/<InstanceId>`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Returns the service that the operation belongs to.
    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// Returns how a call is authenticated.
    pub const fn auth(&self) -> Auth {
        self.auth
    }

    /// Whether sending a call twice has the same effect as sending it once.
    ///
    /// This is true for GET, HEAD and DELETE ([RFC 9110, 9.2.2][rule]) and with an idempotency token. A PUT
    /// without a token does not count as idempotent, because Connect creates users and starts calls with PUT.
    ///
    /// [rule]: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
    pub fn is_idempotent(&self) -> bool {
        self.has_idempotency_token
            || [Method::GET, Method::HEAD, Method::DELETE].contains(&self.method)
    }

    /// Returns the declared timeout of a call with all its attempts, if there is one.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Returns the declared maximum number of attempts of a call, if there is one.
    pub const fn max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// Returns the paging that `pages(…)` declares, if there is one.
    pub const fn paging(&self) -> Option<&Paging> {
        self.paging.as_ref()
    }
}

impl Paging {
    /// Returns the response member that holds the token of the next page.
    pub const fn response_token(&self) -> &'static str {
        self.response_token
    }

    /// Returns the response member that holds the items of a page.
    pub const fn items(&self) -> &'static str {
        self.items
    }

    /// Returns the place of the token in the request for the next page.
    pub const fn request_token(&self) -> RequestToken {
        self.request_token
    }
}

/// Creates an [`Operation`] in expanded code. Free functions keep constructors out of the public interface.
#[allow(missing_docs)]
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
