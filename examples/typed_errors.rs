//! Deletes contact flows and handles each kind of error in its own way.
//!
//! `cargo run --example typed_errors` calls a local stand-in, which fails in several ways. With
//! `CONNECT_INSTANCE_ID`, AWS credentials and `AWS_REGION` in the environment, it calls Amazon Connect
//! for flows that do not exist.

mod support;

use std::process::ExitCode;

use connect_runtime::testing::{
    Fault, LocalConnect, ReceivedRequest, error_response, json_response,
};
use connect_runtime::{ApiError, ConnectError, Error, Result, connect_api, http};
use serde_json::{Value, json};

use support::{BoxError, Target, exit_code};

#[derive(Debug, ConnectError)]
enum DeleteFlowError {
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),

    /// The fields hold the members of the error body.
    #[code("ResourceInUseException")]
    InUse {
        resource_type: Option<String>,
        resource_id: Option<String>,
        #[api_error]
        error: ApiError,
    },

    #[code("AccessDeniedException")]
    NotAllowed,

    /// Every other error: other codes, no connection, no credentials.
    #[other]
    Other(Error),
}

#[connect_api(error = DeleteFlowError)]
trait Flows {
    /// Deletes a contact flow.
    #[connect_endpoint(DELETE "/contact-flows/<InstanceId>/<ContactFlowId>")]
    async fn delete_contact_flow(&self, instance_id: &str, contact_flow_id: &str) -> Result<()>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    exit_code(run().await)
}

async fn run() -> Result<(), BoxError> {
    let target = Target::choose(flows()).await?;
    if let Some(stand_in) = &target.stand_in {
        stand_in.inject_with(fault);
    }
    for flow in ["unused", "in-use", "someone-elses", "unknown", "busy", ".."] {
        let outcome = match target.client.delete_contact_flow(&target.instance_id, flow).await {
            Ok(()) => "deleted".to_owned(),
            Err(error) => explain(&error),
        };
        println!("{flow}: {outcome}");
    }
    Ok(())
}

fn explain(error: &DeleteFlowError) -> String {
    match error {
        DeleteFlowError::NotFound(error) => {
            format!("already deleted ({})", error.message().unwrap_or("no message"))
        }
        DeleteFlowError::InUse { resource_type, resource_id, error } => {
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
            format!(
                "used by {} {} (request id for AWS support: {})",
                text(resource_type),
                text(resource_id),
                error.request_id().unwrap_or("?")
            )
        }
        DeleteFlowError::NotAllowed => "the credentials do not allow deleting flows".to_owned(),
        DeleteFlowError::Other(error) if error.is_throttling() => {
            format!("try again later: {error}")
        }
        DeleteFlowError::Other(error) => format!("failed: {error}"),
    }
}

/// Returns a flow for the stand-in that can be deleted.
fn flows() -> Vec<Value> {
    let flow = json!({
        "family": "ContactFlow",
        "in": [LocalConnect::INSTANCE_ID],
        "id": "unused",
        "members": { "Name": "An old flow" },
    });
    vec![flow]
}

/// Returns what the stand-in answers for flows that cannot be deleted.
fn fault(request: &ReceivedRequest, _number: u64) -> Option<Fault> {
    let fault = match request.path.rsplit('/').next()? {
        "in-use" => {
            let members = json!({
                "Message": "The flow is in use",
                "ResourceType": "PHONE_NUMBER",
                "ResourceId": "p-1",
                "__type": "ResourceInUseException",
            });
            Fault::Answer(json_response(http::StatusCode::CONFLICT, &members))
        }
        "someone-elses" => Fault::Answer(error_response(
            http::StatusCode::FORBIDDEN,
            "AccessDeniedException",
            "Not allowed",
        )),
        "busy" => Fault::Throttling { retry_after: None },
        _ => return None,
    };
    Some(fault)
}
