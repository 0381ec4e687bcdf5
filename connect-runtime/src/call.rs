//! A call that is declared and bound to its arguments, but not sent yet.

mod future;
mod options;

use std::fmt;
use std::future::{Future, IntoFuture, ready};
use std::time::Duration;

use bytes::Bytes;

pub use self::future::CallFuture;
use self::future::ResponseFuture;
use crate::attempt::{CallLimits, Dispatcher, ReadApiError, UndecodedResponse, execute, presign};
use crate::client::Client;
use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ConstructionError, Error};
use crate::pages::{DecodePage, PageDecoder, PageSource, PageStream};
use crate::request::{Request, RequestBuilder};
use crate::transport::BoxFuture;

/// A call of an operation with output `T`, sent by `.await`.
///
/// The return type of an endpoint that is declared without `async`. The arguments are encoded
/// already, so it borrows the client alone; an argument that cannot be encoded is the result of the
/// `.await`, and nothing is sent.
///
/// ```no_run
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
/// # async fn example() -> Result<(), Error> {
/// let client = Client::from_env()?;
/// let response = client.get_federation_token("an-instance").with_response().await?;
/// println!("{:?} after {} attempt", response.request_id(), response.attempts);
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not sent until it is awaited"]
pub struct Call<'a, T, E = Error>(State<'a, T, E>);

#[expect(clippy::large_enum_variant, reason = "the small one is for fakes alone")]
enum State<'a, T, E> {
    Prepared(Prepared<'a, T, E>),
    /// A stand-in for a call, made by a fake.
    Future(BoxFuture<'a, Result<T, E>>),
}

struct Prepared<'a, T, E> {
    unsent: UnsentCall<'a>,
    decoder: OutputDecoder<T, E>,
    /// `None` unless the operation declares paging.
    decode_page: Option<DecodePage<T>>,
}

/// The part of a call that does not depend on its types. All operations share its code.
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

/// Makes the declared output and error of a response. Function pointers keep all other code of a call
/// independent of its types.
pub(crate) struct OutputDecoder<T, E> {
    pub(crate) decode: fn(&http::Response<Bytes>) -> Result<T, Error>,
    pub(crate) read_error: ReadApiError,
    pub(crate) convert_error: fn(Error) -> E,
}

impl<'a, T, E> Call<'a, T, E> {
    pub(crate) fn new(
        client: &'a Client,
        request: RequestBuilder,
        decoder: OutputDecoder<T, E>,
    ) -> Self {
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

    /// A call that ends with `result` without being sent, for fakes.
    ///
    /// ```
    /// # async fn example() -> Result<(), connect_runtime::Error> {
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

    /// A call that runs `future` instead of being sent, for fakes.
    ///
    /// ```
    /// use connect_runtime::{Call, Error};
    ///
    /// # async fn example() -> Result<(), Error> {
    /// let call: Call<'_, u32> = Call::from_future(async { Ok(7) });
    /// assert_eq!(call.await?, 7);
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_future(future: impl Future<Output = Result<T, E>> + Send + 'a) -> Self {
        Self(State::Future(Box::pin(future)))
    }

    /// The operation that is called; none for a call that a fake made.
    pub fn operation(&self) -> Option<&'static Operation> {
        match &self.0 {
            State::Prepared(prepared) => Some(prepared.unsent.operation),
            State::Future(_) => None,
        }
    }

    /// The request that would be sent, unsigned; none for a call that a fake made or one with an
    /// argument that cannot be encoded.
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
            State::Future(_) => None,
        }
    }

    /// The output of this call and of those for the pages that follow, see [`PageStream`].
    ///
    /// The operation declares its paging by `pages(…)`; without that, the stream is one error. A
    /// call that a fake made is one page.
    pub fn pages(self) -> PageStream<'a, T, E> {
        PageStream::new(match self.0 {
            State::Future(future) => PageSource::Future(future),
            State::Prepared(Prepared { unsent, decoder, decode_page }) => {
                let UnsentCall { dispatcher, operation, request, limits } = unsent;
                let OutputDecoder { read_error, convert_error, .. } = decoder;
                match decode_page {
                    Some(decode) => PageSource::fetch(
                        dispatcher,
                        operation,
                        request,
                        PageDecoder { decode, read_error, convert_error, limits },
                    ),
                    None => {
                        let reason = "the declaration has no pages; add `pages(token = \"…\", \
                                      items = \"…\")` to it";
                        let error = ConstructionError::new(operation.name(), reason);
                        PageSource::Error { operation, error: convert_error(error.into()) }
                    }
                }
            }
        })
    }

    /// Signs the request in its query instead of sending it, for another program that sends it within
    /// `expires_in`, 1 second to 7 days; credentials that expire earlier end that time.
    ///
    /// What is sent has method, URL, headers and body of the result, byte for byte, as all of them are
    /// signed. The URL lets everyone make this one call.
    ///
    /// # Errors
    ///
    /// As `.await` has them before anything is sent; for another time, an operation with `auth = none`
    /// and a call that a fake made.
    ///
    /// ```no_run
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
            State::Future(_) => {
                let reason = "a call that a fake made has no request to presign";
                Err(ConstructionError::new("a fake", reason).into())
            }
        };
        Ok(presigned?)
    }

    /// Sends the call and returns status, headers and attempts beside the value.
    ///
    /// # Errors
    ///
    /// As `.await` of the call itself.
    pub fn with_response(
        self,
    ) -> impl Future<Output = Result<Response<T>, E>> + Send + use<'a, T, E> {
        self.into_future().response
    }
}

impl<'a, T, E> IntoFuture for Call<'a, T, E> {
    type Output = Result<T, E>;
    type IntoFuture = CallFuture<'a, T, E>;

    fn into_future(self) -> CallFuture<'a, T, E> {
        let response = match self.0 {
            State::Prepared(Prepared { unsent, decoder, .. }) => {
                ResponseFuture::Sending { response: unsent.send(decoder.read_error), decoder }
            }
            State::Future(future) => ResponseFuture::Future(future),
        };
        CallFuture { response }
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
            State::Future(_) => f.debug_struct("Call").finish_non_exhaustive(),
        }
    }
}
