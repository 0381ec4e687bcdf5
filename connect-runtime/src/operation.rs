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
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name, self.method, self.path)
    }
}
