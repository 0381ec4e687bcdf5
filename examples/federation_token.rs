//! Retrieves a federation token from Amazon Connect and prints its user and expiry times.
//!
//! `cargo run --example federation_token` needs no AWS account. Without credentials in the
//! environment, it calls a local stand-in for the service.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use connect_runtime::testing::{LocalConnect, ResponseForm};
use connect_runtime::{Client, ClientBuilder, Error, Result, Sensitive, Timestamp, connect_api};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    user_id: String,
    user_arn: String,
    sign_in_url: String,
    credentials: Tokens,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tokens {
    access_token: Sensitive<String>,
    access_token_expiration: Timestamp,
    refresh_token: Sensitive<String>,
    refresh_token_expiration: Timestamp,
}

#[connect_api]
trait Federation {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
}

/// The same operation, with responses accepted in one form only.
#[connect_api]
trait FixedForm {
    #[connect_endpoint(GET "/user/federate/<InstanceId>", envelope = Wrapped)]
    async fn get_wrapped_token(&self, instance_id: &str) -> Result<FederationToken>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>", envelope = Bare)]
    async fn get_bare_token(&self, instance_id: &str) -> Result<FederationToken>;
}

/// Retrieves a federation token from Amazon Connect.
///
/// The token is for the Connect user that belongs to the AWS credentials. The program reads these
/// from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Without them, it calls
/// a local stand-in for Amazon Connect.
#[derive(Parser)]
#[command(after_help = "Examples:
  federation_token
      calls a local stand-in for Amazon Connect
  AWS_REGION=us-west-2 federation_token --instance-id 12345678-1234-1234-1234-123456789012
      calls Amazon Connect with the credentials in the environment
  federation_token --json --show-secrets
      prints JSON with the tokens, for another program

Exit code: 0 on success, 1 on an error, 2 on an invalid option. RUST_LOG=debug logs each step.")]
struct Arguments {
    /// The id of the Amazon Connect instance: the part of its ARN after `instance/`
    #[arg(long, value_name = "ID")]
    instance_id: Option<String>,

    /// The AWS region; overrides `AWS_REGION`
    #[arg(long)]
    region: Option<String>,

    /// The base URL to call; overrides the region's public endpoint
    #[arg(long, value_name = "URL")]
    endpoint_url: Option<String>,

    /// The form in which to accept the response
    #[arg(long, value_enum, default_value_t = EnvelopeChoice::Adaptive)]
    envelope: EnvelopeChoice,

    /// Print JSON with RFC 3339 times; the tokens are null without --show-secrets
    #[arg(long)]
    json: bool,

    /// Print the tokens; anyone who has them can act as the user
    #[arg(long)]
    show_secrets: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum EnvelopeChoice {
    /// Both of the forms below
    Adaptive,
    /// {"success": true, "data": …}
    Wrapped,
    /// The output alone, as the live service sends it
    Bare,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(token) if arguments.json => println!("{:#}", as_json(&token, arguments.show_secrets)),
        Ok(token) => print!("{}", as_text(&token, Timestamp::now(), arguments.show_secrets)),
        Err(failure) => {
            eprintln!("error: {}", explain(&*failure));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

async fn run(
    arguments: &Arguments,
) -> std::result::Result<FederationToken, Box<dyn std::error::Error>> {
    let has_credentials = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if has_credentials || arguments.endpoint_url.is_some() {
        let instance_id = arguments.instance_id.as_deref().ok_or(
            "no instance id; pass --instance-id, the part of the instance's ARN after `instance/`",
        )?;
        let client = configure(ClientBuilder::from_env()?, arguments).build()?;
        return Ok(call(&client, instance_id, arguments.envelope).await?);
    }
    let form = match arguments.envelope {
        EnvelopeChoice::Wrapped => ResponseForm::Wrapped,
        EnvelopeChoice::Adaptive | EnvelopeChoice::Bare => ResponseForm::Bare,
    };
    let service = LocalConnect::builder().response_form(form).start().await?;
    eprintln!(
        "No AWS credentials in the environment; calling a stand-in for Amazon Connect at {}.",
        service.endpoint_url()
    );
    let client = service.client()?;
    let instance_id = arguments.instance_id.as_deref().unwrap_or(LocalConnect::INSTANCE_ID);
    Ok(call(&client, instance_id, arguments.envelope).await?)
}

fn configure(mut builder: ClientBuilder, arguments: &Arguments) -> ClientBuilder {
    if let Some(region) = &arguments.region {
        builder = builder.region(region);
    }
    if let Some(url) = &arguments.endpoint_url {
        builder = builder.endpoint_url(url);
    }
    builder
}

async fn call(
    client: &Client,
    instance_id: &str,
    envelope: EnvelopeChoice,
) -> Result<FederationToken> {
    match envelope {
        EnvelopeChoice::Adaptive => client.get_federation_token(instance_id).await,
        EnvelopeChoice::Wrapped => client.get_wrapped_token(instance_id).await,
        EnvelopeChoice::Bare => client.get_bare_token(instance_id).await,
    }
}

/// Formats the error with its causes, and explains the service's message about root users.
///
/// AWS documents the text of this error, and not its code.
fn explain(failure: &(dyn std::error::Error + 'static)) -> String {
    let mut text = failure.to_string();
    let causes = std::iter::successors(failure.source(), |&cause| cause.source());
    text.extend(causes.map(|cause| format!("\n  caused by: {cause}")));
    let is_root = failure
        .downcast_ref::<Error>()
        .and_then(Error::api)
        .and_then(|api| api.message())
        .is_some_and(|message| {
            message.starts_with("Provided identity: ")
                && message.contains(" cannot be used for federation with ")
        });
    if is_root {
        text.push_str(
            "\nAmazon Connect refuses the root user of an account.\nUse the credentials of an \
             IAM user or role that belongs to a user of the instance.",
        );
    }
    text
}

fn as_text(token: &FederationToken, now: Timestamp, show_secrets: bool) -> String {
    let FederationToken { user_id, user_arn, sign_in_url, credentials } = token;
    format!(
        "User           {user_id}\n\
         ARN            {user_arn}\n\
         Sign-in URL    {sign_in_url}\n\
         Access token   {}\n  expires      {}\n\
         Refresh token  {}\n  expires      {}\n",
        shown(&credentials.access_token, show_secrets),
        moment(credentials.access_token_expiration, now),
        shown(&credentials.refresh_token, show_secrets),
        moment(credentials.refresh_token_expiration, now),
    )
}

fn as_json(token: &FederationToken, show_secrets: bool) -> serde_json::Value {
    let FederationToken { user_id, user_arn, sign_in_url, credentials } = token;
    let secret = |secret: &Sensitive<String>| show_secrets.then(|| secret.expose().clone());
    serde_json::json!({
        "userId": user_id,
        "userArn": user_arn,
        "signInUrl": sign_in_url,
        "accessToken": secret(&credentials.access_token),
        "accessTokenExpiration": credentials.access_token_expiration.to_string(),
        "refreshToken": secret(&credentials.refresh_token),
        "refreshTokenExpiration": credentials.refresh_token_expiration.to_string(),
    })
}

fn shown(secret: &Sensitive<String>, show: bool) -> String {
    if show {
        return secret.expose().clone();
    }
    format!("******** ({} characters; --show-secrets prints them)", secret.expose().chars().count())
}

/// Formats a point in time in UTC, with the distance from now.
fn moment(at: Timestamp, now: Timestamp) -> String {
    let seconds = Timestamp::from_unix_seconds(at.unix_seconds()).unwrap_or(at);
    let utc = seconds.to_string().replace('T', " ").replace('Z', " UTC");
    match (at.duration_since(now), now.duration_since(at)) {
        (Some(left), _) => format!("{utc} (in {})", distance(left)),
        (None, past) => format!("{utc} (expired {} ago)", distance(past.unwrap_or_default())),
    }
}

fn distance(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds, seconds / 60, seconds / 3600) {
        (0..60, _, _) => format!("{seconds} s"),
        (_, minutes @ 0..60, _) => format!("{minutes} min"),
        (_, minutes, hours @ 0..48) => format!("{hours} h {} min", minutes % 60),
        (_, _, hours) => format!("{} days", hours / 24),
    }
}
