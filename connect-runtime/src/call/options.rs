//! What may be said of a call before it is sent.

use std::time::Duration;

use super::{Call, State};
use crate::attempt::CallLimits;
use crate::error::ConstructionError;
use crate::protocol::value::ToValues;
use crate::request::Request;

impl<T, E> Call<'_, T, E> {
    /// Bounds the time of the call with all its attempts. For pages, it is the time of each.
    ///
    /// It needs tokio's timer, and has no effect on a call that a fake made.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with_limits(|limits| limits.timeout = Some(timeout))
    }

    /// Bounds the time of one attempt, from sending it to having the whole response.
    ///
    /// It needs tokio's timer, and has no effect on a call that a fake made.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with_limits(|limits| limits.attempt_timeout = Some(timeout))
    }

    /// Bounds the attempts of the call; 0 is taken for 1, which sends the request once.
    ///
    /// It has no effect on a call that a fake made.
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.with_limits(|limits| limits.max_attempts = Some(attempts.max(1)))
    }

    /// Lets the request be sent again where it may have arrived: because the service acts once on a call
    /// that is sent twice, or because twice does no harm.
    ///
    /// A GET, HEAD or DELETE and a call with an idempotency token are sent again without that, see
    /// [`Operation::is_idempotent`](crate::Operation::is_idempotent). It has no effect on a call that a
    /// fake made.
    pub fn assume_idempotent(self) -> Self {
        self.with_limits(|limits| limits.is_idempotent = Some(true))
    }

    /// Adds a header, in the place of one that the declaration makes. It is signed as those are.
    ///
    /// A name or value that cannot be sent, or that the client sets itself, is the result of the call,
    /// and nothing is sent. It has no effect on a call that a fake made.
    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    pub fn header(self, name: &str, value: impl ToValues) -> Self {
        self.with_request(|request| request.with_header(name, &value))
    }

    /// Adds a query name, behind those of the declaration.
    ///
    /// It has no effect on a call that a fake made.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::{Call, ConnectClient, connect_endpoint};
    ///
    /// trait Users: ConnectClient {
    ///     #[connect_endpoint(GET "/users/<InstanceId>")]
    ///     fn users(&self, instance_id: &str) -> Call<'_, ()>;
    /// }
    /// # impl Users for connect_runtime::Client {}
    ///
    /// # let client = connect_runtime::Client::builder().region("us-west-2").credentials(
    /// #     connect_runtime::Credentials::new("a", "b", None, None, "docs")).build()?;
    /// let call = client
    ///     .users("i")
    ///     .timeout(Duration::from_secs(5))
    ///     .max_attempts(1)
    ///     .header("X-Trace", "t-1")
    ///     .query("preview", true);
    /// assert_eq!(call.request().unwrap().query(), "preview=true");
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    pub fn query(self, name: &str, value: impl ToValues) -> Self {
        self.with_request(|request| Ok(request.with_query(name, &value)))
    }

    fn with_limits(mut self, change: impl FnOnce(&mut CallLimits)) -> Self {
        if let State::Prepared(prepared) = &mut self.0 {
            change(&mut prepared.unsent.limits);
        }
        self
    }

    fn with_request(
        self,
        change: impl FnOnce(Request) -> Result<Request, ConstructionError>,
    ) -> Self {
        Self(match self.0 {
            State::Prepared(mut prepared) => {
                prepared.unsent.request = prepared.unsent.request.and_then(change);
                State::Prepared(prepared)
            }
            fake @ State::Future(_) => fake,
        })
    }
}
