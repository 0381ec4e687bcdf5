//! Starts a task contact in Amazon Connect, once, however often it is asked to.
//!
//! `cargo run --example start_task` calls a stand-in on this machine. With `CONNECT_INSTANCE_ID`,
//! `CONNECT_FLOW_ID`, AWS credentials and `AWS_REGION` in the environment it calls Amazon Connect.

mod support;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{ConnectEnum, Result, Timestamp, connect_api, http};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use support::{BoxError, Target, exit_code};

/// What the agent finds in the task.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Reference<'a> {
    value: &'a str,
    r#type: ReferenceType,
}

/// The types this program uses; the service may know more.
#[derive(ConnectEnum)]
enum ReferenceType {
    Url,
    Email,
    #[other]
    Other(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartedContact {
    contact_id: String,
}

#[connect_api]
trait Contacts {
    /// Starts a task. The service answers a call that has the token of an earlier one with the
    /// contact that was started then; `None` is a fresh token.
    #[connect_endpoint(PUT "/contact/task", timeout = "10s")]
    async fn start_task_contact(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("References")] references: &BTreeMap<&str, Reference<'_>>,
        #[body("Attributes")] attributes: Option<&BTreeMap<&str, &str>>,
        #[body("ScheduledTime")] scheduled_time: Option<Timestamp>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<StartedContact>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    exit_code(run().await)
}

async fn run() -> Result<(), BoxError> {
    let target = Target::choose(add_tasks).await?;
    let flow_id = std::env::var("CONNECT_FLOW_ID").unwrap_or_else(|_| "a-flow".to_owned());
    let order = Reference { value: "https://shop.example/orders/7", r#type: ReferenceType::Url };
    let customer = Reference { value: "jane@example.com", r#type: ReferenceType::Email };
    let references = BTreeMap::from([("Order", order), ("Customer", customer)]);
    let in_an_hour = Timestamp::try_from(SystemTime::now() + Duration::from_hours(1))?;
    for attempt in ["asked once", "asked again"] {
        let contact = target
            .client
            .start_task_contact(
                &target.instance_id,
                &flow_id,
                "Call back about order 7",
                None,
                &references,
                None,
                Some(in_an_hour),
                Some("order-7-call-back"),
            )
            .await?;
        println!("{attempt}: contact {}", contact.contact_id);
    }
    Ok(())
}

/// Answers with one contact for each token.
fn add_tasks(service: &LocalConnect) {
    service.route(http::Method::PUT, "/contact/task", |request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        eprintln!("The stand-in received {body:#}");
        let contact_id = format!("contact-of-{}", body["ClientToken"].as_str().unwrap_or_default());
        json_response(http::StatusCode::OK, &json!({ "ContactId": contact_id }))
    });
}
