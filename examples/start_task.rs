//! Starts a task contact in Amazon Connect, exactly once, with an idempotency token.
//!
//! `cargo run --example start_task` calls a local stand-in for Amazon Connect. With
//! `CONNECT_INSTANCE_ID`, `CONNECT_FLOW_ID`, AWS credentials and `AWS_REGION` in the environment, it
//! calls Amazon Connect.

mod support;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use connect_runtime::testing::LocalConnect;
use connect_runtime::{ConnectEnum, Result, Timestamp, connect_api};
use serde::{Deserialize, Serialize};

use support::{BoxError, Target, exit_code};

/// A link or address that the agent sees in the task.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Reference<'a> {
    value: &'a str,
    r#type: ReferenceType,
}

/// The reference types that this program uses. `Other` holds the rest.
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
    /// Starts a task. If an earlier call had the same token, the service returns the contact of that
    /// call. `None` sends a fresh token.
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
    let target = Target::choose(Vec::new()).await?;
    let flow_id = std::env::var("CONNECT_FLOW_ID").unwrap_or_else(|_| "a-flow".to_owned());
    let order = Reference { value: "https://shop.example/orders/7", r#type: ReferenceType::Url };
    let customer = Reference { value: "jane@example.com", r#type: ReferenceType::Email };
    let references = BTreeMap::from([("Order", order), ("Customer", customer)]);
    let in_an_hour = Timestamp::try_from(SystemTime::now() + Duration::from_hours(1))?;
    for attempt in ["first call", "second call"] {
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
    if let Some(request) = target.stand_in.iter().flat_map(LocalConnect::requests).next() {
        eprintln!("The stand-in received {}", String::from_utf8_lossy(&request.body));
    }
    Ok(())
}
