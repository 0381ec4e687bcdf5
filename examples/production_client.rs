//! Configures a client for production: the AWS SDKs' credentials chain, timeouts, retries, logs and an
//! error report.
//!
//! ```console
//! $ cargo run --features aws-config --example production_client
//! ```
//!
//! With `CONNECT_INSTANCE_ID` in the environment, it calls Amazon Connect with the credentials that
//! `aws-config` finds. Otherwise it calls a local stand-in, which fails a few times.
//!
//! The exit code is 75 (try again later) if another run may succeed, and 1 if it would not. `RUST_LOG`
//! sets the log filter.

use std::error::Error as _;
use std::process::ExitCode;
use std::time::Duration;

use connect_runtime::testing::{Fault, LocalConnect};
use connect_runtime::{Call, ClientBuilder, Error, Result, Retry, Sensitive, connect_api};
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

#[connect_api]
trait Federation {
    /// Returns a `Call`, because the program prints the attempts and the request id.
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, FederationToken>;
}

/// Applies the settings that every client of this program shares.
fn with_our_settings(builder: ClientBuilder) -> ClientBuilder {
    builder
        .app_name("contact-centre")
        // A caller is waiting on the line, so an early error is better than a late response.
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
    println!("attempts: {}, request id: {request_id}", response.attempts);
    println!("user: {}", response.value.user_arn);
    // `Sensitive` hides the token from `Debug`.
    println!("token: {:?}", response.value.credentials.access_token);
    Ok(())
}

/// Prints the error, its causes and what to do next.
fn report(error: &Error) -> ExitCode {
    eprintln!("error: {error}");
    for cause in std::iter::successors(error.source(), |&cause| cause.source()) {
        eprintln!("  caused by: {cause}");
    }
    if let Some(id) = error.request_id() {
        eprintln!("  request id for AWS support: {id}");
    }
    if error.is_retryable() || error.is_timeout() {
        eprintln!("  this may be temporary; try again later");
        ExitCode::from(75)
    } else {
        ExitCode::FAILURE
    }
}

/// Starts a stand-in that resets, throttles and refuses the first three requests.
async fn failing_stand_in() -> std::io::Result<LocalConnect> {
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
        Err(_) => match failing_stand_in().await {
            Ok(service) => run(service.client_builder(), LocalConnect::INSTANCE_ID).await,
            Err(error) => {
                eprintln!("error: cannot start the stand-in: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    result.map_or_else(|error| report(&error), |()| ExitCode::SUCCESS)
}
