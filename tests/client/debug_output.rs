//! Checks that the `Debug` output of each public type contains no secret.

use std::collections::BTreeSet;
use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::http::{self, Method, StatusCode};
use connect_runtime::testing::{
    ExpectedCall, Fault, LocalConnect, Recorder, Replay, Script, error_response, json_response,
};
use connect_runtime::{
    Blob, BoxFuture, Call, Client, ConnectClient, Credentials, Error, Many, Pages, Place, Retry,
    RetryDecision, Sensitive, ToValues, TowerTransport, Transport, TransportError,
    TransportErrorKind, TransportService, UnknownMember, connect_endpoint,
};
use serde_json::json;

const SECRET: &str = "SECRET-c0ffee";

/// Types that may print their fields, because these are not secret or the caller owns them.
///
/// [`Sensitive`] wraps values that must never be printed.
const PLAIN: [&str; 44] = [
    "Adaptive",
    "ApiError",
    "Auth",
    "Bare",
    "ConfigurationError",
    "ConstructionError",
    "DateTime",
    "DecodeError",
    "Document",
    "EpochSeconds",
    "Error",
    "FailedAttempt",
    "Finding",
    "Float",
    "HandledCall",
    "HttpClient",
    "HttpDate",
    "Identity",
    "InstanceId",
    "InstanceIdError",
    "Operation",
    "Pace",
    "Paging",
    "Place",
    "Progress",
    "Raw",
    "ReceivedRequest",
    "RecordingError",
    "Report",
    "RequestToken",
    "Response",
    "ResponseForm",
    "Result",
    "RetryDecision",
    "Samples",
    "ScriptError",
    "Service",
    "StateError",
    "TimeoutKind",
    "Timestamp",
    "TimestampError",
    "TransportError",
    "TransportErrorKind",
    "Wrapped",
];

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post/<Id>?<token>", pages(token = "T", items = "I", request_token = query("token")))]
    fn post(
        &self,
        id: &str,
        token: Option<&str>,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[body("Password")] password: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/post/<Id>?<token>", pages(token = "T", items = "I", request_token = query("token")))]
    fn list(
        &self,
        id: &str,
        token: Option<&str>,
        #[body("Password")] password: &str,
    ) -> Pages<'_, ()>;
}
impl Api for Client {}

struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

/// Returns the names of the types that a module of the crate exports.
fn public_types(source: &str) -> BTreeSet<&str> {
    let uses = source.split("pub use crate::").chain(source.split("pub use self::")).skip(1);
    uses.filter_map(|rest| rest.split(';').next())
        .filter(|path| path.lines().count() < 8 && !path.contains("//"))
        .flat_map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|name| name.starts_with(char::is_uppercase))
        .collect()
}

/// Returns the `Debug` output of each remaining type.
async fn printed() -> Vec<(&'static str, String)> {
    let secret = || SECRET.to_owned();
    let credentials = || Credentials::new("AKID", SECRET, Some(secret()), None, "test");
    let service = LocalConnect::builder().credentials(credentials());
    let service_builder = format!("{service:?}");
    let service = service.start().await.unwrap();
    let builder = service.client_builder();
    let client_builder = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = || client.post("i", Some(SECRET), SECRET, SECRET);
    let answer = json_response(StatusCode::OK, &json!({ "Token": SECRET }));
    let service_function = tower::service_fn(|_: http::Request<Bytes>| async {
        Ok::<_, TransportError>(http::Response::new(Bytes::new()))
    });
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("debug_output.json");
    let recorder = Recorder::new();
    let recording = recorder.wrapper()(std::sync::Arc::new(Nowhere));
    recorder.save(&path).unwrap();
    let replay = Replay::from_file(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    let script = Script::new([]);
    let unknown = UnknownMember::new("Name", json!(SECRET));
    vec![
        ("Blob", format!("{:?}", Blob::from(SECRET.as_bytes()))),
        ("Call", format!("{:?}", call())),
        ("Client", format!("{client:?}")),
        ("ClientBuilder", client_builder),
        ("ExpectedCall", {
            let call = ExpectedCall::of("Post").header("X-Amz-Bearer", SECRET).body(json!(SECRET));
            format!("{:?}", call.answer(answer.clone()))
        }),
        ("Fault", format!("{:?} {:?}", Fault::Answer(answer), Fault::Raw(SECRET.into()))),
        ("LocalConnect", format!("{service:?}")),
        ("LocalConnectBuilder", service_builder),
        ("Many", {
            let mut run = Many::over([secret(), secret()], |text| async { Ok::<_, Error>(text) });
            drop(run.next().await);
            format!("{run:?}")
        }),
        ("PageStream", format!("{:?}", call().pages())),
        ("Pages", format!("{:?}", client.list("i", Some(SECRET), SECRET))),
        ("Recorder", format!("{recorder:?}")),
        ("RecorderTransport", format!("{recording:?}")),
        ("Replay", format!("{replay:?}")),
        ("Request", format!("{:?}", call().request())),
        ("Retry", format!("{:?}", Retry::standard().classifier(|_| RetryDecision::Stop))),
        ("Script", format!("{script:?}")),
        ("Sensitive", format!("{:?}", Sensitive::new(secret()))),
        ("TowerTransport", format!("{:?}", TowerTransport::new(service_function))),
        ("TransportService", format!("{:?}", TransportService::new(Nowhere))),
        ("UnknownMember", format!("{unknown:?}")),
        (
            "Values",
            format!("{:?} {:?}", SECRET.to_values(Place::Header), [SECRET].to_values(Place::Query)),
        ),
    ]
}

#[tokio::test]
async fn no_type_prints_a_secret() {
    let printed = printed().await;
    for (name, text) in &printed {
        assert!(!text.contains(SECRET), "{name}: {text}");
        assert!(!text.is_empty());
    }
    // Traits and macros have no values.
    let others = ["BoxFuture", "ConnectClient", "Envelope", "ToValue", "ToValues", "Transport"];
    let sources: Vec<String> = connect_tests::sources("connect-runtime")
        .into_iter()
        .filter(|file| file.ends_with("src/lib.rs") || file.ends_with("src/testing.rs"))
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let known: BTreeSet<&str> =
        printed.iter().map(|(name, _)| *name).chain(PLAIN).chain(others).collect();
    let public: BTreeSet<&str> = sources.iter().flat_map(|source| public_types(source)).collect();
    assert_eq!(public, known, "a public type is in no list of this test, or one is gone");
}

#[tokio::test]
async fn debug_shows_the_service_message_but_not_the_body() {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::POST, "/post/<Id>", |_| {
        let mut response = error_response(StatusCode::BAD_REQUEST, "Code", "message");
        *response.body_mut() = format!(r#"{{"Message":"message","Token":"{SECRET}"}}"#).into();
        response
    });
    let client = service.client().unwrap();
    let call = client.post("i", Some(SECRET), SECRET, SECRET);
    let error = call.timeout(Duration::from_secs(9)).await.unwrap_err();
    let printed = format!("{error:?} {error:#?} {error} {:?}", error.api());
    assert!(printed.contains("message") && !printed.contains(SECRET), "{printed}");
    assert!(!format!("{:?}", service.requests()).contains(SECRET));
    let kind = TransportErrorKind::Refused;
    let uri = format!("http://127.0.0.1/{SECRET}?a={SECRET}").parse().unwrap();
    let error = TransportError::new(kind, &uri, None);
    assert!(!format!("{error:?} {error}").contains(SECRET));
}
