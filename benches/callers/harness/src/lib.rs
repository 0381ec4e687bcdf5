//! What all callers share: the ways to make them call, and the answer that they get.

mod modes;

use std::error::Error;
use std::future::Future;

pub use self::modes::run;

/// The result of anything here.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The region that is signed for.
pub const REGION: &str = "us-west-2";
/// The key id of the credentials.
pub const ACCESS_KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
/// The secret of the credentials, that of AWS's documentation.
pub const SECRET_ACCESS_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// The argument of the call.
pub const INSTANCE_ID: &str = "11111111-2222-4333-8444-555555555555";

/// How each ARN starts; what a caller returns that does not read the answer.
pub const UNREAD: &str = "arn:aws:connect:";

/// The path under which the answer is wrapped.
pub const WRAPPED: &str = "/wrapped";
/// The path under which an answer waits for the other callers.
pub const HELD: &str = "/held";

/// The output as the service sends it.
pub const BARE_BODY: &str = include_str!("../bare.json");

/// The output as the reference page shows it.
#[must_use]
pub fn wrapped_body() -> String {
    format!(r#"{{"success":true,"data":{BARE_BODY}}}"#)
}

/// A way to make the call.
pub trait Caller: Sized + Send + Sync + 'static {
    /// Makes what is made once in a program.
    ///
    /// # Errors
    ///
    /// Where that fails.
    fn new(endpoint: &Endpoint) -> Result<Self>;

    /// Makes the call, and returns the ARN of the token's user.
    fn call(&self) -> impl Future<Output = Result<String>> + Send;
}

/// What is called.
pub struct Endpoint {
    /// The base URL; none where the caller answers itself, from memory.
    pub url: Option<String>,
    /// Which of the caller's ways to declare the call, where it has several.
    pub variant: String,
}
