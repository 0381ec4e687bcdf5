//! Options of a single call. They have no effect on a call that is sent or that a fake created.

use std::sync::Arc;
use std::time::Duration;

use super::sending::Stage;
use super::{Call, State};
use crate::attempt::{CallLimits, RepeatOn};
use crate::error::ConstructionError;
use crate::protocol::value::ToValues;
use crate::request::Request;

impl<T, E> Call<'_, T, E> {
    /// Limits the time of the call with all its attempts. For a stream of pages, it limits each page.
    ///
    /// Without a tokio runtime that has a timer, the call fails. This has no effect on a call created by a fake.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with_limits(|limits| limits.timeout = Some(timeout))
    }

    /// Limits the time of one attempt, from sending the request to receiving the whole response.
    ///
    /// Without a tokio runtime that has a timer, the call fails. This has no effect on a call created by a fake.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with_limits(|limits| limits.attempt_timeout = Some(timeout))
    }

    /// Limits the number of attempts. 1 sends the request once, and so does 0.
    ///
    /// It has no effect on a call created by a fake.
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.with_limits(|limits| limits.max_attempts = Some(attempts.max(1)))
    }

    /// Allows retries even if the service may have received the request.
    ///
    /// Use this if sending the request twice does no harm. GET, HEAD and DELETE requests and calls with an
    /// idempotency token do not need it, see
    /// [`Operation::is_idempotent`](crate::Operation::is_idempotent). It has no effect on a call created by
    /// a fake.
    pub fn assume_idempotent(self) -> Self {
        self.with_limits(|limits| limits.is_idempotent = Some(true))
    }

    /// Repeats the call while the service answers with the error `code`, for at most `for_how_long`.
    ///
    /// Use this for what was just created and is not found yet. The first delay is 100 to 200 ms. Each further delay
    /// doubles, up to 5 s. The last one ends when `for_how_long` is over. If the service answers with the same error
    /// then, the call returns it. It also returns it at once if the next delay would pass the call's
    /// [`timeout`](Self::timeout), which is 2 minutes unless something sets another one.
    ///
    /// Each repetition has its own attempts and invocation id. An error that the client [retries](crate::Retry)
    /// anyway is retried first, and a delay that the service asks for is kept. `for_how_long` counts from the first
    /// attempt of the call. Set the option again for another code. For a stream of pages, each page has this time.
    /// The client's [pace](crate::ClientBuilder::pace) can delay the last repetition beyond it. It works with
    /// [`Retry::off`](crate::Retry::off) too.
    ///
    /// Give a code that says that the service refused the request. If the service acted before it answered with
    /// `code`, a repetition acts twice.
    ///
    /// Without a tokio runtime that has a timer, the call fails. This has no effect on a call created by a fake.
    ///
    /// ```
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
    /// # #[cfg(feature = "testing")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    ///
    /// use connect_runtime::testing::LocalConnect;
    /// use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};
    /// use serde_json::{Value, json};
    ///
    /// trait Users: ConnectClient {
    ///     #[connect_endpoint(PUT "/users/<InstanceId>")]
    ///     fn create_user(&self, instance_id: &str, #[body] user: &Value) -> Call<'_, Value>;
    ///
    ///     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    ///     fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;
    /// }
    /// impl Users for Client {}
    ///
    /// let service = LocalConnect::start().await?;
    /// // What is created is found only after this time.
    /// service.set_lag(Duration::from_millis(100));
    /// let (client, instance) = (service.client()?, LocalConnect::INSTANCE_ID);
    /// let jane = json!({ "Username": "jane", "SecurityProfileIds": ["s"], "RoutingProfileId": "r" });
    /// let created = client.create_user(instance, &jane).await?;
    /// let id = created["UserId"].as_str().unwrap_or_default();
    /// let user = client
    ///     .describe_user(instance, id)
    ///     .retry_on("ResourceNotFoundException", Duration::from_secs(10))
    ///     .await?;
    /// assert_eq!(user["User"]["Username"], "jane");
    /// # Ok(())
    /// # }
    /// ```
    pub fn retry_on(self, code: &str, for_how_long: Duration) -> Self {
        self.with_limits(|limits| {
            let repeat_on = limits.repeat_on.get_or_insert_default();
            Arc::make_mut(repeat_on).push(RepeatOn::new(code, for_how_long));
        })
    }

    /// Sets a header. It replaces a header of the same name in the declaration, and it is signed. `None`
    /// removes it.
    ///
    /// If the name or value is invalid, or the client sets this header itself, `.await` returns an error
    /// and sends nothing. It has no effect on a call created by a fake.
    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    pub fn header(self, name: &str, value: impl ToValues) -> Self {
        self.with_request(|request| request.with_header(name, &value))
    }

    /// Appends a query parameter after those of the declaration.
    ///
    /// It has no effect on a call created by a fake.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::{Call, ConnectClient, connect_endpoint};
    ///
    /// trait Users: ConnectClient {
    ///     #[connect_endpoint(GET "/users-summary/<InstanceId>")]
    ///     fn list_users(&self, instance_id: &str) -> Call<'_, ()>;
    /// }
    /// # impl Users for connect_runtime::Client {}
    ///
    /// # let client = connect_runtime::Client::builder().region("us-west-2").credentials(
    /// #     connect_runtime::Credentials::new("a", "b", None, None, "docs")).build()?;
    /// let call = client
    ///     .list_users("i")
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
        if let State::Real(call) = &mut self.0
            && let Stage::Unsent(unsent) = &mut call.sending.stage
        {
            change(&mut unsent.limits);
        }
        self
    }

    fn with_request(
        mut self,
        change: impl FnOnce(Request) -> Result<Request, ConstructionError>,
    ) -> Self {
        if let State::Real(call) = &mut self.0 {
            call.sending.change_request(change);
        }
        self
    }
}
