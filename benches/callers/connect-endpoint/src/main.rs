//! The call as a declared endpoint.

use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, Credentials, Timestamp, Transport, TransportError,
    connect_endpoint, http,
};
use harness::{
    ACCESS_KEY_ID, BARE_BODY, Caller, Endpoint, INSTANCE_ID, REGION, Result, SECRET_ACCESS_KEY,
    UNREAD,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "it is what the program would use")]
struct FederationToken {
    user_id: Option<String>,
    user_arn: Option<String>,
    sign_in_url: Option<String>,
    credentials: Option<Tokens>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "it is what the program would use")]
struct Tokens {
    access_token: Option<String>,
    access_token_expiration: Option<Timestamp>,
    refresh_token: Option<String>,
    refresh_token_expiration: Option<Timestamp>,
}

trait Federation: ConnectClient {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(
        &self,
        instance_id: &str,
    ) -> connect_runtime::Result<FederationToken>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn federation_token_call(&self, instance_id: &str) -> Call<'_, FederationToken>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>", envelope = Raw)]
    fn unread_federation_token(&self, instance_id: &str) -> Call<'_, Bytes>;
}
impl Federation for Client {}

struct Declared {
    client: Client,
    variant: Variant,
}

enum Variant {
    AsyncFn,
    Call,
    /// Only what is done before the request is signed and sent.
    Built,
    /// All but reading the answer.
    Unread,
}

impl Caller for Declared {
    fn new(endpoint: &Endpoint) -> Result<Self> {
        let credentials = Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "static");
        let builder = Client::builder().region(REGION).credentials(credentials);
        let builder = match &endpoint.url {
            Some(url) => builder.endpoint_url(url),
            None => builder.transport(Memory),
        };
        let variant = match endpoint.variant.as_str() {
            "async-fn" => Variant::AsyncFn,
            "call" => Variant::Call,
            "built" => Variant::Built,
            "unread" => Variant::Unread,
            other => return Err(format!("no variant {other}").into()),
        };
        Ok(Self { client: builder.build()?, variant })
    }

    async fn call(&self) -> Result<String> {
        let token = match self.variant {
            Variant::AsyncFn => self.client.get_federation_token(INSTANCE_ID).await?,
            Variant::Call => self.client.federation_token_call(INSTANCE_ID).await?,
            Variant::Built => {
                let call = self.client.federation_token_call(INSTANCE_ID);
                return Ok(call.request().map(|_| UNREAD.to_owned()).unwrap_or_default());
            }
            Variant::Unread => {
                let body = self.client.unread_federation_token(INSTANCE_ID).await?;
                return Ok(if body.is_empty() { String::new() } else { UNREAD.to_owned() });
            }
        };
        Ok(token.user_arn.unwrap_or_default())
    }
}

/// A network that costs nothing.
struct Memory;

impl Transport for Memory {
    fn send(
        &self,
        _request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let response = http::Response::new(Bytes::from_static(BARE_BODY.as_bytes()));
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn main() -> Result<()> {
    harness::run::<Declared>()
}
