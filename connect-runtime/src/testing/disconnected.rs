//! A client without a network.

use bytes::Bytes;

use crate::client::Client;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, Transport};
use crate::{Credentials, Error};

/// Returns a client whose calls all fail without being sent.
///
/// Use it in a fake of a trait with the supertrait [`ConnectClient`](crate::ConnectClient), which needs a
/// client. A method that the fake does not override fails with an error that names its operation. A trait with
/// [`#[connect_api]`](macro@crate::connect_api#fakes) needs neither.
///
/// # Errors
///
/// Building this client does not fail in practice.
///
/// ```
/// use connect_runtime::testing::disconnected_client;
/// use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
///     fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, String>;
/// }
///
/// struct FakeUsers(Client);
///
/// impl ConnectClient for FakeUsers {
///     fn client(&self) -> &Client {
///         &self.0
///     }
/// }
///
/// impl Users for FakeUsers {
///     fn describe_user(&self, _instance_id: &str, user_id: &str) -> Call<'_, String> {
///         Call::ready(Ok(user_id.to_uppercase()))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let users = FakeUsers(disconnected_client()?);
/// assert_eq!(users.describe_user("i", "jane").await?, "JANE");
/// # Ok(())
/// # }
/// ```
pub fn disconnected_client() -> Result<Client, Error> {
    Client::builder()
        .region("us-west-2")
        .credentials(fake_credentials())
        .transport(Disconnected)
        .build()
}

/// Returns credentials for transports that do not verify signatures.
pub(super) fn fake_credentials() -> Credentials {
    Credentials::new("AKIDDISCONNECTED", "none", None, None, "disconnected")
}

struct Disconnected;

impl Transport for Disconnected {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let cause = "this client is disconnected: the fake does not override the method";
        let kind = TransportErrorKind::Refused;
        let error = TransportError::new(kind, request.uri(), Some(cause.into()));
        Box::pin(std::future::ready(Err(error)))
    }
}
