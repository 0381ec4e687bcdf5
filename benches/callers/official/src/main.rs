//! The call by the AWS SDK.

use aws_sdk_connect::Client;
use aws_sdk_connect::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use harness::{
    ACCESS_KEY_ID, BARE_BODY, Caller, Endpoint, INSTANCE_ID, REGION, Result, SECRET_ACCESS_KEY,
};

struct Official(Client);

impl Caller for Official {
    fn new(endpoint: &Endpoint) -> Result<Self> {
        let credentials = Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "static");
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(credentials);
        let config = match &endpoint.url {
            Some(url) => config.endpoint_url(url),
            None => config.http_client(Memory),
        };
        Ok(Self(Client::from_conf(config.build())))
    }

    async fn call(&self) -> Result<String> {
        let token = self.0.get_federation_token().instance_id(INSTANCE_ID).send().await?;
        Ok(token.user_arn().unwrap_or_default().to_owned())
    }
}

/// A network that costs nothing.
#[derive(Debug, Clone)]
struct Memory;

impl HttpClient for Memory {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Self)
    }
}

impl HttpConnector for Memory {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from(BARE_BODY.as_bytes());
        let status = 200.try_into();
        HttpConnectorFuture::ready(match status {
            Ok(status) => Ok(HttpResponse::new(status, body)),
            Err(_) => return HttpConnectorFuture::new(std::future::pending()),
        })
    }
}

fn main() -> Result<()> {
    harness::run::<Official>()
}
