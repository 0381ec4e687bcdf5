//! Checks that an argument either ends the call before sending, or arrives unchanged in a correctly signed
//! request.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use connect_runtime::testing::{LocalConnect, ReceivedRequest};
use connect_runtime::{Call, Client, ConnectClient, Error, connect_endpoint, http};
use proptest::prelude::*;
use tokio::runtime::Runtime;

trait Anything: ConnectClient {
    #[connect_endpoint(GET "/label/<Label>/end")]
    fn label(&self, label: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/greedy/<Key..>")]
    fn greedy(&self, key: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/query?<one>")]
    fn query(&self, one: Option<&str>, #[query("many")] many: &[String]) -> Call<'_, ()>;

    #[connect_endpoint(GET "/query-map")]
    fn query_map(&self, #[query] pairs: &BTreeMap<String, Vec<String>>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/header")]
    fn header(&self, #[header("X-Value")] value: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/header-list")]
    fn header_list(&self, #[header("X-Value")] value: &[String]) -> Call<'_, ()>;

    #[connect_endpoint(GET "/header-map")]
    fn header_map(&self, #[headers("X-Map-")] headers: &BTreeMap<String, String>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/body")]
    fn body(
        &self,
        #[body("Text")] text: &str,
        #[body("Map")] map: &BTreeMap<String, Option<String>>,
    ) -> Call<'_, ()>;
}
impl Anything for Client {}

struct Stand {
    runtime: Runtime,
    _service: LocalConnect,
    received: Arc<Mutex<Vec<ReceivedRequest>>>,
    clients: [Client; 2],
}

/// Serves all tests of this file with one stand-in. Each test has its own path and makes its calls in sequence.
static STAND: LazyLock<Stand> = LazyLock::new(|| {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    // The stand-in would keep all requests, and copy them for each case.
    let service = LocalConnect::builder().keep_requests(false);
    let service = runtime.block_on(service.start()).unwrap();
    let received = Arc::<Mutex<Vec<ReceivedRequest>>>::default();
    let gets = ["/label/<Label>/end", "/greedy/<Key..>", "/query", "/query-map", "/header"];
    let gets = gets.iter().chain(&["/header-list", "/header-map"]);
    for (method, path) in
        gets.map(|path| (http::Method::GET, *path)).chain([(http::Method::POST, "/body")])
    {
        let received = Arc::clone(&received);
        service.route(method, path, move |request| {
            received.lock().unwrap().push(request.clone());
            http::Response::default()
        });
    }
    let clients = connect_tests::http_clients!()
        .map(|http_client| service.client_builder().http_client(http_client).build().unwrap());
    Stand { runtime, _service: service, received, clients }
});

/// Sends the call that `make` returns over each HTTP client. Returns the received request, or `None` if the call
/// ended before sending.
fn send(make: impl for<'a> Fn(&'a Client) -> Call<'a, ()>) -> Option<ReceivedRequest> {
    let [over_reqwest, over_hyper] =
        STAND.clients.each_ref().map(|client| send_over(client, &make));
    let parts = |request: &ReceivedRequest| {
        (request.path.clone(), request.query.clone(), request.body.clone())
    };
    assert_eq!(over_reqwest.as_ref().map(parts), over_hyper.as_ref().map(parts));
    over_hyper
}

fn send_over(
    client: &Client,
    make: impl for<'a> Fn(&'a Client) -> Call<'a, ()>,
) -> Option<ReceivedRequest> {
    let Stand { runtime, received, .. } = &*STAND;
    let call = make(client);
    let expected =
        call.request().map(|request| (request.path().to_owned(), request.query().to_owned()));
    let result = runtime.block_on(call.into_future());
    let Some((path, query)) = expected else {
        assert!(matches!(result, Err(Error::Construction(_))), "{result:?}");
        return None;
    };
    assert!(result.is_ok(), "{result:?}");
    let mut received = received.lock().unwrap();
    let index = received.iter().position(|request| request.path == path && request.query == query);
    let index = index.unwrap_or_else(|| panic!("{path}?{query} did not arrive"));
    let received = received.swap_remove(index);
    assert!(received.is_verified);
    Some(received)
}

/// Generates texts with many characters that matter on the wire.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-A-Za-z0-9/?#%&=+ .~:@,;'\"\\\\<>{}|^`\\[\\]!$()*é日🦀]{0,12}",
        "[./]{0,5}",
        "(%[0-9A-Fa-f]{2}){0,4}",
        "[ -~]{0,40}",
    ]
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_label_arrives_or_is_rejected(label in text()) {
        let refused =
            label.is_empty() || label.split('/').any(|segment| [".", ".."].contains(&segment));
        match send(|client| client.label(&label)) {
            Some(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(request.label("Label"), Some(label.as_str()));
                prop_assert_eq!(request.path.matches('/').count(), 3);
            }
            None => prop_assert!(refused),
        }
    }

    #[test]
    fn a_greedy_label_arrives_or_is_rejected(key in text()) {
        let refused = key.split('/').any(|segment| ["", ".", ".."].contains(&segment));
        match send(|client| client.greedy(&key)) {
            Some(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(request.label("Key"), Some(key.as_str()));
                prop_assert_eq!(request.path.matches('/').count(), 2 + key.matches('/').count());
            }
            None => prop_assert!(refused),
        }
    }

    #[test]
    fn query_values_arrive(one in proptest::option::of(text()), many in prop::collection::vec(text(), 0..4)) {
        let request = send(|client| client.query(one.as_deref(), &many)).unwrap();
        prop_assert_eq!(request.query_values("one"), one.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(request.query_values("many"), many);
    }

    #[test]
    fn query_names_arrive(pairs in prop::collection::btree_map(text(), prop::collection::vec(text(), 0..3), 0..4)) {
        let request = send(|client| client.query_map(&pairs)).unwrap();
        for (name, values) in &pairs {
            prop_assert_eq!(&request.query_values(name), values);
        }
        let sent: usize = pairs.values().map(Vec::len).sum();
        let arrived = request.query.split('&').filter(|pair| !pair.is_empty()).count();
        prop_assert_eq!(arrived, sent);
    }

    #[test]
    fn a_header_arrives_or_is_rejected(value in text()) {
        let refused = value.chars().any(|c| !(' '..='~').contains(&c)) || value.trim() != value;
        match send(|client| client.header(&value)) {
            Some(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(request.header("x-value").unwrap_or_default(), value);
            }
            None => prop_assert!(refused),
        }
    }

    #[test]
    fn a_header_list_arrives_or_is_rejected(values in prop::collection::vec(text(), 0..4)) {
        let refused = values.concat().chars().any(|c| !(' '..='~').contains(&c));
        match send(|client| client.header_list(&values)) {
            Some(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(items(request.header("x-value").unwrap_or_default()), values);
            }
            None => prop_assert!(refused),
        }
    }

    #[test]
    fn a_header_map_arrives_or_is_rejected(
        map in prop::collection::btree_map("[-a-z0-9_. é]{0,6}", "[ -~]{0,6}", 0..3),
    ) {
        if let Some(request) = send(|client| client.header_map(&map)) {
            for (name, value) in &map {
                let header = request.header(&format!("x-map-{name}")).unwrap_or_default();
                prop_assert_eq!(header, value);
            }
        } else {
            let is_plain = |(name, value): (&String, &String)| {
                name.is_ascii() && !name.contains(' ') && value.trim() == value
            };
            prop_assert!(!map.iter().all(is_plain));
        }
    }

    #[test]
    fn a_body_arrives(
        value in text(),
        map in prop::collection::btree_map(text(), proptest::option::of(text()), 0..4),
    ) {
        let request = send(|client| client.body(&value, &map)).unwrap();
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let map: BTreeMap<_, _> = map.into_iter().filter(|(_, value)| value.is_some()).collect();
        prop_assert_eq!(body, serde_json::json!({ "Text": value, "Map": map }));
    }
}

/// Parses a header list whose items may be quoted.
fn items(mut list: &str) -> Vec<String> {
    let mut items = Vec::new();
    while !list.is_empty() {
        let (item, rest) = match list.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = list.find(',').unwrap_or(list.len());
                (list[..end].to_owned(), &list[end..])
            }
        };
        items.push(item);
        list = rest.strip_prefix(", ").unwrap_or_else(|| {
            assert!(rest.is_empty(), "{rest:?} follows an item");
            rest
        });
    }
    items
}

fn unquote(quoted: &str) -> (String, &str) {
    let mut item = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (item, &quoted[index + 1..]),
            '\\' => item.extend(characters.next().map(|(_, escaped)| escaped)),
            other => item.push(other),
        }
    }
    panic!("{quoted:?} has no closing quote")
}
