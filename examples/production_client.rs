//! A client as a service would have it: credentials of the AWS SDKs' chain, bounds of its own, logs, and
//! errors that say what to do.
//!
//! ```console
//! $ cargo run --features aws-config --example production_client
//! ```
//!
//! With `CONNECT_INSTANCE_ID` in the environment it calls Amazon Connect with what `aws-config` finds; else
//! a stand-in on this machine, which fails now and then. It exits with 75, which asks to be run again
//! later, where that may help, and with 1 where it does not. `RUST_LOG` says what is logged.

use std::error::Error as _;
use std::process::ExitCode;
use std::time::Duration;

use connect_runtime::testing::{Fault, LocalConnect};
use connect_runtime::{
    Call, Client, ClientBuilder, ConnectClient, Error, Result, Retry, Sensitive, connect_endpoint,
};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    user_arn: String,
    credentials: Credentials,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Credentials {
    access_token: Sensitive<String>,
}

trait Federation: ConnectClient {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, FederationToken>;
}
impl Federation for Client {}

/// What every client of this program has, wherever it calls.
fn with_our_settings(builder: ClientBuilder) -> ClientBuilder {
    builder
        .app_name("contact-centre")
        // A caller is on the line: better an error soon than an answer late.
        .operation_timeout(Duration::from_secs(10))
        .attempt_timeout(Duration::from_secs(3))
        .read_timeout(Duration::from_secs(2))
        .max_attempts(4)
        .retry(Retry::standard().max_backoff(Duration::from_secs(1)))
}

async fn run(builder: ClientBuilder, instance_id: &str) -> Result<()> {
    let client = with_our_settings(builder).build()?;
    let response = client.get_federation_token(instance_id).with_response().await?;
    let request_id = response.request_id().unwrap_or("none");
    println!("attempts: {}, request: {request_id}", response.attempts);
    println!("user: {}", response.value.user_arn);
    // A log shows that there is a token, not the token.
    println!("token: {:?}", response.value.credentials.access_token);
    Ok(())
}

/// Says what failed, why, and what to do.
fn report(error: &Error) -> ExitCode {
    eprintln!("error: {error}");
    for cause in std::iter::successors(error.source(), |&cause| cause.source()) {
        eprintln!("  caused by: {cause}");
    }
    if let Some(id) = error.request_id() {
        eprintln!("  to AWS support, quote the request {id}");
    }
    if error.is_retryable() || error.is_timeout() {
        eprintln!("  it may pass: run this again later");
        ExitCode::from(75)
    } else {
        ExitCode::FAILURE
    }
}

/// A stand-in for Amazon Connect on a bad day.
async fn bad_day() -> std::io::Result<LocalConnect> {
    let service = LocalConnect::start().await?;
    let retry_after = Some(Duration::from_millis(200));
    service.inject([Fault::Reset, Fault::Throttling { retry_after }, Fault::Unavailable]);
    Ok(service)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env();
    tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| "connect_runtime=debug".into()))
        .with_writer(std::io::stderr)
        .init();
    let result = match std::env::var("CONNECT_INSTANCE_ID") {
        Ok(instance_id) => run(ClientBuilder::from_aws().await, &instance_id).await,
        Err(_) => match bad_day().await {
            Ok(service) => run(service.client_builder(), LocalConnect::INSTANCE_ID).await,
            Err(error) => {
                eprintln!("error: no stand-in: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    result.map_or_else(|error| report(&error), |()| ExitCode::SUCCESS)
}
