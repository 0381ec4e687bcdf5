//! A call of an operation that is not sent yet.

mod future;
mod options;

use std::fmt;
use std::future::{Future, ready};
use std::time::Duration;

use bytes::Bytes;

use self::future::ResponseFuture;
use crate::attempt::{CallLimits, Dispatcher, ReadApiError, UndecodedResponse, execute, presign};
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
    Prepared(Prepared<'a, T, E>),
    /// A call that is sent, or created by a fake.
    Sent(ResponseFuture<'a, T, E>),
}

struct Prepared<'a, T, E> {
    unsent: UnsentCall<'a>,
    decoder: OutputDecoder<T, E>,
    /// `None` unless the operation declares paging.
    decode_page: Option<DecodePage<T>>,
}

/// The part of a call that is not generic, so that all operations share its compiled code.
struct UnsentCall<'a> {
    dispatcher: &'a Dispatcher,
    operation: &'static Operation,
    request: Result<Request, ConstructionError>,
    limits: CallLimits,
}

impl<'a> UnsentCall<'a> {
    fn send(self, read_error: ReadApiError) -> BoxFuture<'a, Result<UndecodedResponse, Error>> {
        match self.request {
            Ok(request) => Box::pin(execute(self.dispatcher, request, self.limits, read_error)),
            Err(error) => Box::pin(ready(Err(error.into()))),
        }
    }
}

/// Decodes a response into the declared output and error types. The function pointers keep the rest of a
/// call's code independent of these types.
pub(crate) struct OutputDecoder<T, E> {
    pub(crate) decode: fn(&http::Response<Bytes>) -> Result<T, Error>,
    pub(crate) read_error: ReadApiError,
    pub(crate) convert_error: fn(Error) -> E,
}

impl<'a, T, E> Call<'a, T, E> {
    /// Creates a call that `client` sends. Without one, it fails, for a method that a fake does not implement.
    pub(crate) fn new(
        client: Option<&'a Client>,
        request: RequestBuilder,
        decoder: OutputDecoder<T, E>,
    ) -> Self {
        let Some(client) = client else {
            let (operation, convert_error) = (request.operation(), decoder.convert_error);
            return Self(State::Sent(ResponseFuture::Unimplemented { operation, convert_error }));
        };
        let unsent = UnsentCall {
            dispatcher: client.dispatcher(),
            operation: request.operation(),
            request: request.finish(),
            limits: CallLimits::default(),
        };
        Self(State::Prepared(Prepared { unsent, decoder, decode_page: None }))
    }

    pub(crate) fn with_paging(mut self, decode: DecodePage<T>) -> Self {
        if let State::Prepared(prepared) = &mut self.0 {
            prepared.decode_page = Some(decode);
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
        Self(State::Sent(ResponseFuture::Fake(Box::pin(future))))
    }

    /// Returns the operation. Returns `None` for a call created by a fake.
    pub fn operation(&self) -> Option<&'static Operation> {
        match &self.0 {
            State::Prepared(prepared) => Some(prepared.unsent.operation),
            State::Sent(future) => future.operation(),
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
            State::Prepared(prepared) => prepared.unsent.request.as_ref().ok(),
            State::Sent(_) => None,
        }
    }

    /// Returns a stream of this page and the following ones, see [`PageStream`].
    ///
    /// The operation must be declared with `pages(…)`, and the call must not be polled yet. Otherwise the
    /// stream yields one error. A call created by a fake yields one page.
    pub fn pages(self) -> PageStream<'a, T, E> {
        PageStream::new(match self.0 {
            State::Sent(future) => future.into_page(),
            State::Prepared(Prepared { unsent, decoder, decode_page }) => {
                let UnsentCall { dispatcher, operation, request, limits } = unsent;
                match decode_page {
                    Some(decode) => {
                        let OutputDecoder { read_error, convert_error, .. } = decoder;
                        let decoder = PageDecoder { decode, read_error, convert_error, limits };
                        PageSource::fetch(dispatcher, operation, request, decoder)
                    }
                    None => decoder.refuse_pages(
                        operation,
                        "the declaration has no pages; add `pages(token = \"…\", items = \"…\")` to it",
                    ),
                }
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
            State::Prepared(Prepared { unsent, .. }) => match unsent.request {
                Ok(request) => {
                    presign(unsent.dispatcher, &request, unsent.limits, expires_in).await
                }
                Err(error) => Err(error.into()),
            },
            State::Sent(future) => Err(future.presign_error()),
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
        self.0.into_future()
    }
}

impl<T, E> fmt::Debug for Call<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Prepared(Prepared { unsent, .. }) => f
                .debug_struct("Call")
                .field("operation", unsent.operation)
                .field("request", &unsent.request)
                .finish_non_exhaustive(),
            State::Sent(future) => f
                .debug_struct("Call")
                .field("operation", &future.operation())
                .finish_non_exhaustive(),
        }
    }
}
