//! Calls the methods that `cargo connect add` wrote. `scaffolded.py` copies this file into its crate.
//!
//! Each line of standard input is a call: a service, an operation, and the arguments by their names. The response to it
//! is one line of standard output: what the method returned, or the error.

mod services;
mod unlisted;

use std::error::Error as _;
use std::pin::Pin;
use std::process::ExitCode;

use connect_runtime::{Client, ClientBuilder, Error, Pages};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, stdin, stdout};

/// More items than the samples have on all pages.
const MOST_ITEMS: usize = 1000;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<Box<RawValue>, String>> + 'a>>;
type Method = for<'a> fn(&'a Client, &'a Arguments) -> Answer<'a>;
/// The methods of a service by the names of their operations.
type Methods = &'static [(&'static str, Method)];

#[derive(serde::Deserialize)]
struct Request {
    service: String,
    operation: String,
    arguments: Arguments,
}

/// The arguments of a call by their names, as the model has them on the wire.
#[derive(serde::Deserialize)]
struct Arguments(Map<String, Value>);

impl Arguments {
    /// Returns an argument. One that is absent is `None` of an `Option`.
    fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let text = self.0.get(name).unwrap_or(&Value::Null).to_string();
        // From bytes, as the runtime reads responses: the compiler needs that code anyway.
        serde_json::from_slice(text.as_bytes()).map_err(|error| format!("`{name}`: {error}"))
    }
}

/// Borrows texts.
fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// Writes what a method returned as JSON.
fn single<T: Serialize>(outcome: Result<T, Error>) -> Result<Box<RawValue>, String> {
    outcome.map_err(said).and_then(|value| as_json(&value))
}

/// Writes the items of all pages as JSON.
async fn paged<T: Serialize>(pages: Pages<'_, T>) -> Result<Box<RawValue>, String> {
    as_json(&pages.collect_at_most(MOST_ITEMS).await.map_err(said)?)
}

fn as_json<T: Serialize>(value: &T) -> Result<Box<RawValue>, String> {
    let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    RawValue::from_string(text).map_err(|error| error.to_string())
}

/// Returns an error with its causes.
fn said(error: Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    // One attempt, so that each call sends one request for each page.
    let client = ClientBuilder::from_env().and_then(|builder| builder.max_attempts(1).build());
    let client = client.map_err(said)?;
    let mut requests = BufReader::new(stdin()).lines();
    let mut output = stdout();
    while let Some(line) = requests.next_line().await.map_err(|error| error.to_string())? {
        let request = serde_json::from_str::<Request>(&line).map_err(|error| error.to_string())?;
        let line = match answer(&client, &request).await {
            Ok(returned) => json!({ "returned": returned }),
            Err(error) => json!({ "error": error }),
        };
        let write = output.write_all(format!("{line}\n").as_bytes()).await;
        write.and(output.flush().await).map_err(|error| error.to_string())?;
    }
    Ok(())
}

async fn answer(client: &Client, request: &Request) -> Result<Box<RawValue>, String> {
    let methods = services::methods(&request.service);
    let method = methods.iter().find(|(operation, _)| *operation == request.operation);
    let (_, method) = method.ok_or_else(|| "the crate has no method for it".to_owned())?;
    method(client, &request.arguments).await
}
