//! What the stand-in tells about each request that it has answered.

use std::fmt;

use http::{Method, StatusCode};
use serde_json::Value;

use super::model::{Input, ModelRoute};
use crate::protocol::timestamp::Timestamp;

/// A request that [`LocalConnect`](super::LocalConnect) has answered, without anything secret.
///
/// `Display` writes one line: time, operation, status, the code of an error, and ids.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use connect_runtime::testing::LocalConnect;
/// use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};
///
/// trait Instances: ConnectClient {
///     #[connect_endpoint(GET "/instance/<InstanceId>")]
///     fn describe_instance(&self, instance_id: &str) -> Call<'_, serde_json::Value>;
/// }
/// impl Instances for Client {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let lines = Arc::new(Mutex::new(Vec::new()));
/// let log = Arc::clone(&lines);
/// let builder = LocalConnect::builder().on_call(move |call| {
///     log.lock().unwrap().push(call.to_string());
/// });
/// let service = builder.start().await?;
/// service.client()?.describe_instance(LocalConnect::INSTANCE_ID).await?;
/// let lines = lines.lock().unwrap();
/// assert!(lines[0].ends_with(&format!("DescribeInstance 200 InstanceId={}", LocalConnect::INSTANCE_ID)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HandledCall {
    /// When the stand-in answered.
    pub time: Timestamp,
    /// The HTTP method.
    pub method: Method,
    /// The operation of AWS's model. `None` for a request that is none.
    pub operation: Option<String>,
    /// The status of the response.
    pub status: StatusCode,
    /// The code of the error in the response.
    pub error_code: Option<String>,
    /// The names and values of ids in the request and in a successful response.
    pub ids: Vec<(String, String)>,
}

impl fmt::Display for HandledCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whole seconds are easier to read.
        let time = Timestamp::from_unix_seconds(self.time.unix_seconds()).unwrap_or(self.time);
        write!(f, "{time} ")?;
        match &self.operation {
            Some(operation) => f.write_str(operation)?,
            None => write!(f, "unknown {}", self.method)?,
        }
        write!(f, " {}", self.status.as_u16())?;
        if let Some(code) = &self.error_code {
            write!(f, " {code}")?;
        }
        self.ids.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

/// The most characters of an id.
const SHOWN: usize = 200;

/// Returns the ids in an input and in the body of a response, each once.
pub(super) fn ids(route: &ModelRoute, input: &Input, body: &[u8]) -> Vec<(String, String)> {
    let shapes = route.service.shapes();
    let name = route.operation.name();
    let output: Input = serde_json::from_slice(body).unwrap_or_default();
    let members = [(shapes.input_of(name), input), (shapes.output_of(name), &output)];
    let mut ids: Vec<(String, String)> = Vec::new();
    for (shape, values) in members {
        for member in shape.iter().flat_map(connect_model::Shape::members) {
            let is_shown = shapes.shape(member.shape).is_some_and(|shape| !shape.is_sensitive());
            let value = values.get(member.name).and_then(Value::as_str);
            if let Some(value) = value.filter(|_| is_shown && is_id(member.name)) {
                let shown = value.escape_debug().take(SHOWN).collect();
                let id = (member.name.to_owned(), shown);
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
    }
    ids
}

fn is_id(name: &str) -> bool {
    name.ends_with("Id") || name == "id" || name == "DomainName"
}
