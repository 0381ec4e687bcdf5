//! Where the calls of the examples go.

use std::process::ExitCode;

use connect_runtime::Client;
use connect_runtime::testing::LocalConnect;

/// The error of an example, whatever it is.
pub(crate) type BoxError = Box<dyn std::error::Error>;

/// A client, and the instance to use it on.
pub(crate) struct Target {
    pub(crate) client: Client,
    pub(crate) instance_id: String,
    /// Runs as long as this value lives.
    _stand_in: Option<LocalConnect>,
}

impl Target {
    /// Amazon Connect, where the environment has `CONNECT_INSTANCE_ID` beside AWS credentials and a
    /// region; else a stand-in on this machine, whose routes are set by `add_routes`.
    pub(crate) async fn choose(add_routes: impl FnOnce(&LocalConnect)) -> Result<Self, BoxError> {
        if let Ok(instance_id) = std::env::var("CONNECT_INSTANCE_ID") {
            return Ok(Self { client: Client::from_env()?, instance_id, _stand_in: None });
        }
        let service = LocalConnect::start().await?;
        add_routes(&service);
        eprintln!(
            "No CONNECT_INSTANCE_ID in the environment: calling a stand-in for Amazon Connect at {}.",
            service.endpoint_url()
        );
        Ok(Self {
            client: service.client()?,
            instance_id: LocalConnect::INSTANCE_ID.to_owned(),
            _stand_in: Some(service),
        })
    }
}

/// Prints the error with its causes.
pub(crate) fn exit_code(result: Result<(), BoxError>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
    for cause in std::iter::successors(error.source(), |&cause| cause.source()) {
        eprintln!("  caused by: {cause}");
    }
    ExitCode::FAILURE
}
