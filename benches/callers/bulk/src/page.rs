//! A page of 1,000 users, by `Pages` and by `serde_json` alone.

use std::hint::black_box;

use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Client, ConnectClient, Credentials, Pages, Transport, TransportError,
    connect_endpoint, http,
};
use serde::{Deserialize, Serialize};
use tokio::runtime::Builder;

use crate::Result;

const ITEMS: usize = 1000;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    user_summary_list: Vec<UserSummary>,
    next_token: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary {
    arn: Option<String>,
    id: Option<String>,
    last_modified_region: Option<String>,
    last_modified_time: Option<f64>,
    username: Option<String>,
}

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, UserSummary>;
}
impl Users for Client {}

pub(crate) fn by_serde_json(times: usize) -> Result<()> {
    let text = text()?;
    for _ in 0..times {
        let page: Page = serde_json::from_slice(black_box(&text))?;
        check(&black_box(page).user_summary_list)?;
    }
    Ok(())
}

/// Makes a whole call for each page, with a transport that answers from memory.
pub(crate) fn by_pages(times: usize) -> Result<()> {
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "key", None, None, "static");
    let builder = Client::builder().region("us-west-2").credentials(credentials);
    let client = builder.transport(Memory(text()?.into())).build()?;
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        for _ in 0..times {
            let mut pages = client.list_users("an-instance", None, None).by_page();
            check(&black_box(pages.next().await.ok_or("no page")??))?;
        }
        Ok(())
    })
}

fn check(users: &[UserSummary]) -> Result<()> {
    if users.len() == ITEMS { Ok(()) } else { Err("not all items were read".into()) }
}

fn text() -> Result<Vec<u8>> {
    let user_summary_list = (0..ITEMS).map(user).collect();
    let next_token = Some("bmV4dC1wYWdl".to_owned());
    Ok(serde_json::to_vec(&Page { user_summary_list, next_token })?)
}

fn user(number: usize) -> UserSummary {
    let id = format!("f7d1a2b3-0000-4000-8000-{number:012}");
    let instance =
        "arn:aws:connect:us-west-2:111122223333:instance/11111111-2222-4333-8444-555555555555";
    UserSummary {
        arn: Some(format!("{instance}/agent/{id}")),
        id: Some(id),
        last_modified_region: Some("us-west-2".to_owned()),
        last_modified_time: Some(1_764_072_000.125),
        username: Some(format!("agent.{number}@example.com")),
    }
}

/// A network that costs nothing.
struct Memory(Bytes);

impl Transport for Memory {
    fn send(
        &self,
        _request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(http::Response::new(self.0.clone()))))
    }
}
