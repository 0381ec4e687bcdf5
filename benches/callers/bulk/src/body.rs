//! A body of 122 KB with one `None`, as a call builds it and by `serde_json` alone.

use std::hint::black_box;

use connect_runtime::{Call, Client, ConnectClient, Credentials, connect_endpoint};
use serde::Serialize;

use crate::Result;

const BYTES: usize = 122 * 1024;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    description: Option<String>,
    values: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    primary_attribute: String,
    name: String,
    value: String,
    weight: f64,
    position: u32,
    is_enabled: bool,
}

trait Tables: ConnectClient {
    #[connect_endpoint(POST "/table-values/<TableId>", unchecked)]
    fn put_values(&self, table_id: &str, #[body] rows: &Rows) -> Call<'_, ()>;
}
impl Tables for Client {}

pub(crate) fn by_serde_json(times: usize) -> Result<()> {
    let rows = rows()?;
    for _ in 0..times {
        black_box(serde_json::to_vec(black_box(&rows))?);
    }
    Ok(())
}

/// Builds the call, and neither signs nor sends it.
pub(crate) fn by_call(times: usize) -> Result<()> {
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "key", None, None, "static");
    let client = Client::builder().region("us-west-2").credentials(credentials).build()?;
    let rows = rows()?;
    let expected = serde_json::to_vec(&rows)?.len() - r#""Description":null,"#.len();
    for _ in 0..times {
        let call = client.put_values("a-table", black_box(&rows));
        let body = black_box(&call).request().ok_or("no request")?.body();
        if body.len() != expected {
            return Err("the body has other members".into());
        }
    }
    Ok(())
}

/// The first rows of at least [`BYTES`] bytes, without a description.
fn rows() -> Result<Rows> {
    let mut rows = Rows { description: None, values: Vec::new() };
    let mut length = 0;
    while length < BYTES {
        let row = row(rows.values.len())?;
        length += serde_json::to_vec(&row)?.len() + 1;
        rows.values.push(row);
    }
    Ok(rows)
}

fn row(number: usize) -> Result<Row> {
    let position = u32::try_from(number)?;
    Ok(Row {
        primary_attribute: format!("f7d1a2b3-0000-4000-8000-{number:012}"),
        name: format!("agent.{number}@example.com"),
        value: "Say \"hello\" to the customer, and transfer the contact to the next queue.".into(),
        weight: f64::from(position) / 8.0,
        position,
        is_enabled: number.is_multiple_of(2),
    })
}
