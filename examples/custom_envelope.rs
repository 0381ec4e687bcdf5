//! Calls Amazon Connect through a gateway with its own response format.
//!
//! `cargo run --example custom_envelope` starts the gateway on a loopback port.

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{
    ApiError, DecodeError, Envelope, Error, Result, connect_api, decode_json, http,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use serde_json::value::RawValue;

/// Decodes the gateway's format: `{"status": "ok", "result": …}` or
/// `{"status": "failed", "reason": {"id": …, "text": …}}`, always with HTTP status 200.
enum Gateway {}

#[derive(Deserialize)]
struct Frame<'a> {
    status: &'a str,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    reason: Option<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    id: String,
    text: Option<String>,
}

impl<T: DeserializeOwned> Envelope<T> for Gateway {
    fn decode(response: &http::Response<Bytes>) -> Result<T, Error> {
        if !response.status().is_success() {
            // The gateway itself failed, so the body is not in its format.
            return Err(ApiError::from_response(response).into());
        }
        let not_ours = || DecodeError::new(response, "is not in the gateway's format");
        let frame: Frame<'_> = serde_json::from_slice(response.body()).map_err(|_| not_ours())?;
        match (frame.status, frame.result, frame.reason) {
            ("ok", Some(result), _) => Ok(decode_json(response, result.get().as_bytes())?),
            ("failed", _, Some(reason)) => {
                Err(ApiError::new(response, reason.id, reason.text).into())
            }
            _ => Err(not_ours().into()),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeQueueOutput {
    queue: Queue,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Queue {
    name: String,
}

#[connect_api(envelope = Gateway)]
trait Queues {
    #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
    async fn describe_queue(
        &self,
        instance_id: &str,
        queue_id: &str,
    ) -> Result<DescribeQueueOutput>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = LocalConnect::start().await?;
    add_routes(&gateway);
    let client = gateway.client()?;
    for queue in ["support", "unknown"] {
        match client.describe_queue(LocalConnect::INSTANCE_ID, queue).await {
            Ok(found) => println!("{queue}: {}", found.queue.name),
            Err(error) => println!("{queue}: {error}"),
        }
    }
    Ok(())
}

fn add_routes(gateway: &LocalConnect) {
    gateway.route(http::Method::GET, "/queues/<InstanceId>/<QueueId>", |request| {
        let answer = match request.label("QueueId") {
            Some("support") => {
                json!({ "status": "ok", "result": { "Queue": { "Name": "Customer support" } } })
            }
            _ => json!({ "status": "failed", "reason": { "id": "NoQueue", "text": "no such queue" } }),
        };
        json_response(http::StatusCode::OK, &answer)
    });
}
