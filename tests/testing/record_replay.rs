//! Tests recording a client's exchanges and replaying them without the service.

use std::path::{Path, PathBuf};

use connect_runtime::bytes::Bytes;
use connect_runtime::http::{self, Method, StatusCode};
use connect_runtime::testing::{
    Fault, LocalConnect, Recorder, Replay, error_response, json_response,
};
use connect_runtime::{
    Call, Client, ConnectClient, Credentials, Error, Pages, Retry, TransportErrorKind,
    connect_endpoint,
};
use serde_json::{Value, json};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>", pages)]
    fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, String>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/logins?<password>")]
    fn create_login(
        &self,
        password: &str,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[body("Password")] new_password: &str,
        #[body("Name")] name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/files", envelope = Raw)]
    fn upload(&self, #[payload] bytes: &[u8]) -> Call<'_, Bytes>;
}
impl Api for Client {}

const PASSWORDS: [&str; 2] = ["hunter2-in-the-body", "hunter2-in-the-query"];
const BEARER: &str = "a-bearer-token";

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/users-summary/<InstanceId>", |request| {
        let is_first = request.query.is_empty();
        let (users, token) = if is_first { (["a", "b"], Some("t 1")) } else { (["c", "d"], None) };
        json_response(StatusCode::OK, &json!({ "UserSummaryList": users, "NextToken": token }))
    });
    service.route(Method::PUT, "/logins", |request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        match body["Name"].as_str() {
            Some("taken") => {
                error_response(StatusCode::CONFLICT, "DuplicateResourceException", "it is")
            }
            _ => json_response(StatusCode::OK, &json!({ "Echo": body, "Number": 1.5 })),
        }
    });
    service.route(Method::POST, "/files", |request| {
        let mut bytes = request.body.to_vec();
        bytes.reverse();
        http::Response::new(bytes.into())
    });
    service
}

/// Makes every call of the scenario and returns the outcomes.
async fn scenario(client: &Client) -> Vec<String> {
    let mut outcomes = Vec::new();
    let mut users = client.list_users("i 1", None);
    while let Some(user) = users.next().await {
        outcomes.push(user.unwrap());
    }
    let token = client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap();
    outcomes.push(token["UserArn"].to_string());
    for name in ["jane", "jane", "taken"] {
        let [new_password, password] = PASSWORDS;
        let call = client.create_login(password, BEARER, new_password, name, None);
        outcomes.push(match call.with_response().await {
            Ok(response) => {
                format!(
                    "{} {} {}",
                    response.status, response.value["Echo"]["Name"], response.attempts
                )
            }
            Err(error) => error.to_string(),
        });
    }
    let bytes = client.upload(&[0, 159, 146, 150]).await.unwrap();
    outcomes.push(format!("{bytes:?}"));
    outcomes
}

/// A file for one test. Dropping this value deletes the file.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

#[tokio::test]
async fn a_replay_returns_the_recorded_responses() {
    let (service, recorder) = (service().await, Recorder::new());
    let retry = Retry::standard().max_backoff(std::time::Duration::ZERO);
    let builder = service.client_builder().retry(retry.clone());
    let client = builder.wrap_transport(recorder.wrapper()).build().unwrap();
    // The first attempt of the first call fails. The replay repeats that failure.
    service.inject([Fault::Reset]);
    let outcomes = scenario(&client).await;
    assert!(outcomes[7].contains("DuplicateResourceException: it is"), "{outcomes:?}");
    let file = File::new("recording.json");
    recorder.save(&file.0).unwrap();
    drop(service);

    let replay = Replay::from_file(&file.0).unwrap();
    assert_eq!(replay.remaining(), 1 + 2 + 1 + 3 + 1);
    let client = replay.client_builder().retry(retry).build().unwrap();
    assert_eq!(scenario(&client).await, outcomes);
    assert_eq!(replay.remaining(), 0);
    let error = client.get_federation_token("i").await.unwrap_err();
    assert_eq!(cause(&error), "nothing is left in the recording");
}

fn cause(error: &Error) -> String {
    let Error::Transport { source, .. } = error else { panic!("{error:?}") };
    assert_eq!(source.kind(), TransportErrorKind::Refused);
    std::error::Error::source(error).unwrap().to_string()
}

#[tokio::test]
async fn a_recording_holds_no_secret() {
    let (service, recorder) = (service().await, Recorder::new().mask_member("name"));
    let client = service.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    scenario(&client).await;
    let file = File::new("secrets.json");
    let credentials = service.credentials();
    // A wrong signature's response contains the signed text, and a gateway may quote a header.
    let token = credentials.session_token().map(str::to_owned);
    let wrong = Credentials::new(credentials.access_key_id(), "wrong", token, None, "test");
    let builder = service.client_builder().credentials(wrong);
    let client = builder.wrap_transport(recorder.wrapper()).build().unwrap();
    client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap_err();
    service.route(Method::POST, "/files", |request| {
        let bearer = request.header("x-amz-bearer").unwrap_or_default();
        http::Response::new(format!("no: {bearer}").into())
    });
    let client = service.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    let call = client.upload(b"text").header("X-Amz-Bearer", BEARER);
    assert!(call.await.unwrap().ends_with(BEARER.as_bytes()));
    recorder.save(&file.0).unwrap();
    let text = std::fs::read_to_string(&file.0).unwrap() + &format!("{recorder:?}");
    assert!(text.contains("x-amz-security-token:masked"), "{text}");
    for secret in [
        credentials.secret_access_key(),
        credentials.session_token().unwrap(),
        LocalConnect::ACCESS_TOKEN,
        LocalConnect::REFRESH_TOKEN,
        "/auth/sign-in?code=",
        PASSWORDS[0],
        PASSWORDS[1],
        BEARER,
        "jane",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    // A reviewer can read the exchanges.
    let json: Value = serde_json::from_slice(&std::fs::read(&file.0).unwrap()).unwrap();
    assert_eq!(json["exchanges"][1]["request"]["query"], json!([["nextToken", "t 1"]]));
    assert_eq!(json["exchanges"][2]["response"]["body"]["json"]["SignInUrl"], "masked");
    let create = &json["exchanges"][3];
    assert_eq!(create["request"]["operation"], "CreateLogin");
    assert_eq!(create["request"]["query"], json!([["password", "masked"]]));
    assert_eq!(create["request"]["body"]["json"]["Password"], "masked");
    assert_eq!(create["response"]["status"], 200);
    assert_eq!(json["exchanges"][6]["request"]["body"], json!({ "base64": "AJ+Slg==" }));
}

#[tokio::test]
async fn an_unrecorded_request_is_compared_with_the_nearest_one() {
    let (service, recorder) = (service().await, Recorder::new());
    let client = service.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    client.create_login("q", "b", "p", "jane", None).await.unwrap();
    client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap();
    let file = File::new("unmatched.json");
    recorder.save(&file.0).unwrap();

    let replay = Replay::from_file(&file.0).unwrap();
    let client = replay.client().unwrap();
    let error = client.create_login("q", "b", "p", "john", None).await.unwrap_err();
    let report = "the request is not in the recording; to the nearest one that is left\n  \
                  body $.Name: expected \"jane\", got \"john\"";
    assert_eq!(cause(&error), report);
    let error = client.get_federation_token("other").await.unwrap_err();
    let path = "path: expected \"/user/federate/11111111-2222-4333-8444-555555555555\", got \
                \"/user/federate/other\"";
    assert!(cause(&error).ends_with(path), "{}", cause(&error));
    // A replay ignores secrets, idempotency tokens and ignored members when it matches requests.
    let client = replay.ignore_member("Name").client().unwrap();
    client.create_login("another", "b", "another", "john", Some("a-token")).await.unwrap();
}

#[tokio::test]
async fn a_recording_excludes_the_path_of_the_endpoint() {
    let (service, recorder) = (LocalConnect::start().await.unwrap(), Recorder::new());
    service.route(Method::GET, "/stage/users-summary/<InstanceId>", |_| {
        json_response(StatusCode::OK, &json!({ "UserSummaryList": ["a"] }))
    });
    let builder =
        service.client_builder().endpoint_url(service.endpoint_url().to_owned() + "/stage");
    let client = builder.wrap_transport(recorder.wrapper()).build().unwrap();
    assert_eq!(client.list_users("i", None).next().await.unwrap().unwrap(), "a");
    let file = File::new("staged.json");
    recorder.save(&file.0).unwrap();
    let client = Replay::from_file(&file.0).unwrap().client().unwrap();
    assert_eq!(client.list_users("i", None).next().await.unwrap().unwrap(), "a");
}

#[test]
fn an_invalid_recording_is_an_error() {
    let file = File::new("broken.json");
    let exchange = |response: &str| {
        let request = r#"{"operation":"A","method":"GET","path":"/"}"#;
        format!(
            r#"{{"format":"connect-runtime recording 1","masked":[],"exchanges":[{{"request":{request},"response":{response}}}]}}"#
        )
    };
    for (text, reason) in [
        (String::new(), "is not in the form of a recording"),
        ("{}".to_owned(), "is not in the form of a recording"),
        (
            r#"{"format":"other","masked":[],"exchanges":[]}"#.to_owned(),
            "is not of the format `connect-runtime recording 1`",
        ),
        (exchange(r#"{"status":7}"#), "has no valid response in exchange 0"),
        (exchange(r#"{"status":200,"headers":{"a b":""}}"#), "has no valid response"),
        (exchange(r#"{"status":200,"body":{"base64":"?"}}"#), "has no valid response"),
    ] {
        std::fs::write(&file.0, &text).unwrap();
        let error = Replay::from_file(&file.0).unwrap_err().to_string();
        assert!(error.contains(&format!("broken.json {reason}")), "{text}: {error}");
        assert!(error.ends_with("; record it again with `testing::Recorder`"), "{error}");
    }
    std::fs::write(&file.0, exchange(r#"{"status":200}"#)).unwrap();
    Replay::from_file(&file.0).unwrap();
    let error = Replay::from_file("no/such/file.json").unwrap_err();
    assert!(error.to_string().starts_with("no/such/file.json cannot be read"), "{error}");
}
