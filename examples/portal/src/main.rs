//! Starts the portal on a loopback port.
//!
//! `cargo run -p connect-portal` needs no AWS account: it calls a local stand-in for Amazon Connect. With
//! `CONNECT_INSTANCE_ID`, `CONNECT_INSTANCE_URL`, AWS credentials and `AWS_REGION` in the environment, the
//! list has one agent, whose credentials these are. `PORTAL_PORT` sets the port.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use connect_portal::{Agent, Portal, demo};
use connect_runtime::Client;
use connect_runtime::testing::LocalConnect;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

const PORT: u16 = 8700;

type BoxError = Box<dyn Error>;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env();
    tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| "connect_portal=info".into()))
        .with_writer(std::io::stderr)
        .init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), BoxError> {
    let listener = listen().await?;
    let url = format!("http://{}", listener.local_addr()?);
    // The stand-in runs until this value is dropped.
    let (portal, _stand_in) = portal(&url).await?;
    eprintln!("Open {url}/ in a browser. Press Ctrl-C to stop.");
    axum::serve(listener, portal.router()?).await?;
    Ok(())
}

async fn listen() -> Result<TcpListener, BoxError> {
    let port = match env::var("PORTAL_PORT") {
        Ok(text) => text.parse().map_err(|_| format!("PORTAL_PORT is no port: {text}"))?,
        Err(_) => PORT,
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await;
    Ok(listener.map_err(|error| format!("cannot listen on port {port}: {error}"))?)
}

async fn portal(url: &str) -> Result<(Portal, Option<LocalConnect>), BoxError> {
    let url = url.parse()?;
    if let Ok(instance_id) = env::var("CONNECT_INSTANCE_ID") {
        let instance_url = env::var("CONNECT_INSTANCE_URL").map_err(|_| {
            "CONNECT_INSTANCE_URL is not set; set it to the access URL of the instance, such as \
             https://example.my.connect.aws"
        })?;
        let instance_url =
            instance_url.parse().map_err(|_| "CONNECT_INSTANCE_URL is no URL".to_owned())?;
        let agent = Agent::new("me", "The user of these credentials", Client::from_env()?);
        return Ok((Portal { url, instance_id, instance_url, agents: vec![agent] }, None));
    }
    let service = demo::stand_in().await?;
    eprintln!(
        "No CONNECT_INSTANCE_ID in the environment; calling a stand-in for Amazon Connect at {}.",
        service.endpoint_url()
    );
    let portal = Portal {
        url,
        instance_id: LocalConnect::INSTANCE_ID.to_owned(),
        instance_url: service.endpoint_url().parse()?,
        agents: demo::agents(&service)?,
    };
    Ok((portal, Some(service)))
}
