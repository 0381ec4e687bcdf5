//! Chooses what the examples call, and reports their errors.

use std::process::ExitCode;

use connect_runtime::Client;
use connect_runtime::testing::LocalConnect;

/// Any error of an example.
pub(crate) type BoxError = Box<dyn std::error::Error>;

/// A client and the instance to use.
pub(crate) struct Target {
    pub(crate) client: Client,
    pub(crate) instance_id: String,
    /// Keeps the stand-in running until this value is dropped.
    _stand_in: Option<LocalConnect>,
}

impl Target {
    /// Chooses Amazon Connect if the environment has `CONNECT_INSTANCE_ID`. The client then takes AWS
    /// credentials and region from the environment too. Otherwise starts a local stand-in and calls
    /// `add_routes` to set its routes.
    pub(crate) async fn choose(add_routes: impl FnOnce(&LocalConnect)) -> Result<Self, BoxError> {
        if let Ok(instance_id) = std::env::var("CONNECT_INSTANCE_ID") {
            return Ok(Self { client: Client::from_env()?, instance_id, _stand_in: None });
        }
        let service = LocalConnect::start().await?;
        add_routes(&service);
        eprintln!(
            "No CONNECT_INSTANCE_ID in the environment; calling a stand-in for Amazon Connect at {}.",
            service.endpoint_url()
        );
        Ok(Self {
            client: service.client()?,
            instance_id: LocalConnect::INSTANCE_ID.to_owned(),
            _stand_in: Some(service),
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
