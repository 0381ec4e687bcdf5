//! Checks the warning events about values in another form than declared: once for each operation and member,
//! and never with a value.
//!
//! This test has its own binary because it installs a global subscriber, and the events are sent once for each
//! process.

use std::collections::BTreeMap;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Call, Client, ConnectClient, Pages, Timestamp, connect_endpoint, http, http::Method,
};
use connect_tests::Log;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    count: i32,
    on: bool,
    name: String,
    at: Option<Timestamp>,
    map: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Busy {
    seconds: u32,
}

trait Api: ConnectClient {
    #[connect_endpoint(GET "/describe", name = "DescribeRepaired")]
    fn describe(&self) -> Call<'_, Output>;

    #[connect_endpoint(GET "/other", name = "DescribeOtherRepaired")]
    fn other(&self) -> Call<'_, Output>;

    #[connect_endpoint(GET "/list?<token>", name = "ListRepaired", pages(token = "Token", items = "Items"))]
    fn list(&self, token: Option<&str>) -> Pages<'_, Item>;

    #[connect_endpoint(GET "/fail", name = "FailRepaired")]
    fn fail(&self) -> Call<'_, Output>;
}
impl Api for Client {}

const ITEMS: &str = r#"{"Items":[
    {"Count":"41","On":1,"Name":"c\ud83d","At":"Sun, 25 Jan 2015 08:00:00 GMT","Map":{"jane@example.com":"7"}},
    {"Count":"42","On":0,"Name":77,"At":"2015-01-25","Map":{"jane@example.com":8}}]}"#;

/// Returns the lines about repairs that `log` has, and removes what all have in common.
fn repairs(log: &Log) -> Vec<String> {
    let text = log.text();
    let lines = text.lines().filter(|line| line.contains("connect_runtime::decode"));
    lines.map(|line| line.split_once("nevertheless ").unwrap().1.trim().to_owned()).collect()
}

#[tokio::test]
async fn a_repair_is_reported_once_for_each_operation_and_member() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_env_filter("connect_runtime=warn")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    let service = LocalConnect::start().await.unwrap();
    for path in ["/describe", "/other"] {
        service.route(Method::GET, path, |_| http::Response::new(ITEMS.into()));
    }
    service.route(Method::GET, "/list", |request| {
        let is_first = request.query_values("token").is_empty();
        let token = if is_first { r#""Token":7,"# } else { "" };
        http::Response::new(ITEMS.replacen('{', &format!("{{{token}"), 1).into())
    });
    service.route(Method::GET, "/fail", |_| {
        let body = r#"{"code":"Busy","Seconds":"7"}"#;
        http::Response::builder().status(400).body(body.into()).unwrap()
    });
    let clients = connect_tests::http_clients!()
        .map(|http_client| service.client_builder().http_client(http_client).build().unwrap());

    for client in &clients {
        let output = client.describe().await.unwrap();
        assert_eq!((output.items[0].count, output.items[1].on), (41, false));
        assert_eq!(
            (output.items[0].name.as_str(), output.items[1].name.as_str()),
            ("c\u{fffd}", "77")
        );
        assert!(output.items[0].at > output.items[1].at);
        assert_eq!(output.items[0].map["jane@example.com"], 7);
    }
    let expected = |operation: &str| {
        [
            ("Items[].Count", "a number as text", "an integer"),
            ("Items[].On", "an integer", "a boolean"),
            ("Items[].At", "an http-date", "a time"),
            ("Items[].Map.*", "a number as text", "an integer"),
            ("Items[].Name", "an integer", "a string"),
        ]
        .map(|(member, found, read_as)| {
            format!(
                "rpc.method=\"{operation}\" connect.member=\"{member}\" connect.found=\"{found}\" \
                 connect.read_as=\"{read_as}\""
            )
        })
    };
    assert_eq!(repairs(&log), expected("DescribeRepaired"));
    let [_, client] = clients;
    client.other().await.unwrap();
    assert_eq!(repairs(&log)[5..], expected("DescribeOtherRepaired"));

    let mut pages = client.list(None);
    let mut count = 0;
    while let Some(item) = pages.next().await {
        count += item.unwrap().count;
    }
    assert_eq!(count, 2 * (41 + 42));
    let listed = repairs(&log)[10..].to_vec();
    assert_eq!(listed[..5], expected("ListRepaired"));
    assert!(listed[5].contains(r#"member="Token" connect.found="an integer""#), "{listed:?}");
    assert_eq!(listed.len(), 6);

    let error = client.fail().await.unwrap_err();
    assert_eq!(error.api().unwrap().members::<Busy>().unwrap().seconds, 7);
    let last = repairs(&log).pop().unwrap();
    assert!(last.contains(r#"rpc.method="FailRepaired" connect.member="Seconds""#), "{last}");

    for value in ["41", "42", "jane", "77", "2015", "example"] {
        assert!(
            !log.text().lines().any(|line| line
                .split_once("nevertheless")
                .is_some_and(|(_, fields)| fields.contains(value))),
            "{value}"
        );
    }
}
