//! Tests how a client makes calls: attempts, timeouts, credentials, pages, presigning and transports.

mod attempts;
mod call_options;
mod cancellation;
mod clock_skew;
mod credential_loads;
mod credential_values;
mod credentials;
mod debug_output;
mod end_to_end;
mod http_clients;
mod many;
mod many_calls;
mod pace;
mod page_names;
mod pages;
mod presigned;
mod repeating;
mod runtimes;
mod standstill;
mod transport_failures;
mod transports;
mod without_runtime;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Client, HttpClient};

/// Returns a client that calls the stand-in over an HTTP client.
fn client_over(http_client: HttpClient, service: &LocalConnect) -> Client {
    service.client_builder().http_client(http_client).build().unwrap()
}

/// Returns a command that runs one ignored test of this binary over an HTTP client, in a process of its own.
fn child_process(
    test: (&str, HttpClient, &str),
    environment: &[(&str, String)],
) -> std::process::Command {
    let (module, http_client, name) = test;
    let test = format!("{module}::over_{http_client:?}::{name}").to_lowercase();
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args([&*test, "--exact", "--ignored", "--nocapture"]);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command
}
