//! Chooses what the examples call, and reports their errors.

use std::process::ExitCode;

use connect_runtime::Client;
use connect_runtime::testing::LocalConnect;
use serde_json::{Value, json};

/// Any error of an example.
pub(crate) type BoxError = Box<dyn std::error::Error>;

/// A client and the instance to use.
pub(crate) struct Target {
    pub(crate) client: Client,
    pub(crate) instance_id: String,
    /// The stand-in, which runs until this value is dropped.
    #[allow(dead_code, reason = "not every example looks at it")]
    pub(crate) stand_in: Option<LocalConnect>,
}

impl Target {
    /// Chooses Amazon Connect if the environment has `CONNECT_INSTANCE_ID`. The client then takes AWS
    /// credentials and region from the environment too. Otherwise starts a local stand-in that keeps
    /// these records from the start.
    pub(crate) async fn choose(records: Vec<Value>) -> Result<Self, BoxError> {
        if let Ok(instance_id) = std::env::var("CONNECT_INSTANCE_ID") {
            return Ok(Self { client: Client::from_env()?, instance_id, stand_in: None });
        }
        let state = json!({ "records": records }).to_string();
        let service = LocalConnect::builder().state(state).start().await?;
        eprintln!(
            "No CONNECT_INSTANCE_ID in the environment; calling a stand-in for Amazon Connect at {}.",
            service.endpoint_url()
        );
        Ok(Self {
            client: service.client()?,
            instance_id: LocalConnect::INSTANCE_ID.to_owned(),
            stand_in: Some(service),
        })
    }
}

/// Prints an error with its causes, and returns the exit code.
pub(crate) fn exit_code(result: Result<(), BoxError>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
    for cause in std::iter::successors(error.source(), |&cause| cause.source()) {
        eprintln!("  caused by: {cause}");
    }
    ExitCode::FAILURE
}
