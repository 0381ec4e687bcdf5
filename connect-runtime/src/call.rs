//! A call of an operation that is not sent yet.

mod future;
mod options;
mod sending;

use std::fmt;
use std::future::{Future, ready};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use self::future::WithResponse;
pub(crate) use self::sending::{DecodeResponse, Sending};
use self::sending::{Stage, UnsentCall};
use crate::attempt::ReadApiError;
use crate::client::Client;
use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ConstructionError, Error};
use crate::pages::{DecodePage, PageDecoder, PageSource, PageStream};
use crate::request::{Request, RequestBuilder};
use crate::transport::BoxFuture;

/// A call of an operation with output `T`. `.await` sends it.
///
/// This is the return type of endpoints declared without `async`. The arguments are already encoded, so a
/// `Call` borrows only the client. If an argument cannot be encoded, `.await` returns an error and sends
/// nothing.
///
/// A `Call` is a future. Its first poll sends it, and options that are set later have no effect. See
/// [many calls at once](crate#many-calls-at-once) for a stream of calls.
///
/// ```
/// use connect_runtime::{Call, Client, ConnectClient, Error, connect_endpoint};
///
/// #[derive(serde::Deserialize)]
/// struct FederationToken {
///     #[serde(rename = "UserArn")]
///     user_arn: Option<String>,
/// }
///
/// trait Federation: ConnectClient {
///     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
///     fn get_federation_token(&self, instance_id: &str) -> Call<'_, FederationToken>;
/// }
/// impl Federation for Client {}
///
/// # use connect_runtime::{BoxFuture, Credentials, Transport, TransportError, bytes::Bytes, http};
/// # struct Memory;
/// # impl Transport for Memory {
/// #     fn send(&self, _: http::Request<Bytes>)
/// #         -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
/// #         let body = r#"{"UserArn":"arn"}"#;
/// #         Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Error> {
/// # let credentials = Credentials::new("a", "b", None, None, "docs");
/// # let builder = Client::builder().region("us-west-2").credentials(credentials);
/// # let client = builder.transport(Memory).build()?;
/// let response = client.get_federation_token("an-instance").with_response().await?;
/// assert_eq!((response.attempts, response.request_id()), (1, None));
/// assert_eq!(response.value.user_arn.as_deref(), Some("arn"));
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not sent until it is awaited"]
pub struct Call<'a, T, E = Error>(State<'a, T, E>);

#[expect(clippy::large_enum_variant, reason = "a box would cost each call an allocation")]
enum State<'a, T, E> {
    Real(RealCall<'a, T, E>),
    /// A call created by a fake.
    Fake(BoxFuture<'a, Result<T, E>>),
    /// The method of a fake that does not implement it.
    Unimplemented {
        operation: &'static Operation,
        convert_error: fn(Error) -> E,
    },
}

/// A call that a client sends.
struct RealCall<'a, T, E> {
    sending: Sending<'a>,
    poll: PollCall<T, E>,
    convert_error: fn(Error) -> E,
    /// `None` unless the operation declares paging.
    decode_page: Option<DecodePage<T>>,
}

/// Sends a call and decodes its response.
type PollCall<T, E> = fn(&mut Sending<'_>, &mut Context<'_>) -> Poll<Result<T, E>>;

/// Decodes a response into the declared output and error types. The function pointers keep the rest of a
/// call's code independent of these types.
pub(crate) struct OutputDecoder<T, E> {
    pub(crate) poll: PollCall<T, E>,
    pub(crate) read_error: ReadApiError,
    pub(crate) convert_error: fn(Error) -> E,
}

impl<'a, T, E> Call<'a, T, E> {
    /// Creates a call that `client` sends. Without one, it fails, for a method that a fake does not implement.
    pub(crate) fn new(
        client: Option<&'a Client>,
        request: RequestBuilder,
        OutputDecoder { poll, read_error, convert_error }: OutputDecoder<T, E>,
    ) -> Self {
        let Some(client) = client else {
            return Self(State::Unimplemented { operation: request.operation(), convert_error });
        };
        let sending = Sending::new(client, request, read_error);
        Self(State::Real(RealCall { sending, poll, convert_error, decode_page: None }))
    }

    pub(crate) fn with_paging(mut self, decode: DecodePage<T>) -> Self {
        if let State::Real(call) = &mut self.0 {
            call.decode_page = Some(decode);
        }
        self
    }

    /// Creates a call that returns `result` without being sent, for fakes.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), connect_runtime::Error> {
    /// let call: connect_runtime::Call<'_, u32> = connect_runtime::Call::ready(Ok(7));
    /// assert_eq!(call.await?, 7);
    /// # Ok(())
    /// # }
    /// ```
    pub fn ready(result: Result<T, E>) -> Self
    where
        T: Send + 'a,
        E: Send + 'a,
    {
        Self::from_future(ready(result))
    }

    /// Creates a call that runs `future` instead of being sent, for fakes.
    ///
    /// ```
    /// use connect_runtime::{Call, Error};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// let call: Call<'_, u32> = Call::from_future(async { Ok(7) });
    /// assert_eq!(call.await?, 7);
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_future(future: impl Future<Output = Result<T, E>> + Send + 'a) -> Self {
        Self(State::Fake(Box::pin(future)))
    }

    /// Returns the operation. Returns `None` for a call created by a fake.
    pub fn operation(&self) -> Option<&'static Operation> {
        match &self.0 {
            State::Real(call) => Some(call.sending.operation),
            State::Unimplemented { operation, .. } => Some(operation),
            State::Fake(_) => None,
        }
    }

    /// Returns the unsigned request. Returns `None` if an argument cannot be encoded, after the first poll,
    /// and for a call created by a fake.
    ///
    /// ```
    /// use connect_runtime::{Call, ConnectClient, connect_endpoint};
    ///
    /// trait Users: ConnectClient {
    ///     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    ///     fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
    /// }
    ///
    /// fn path(users: &impl Users) -> Option<String> {
    ///     users.describe_user("i", "a b").request().map(|request| request.path().to_owned())
    /// }
    /// # impl Users for connect_runtime::Client {}
    /// # let client = connect_runtime::Client::builder().region("us-west-2").credentials(
    /// #     connect_runtime::Credentials::new("a", "b", None, None, "docs")).build()?;
    /// # assert_eq!(path(&client).as_deref(), Some("/users/i/a%20b"));
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    pub fn request(&self) -> Option<&Request> {
        match &self.0 {
            State::Real(call) => call.sending.request(),
            State::Fake(_) | State::Unimplemented { .. } => None,
        }
    }

    /// Returns a stream of this page and the following ones, see [`PageStream`].
    ///
    /// The operation must be declared with `pages(…)`, and the call must not be polled yet. Otherwise the
    /// stream yields one error. A call created by a fake yields one page.
    pub fn pages(self) -> PageStream<'a, T, E> {
        PageStream::new(match self.0 {
            State::Real(call) => call.into_pages(),
            State::Fake(future) => PageSource::Future(future),
            State::Unimplemented { operation, convert_error } => {
                PageSource::unimplemented(operation, convert_error)
            }
        })
    }

    /// Signs the request in its query, for another program to send.
    ///
    /// The signature is valid for `expires_in`, 1 second to 7 days, or until the credentials expire if that
    /// is earlier. The other program must send the method, URL, headers and body unchanged, because all of
    /// them are signed. Whoever has the URL can make this call.
    ///
    /// # Errors
    ///
    /// Returns an error if `expires_in` is out of range, the operation has `auth = none`, the call was polled,
    /// or a fake created it. Returns the errors that `.await` returns before it sends anything.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::{Call, ConnectClient, Result, connect_endpoint};
    ///
    /// trait Users: ConnectClient {
    ///     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    ///     fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
    /// }
    ///
    /// async fn url(users: &impl Users) -> Result<String> {
    ///     let call = users.describe_user("an-instance", "a-user");
    ///     Ok(call.presign(Duration::from_secs(60)).await?.uri().to_string())
    /// }
    /// # impl Users for connect_runtime::Client {}
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let client = connect_runtime::Client::builder().region("us-west-2").credentials(
    /// #     connect_runtime::Credentials::new("a", "b", None, None, "docs")).build()?;
    /// # let url = url(&client).await?;
    /// # assert!(url.contains("/users/an-instance/a-user?") && url.contains("X-Amz-Expires=60"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn presign(self, expires_in: Duration) -> Result<http::Request<Bytes>, E>
    where
        E: From<Error>,
    {
        let presigned = match self.0 {
            State::Real(call) => call.sending.presign(expires_in).await,
            State::Unimplemented { operation, .. } => {
                Err(Error::Unimplemented { operation: operation.name() })
            }
            State::Fake(_) => {
                let reason = "a call that a fake made has no request to presign";
                Err(ConstructionError::new("a fake", reason).into())
            }
        };
        Ok(presigned?)
    }

    /// Sends the call and returns the status, headers and number of attempts along with the value.
    ///
    /// # Errors
    ///
    /// Returns the errors of `.await`.
    pub fn with_response(
        self,
    ) -> impl Future<Output = Result<Response<T>, E>> + Send + use<'a, T, E> {
        WithResponse(self)
    }
}

impl<'a, T, E> RealCall<'a, T, E> {
    fn into_pages(self) -> PageSource<'a, T, E> {
        let Self { sending: Sending { operation, stage }, convert_error, decode_page, .. } = self;
        let reason = match (stage, decode_page) {
            (Stage::Unsent(unsent), Some(decode)) => {
                let UnsentCall { dispatcher, request, limits, read_error } = unsent;
                let decoder = PageDecoder { decode, read_error, convert_error, limits };
                return PageSource::fetch(dispatcher, operation, request, decoder);
            }
            (Stage::Unsent(_), None) => {
                "the declaration has no pages; add `pages(token = \"…\", items = \"…\")` to it"
            }
            (Stage::Sent { .. } | Stage::Taken, _) => {
                "the call is sent; use `pages()` before it is polled"
            }
        };
        let error = ConstructionError::new(operation.name(), reason);
        PageSource::Error { operation, error: convert_error(error.into()) }
    }
}

impl<T, E> fmt::Debug for Call<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Call");
        match &self.0 {
            State::Real(RealCall { sending, .. }) => sending.show(&mut shown),
            State::Fake(_) | State::Unimplemented { .. } => {
                shown.field("operation", &self.operation());
            }
        }
        shown.finish_non_exhaustive()
    }
}
