//! Sends the requests of the peer check. `tests/peer/run` starts this program; see `tests/peer/README.md`.

#[path = "../operations/mod.rs"]
mod operations;

mod moto_scenario;
mod scenario;

use std::process::ExitCode;

use connect_runtime::{Client, ClientBuilder, Error};
use operations::{AnyCall, cases};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["wire", endpoint] => wire(endpoint).await,
        ["moto", endpoint] => moto(endpoint).await,
        ["scenario", endpoint] => scenario(endpoint).await,
        _ => Err("the arguments are `wire`, `moto` or `scenario`, and an address".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

/// Builds a client with credentials and region from the environment.
fn client(endpoint: &str) -> Result<Client, String> {
    let client =
        ClientBuilder::from_env().and_then(|builder| builder.endpoint_url(endpoint).build());
    client.map_err(|error| error.to_string())
}

/// Sends every case once and prints its name.
async fn wire(endpoint: &str) -> Result<(), String> {
    let client = client(endpoint)?;
    for case in cases() {
        send((case.call)(&client)).await.map_err(|error| format!("{}: {error}", case.name))?;
        println!("{}", case.name);
    }
    Ok(())
}

/// Sends one request and ignores the content of the response.
async fn send(call: AnyCall<'_>) -> Result<(), Error> {
    let outcome = match call {
        AnyCall::Call(call) => (*call).await,
        AnyCall::Pages(mut pages) => pages.next().await.map_or(Ok(()), |item| item.map(drop)),
    };
    match outcome {
        Err(Error::Decode(_)) => Ok(()),
        outcome => outcome,
    }
}

async fn moto(endpoint: &str) -> Result<(), String> {
    moto_scenario::run(&client(endpoint)?).await.map_err(|wrong| wrong.to_string())
}

async fn scenario(endpoint: &str) -> Result<(), String> {
    scenario::run(&client(endpoint)?).await.map_err(|error| error.to_string())
}
