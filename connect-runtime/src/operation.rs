//! What is known of an operation before it is called.

use std::fmt;

use http::Method;

/// The declaration of an operation: the part that is the same for every call.
///
/// `#[connect_endpoint]` makes one for each method; [`Call::operation`](crate::Call::operation)
/// gives it back.
pub struct Operation {
    name: &'static str,
    method: Method,
    path: &'static str,
}

impl Operation {
    #[doc(hidden)]
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self { name, method, path }
    }

    /// The name in the service's model, such as `GetFederationToken`.
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

    /// Whether HTTP calls the method idempotent (RFC 9110, section 9.2.2): repeating a request has
    /// the effect of sending it once.
    pub fn is_idempotent(&self) -> bool {
        self.method.is_idempotent()
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name, self.method, self.path)
    }
}
