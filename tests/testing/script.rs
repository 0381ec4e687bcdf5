//! Tests `testing::Script`, which checks a program's calls against a script.

use connect_runtime::http::StatusCode;
use connect_runtime::testing::{ExpectedCall, Script, error_response, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Error, Pages, TransportErrorKind, connect_endpoint,
};
use serde_json::{Value, json};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<maxResults>&<nextToken>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Pages<'_, String>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>?<tag>")]
    fn update_user(
        &self,
        instance_id: &str,
        user_id: &str,
        tag: &[&str],
        #[header("X-Reason")] reason: Option<&str>,
        #[header("X-Amz-Bearer")] bearer: Option<&str>,
        #[body("Name")] name: Option<&str>,
        #[body("Roles")] roles: &[&str],
    ) -> Call<'_, Value>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;
}
impl Users for Client {}

fn update(client: &Client) -> Call<'_, Value> {
    client.update_user("i", "u 1", &["a", "b"], Some("r"), Some("hunter2"), Some("John"), &["x"])
}

fn source(error: &Error) -> String {
    std::error::Error::source(error).unwrap().to_string()
}

#[tokio::test]
async fn a_call_with_the_expected_inputs_receives_its_response() {
    let script = Script::new([
        ExpectedCall::of("UpdateUser")
            .label("InstanceId", "i")
            .label("UserId", "u 1")
            .query("tag", "a")
            .query("tag", "b")
            .without_query("other")
            .header("x-reason", "r")
            .header("X-Amz-Bearer", "hunter2")
            .body(json!({ "Name": "John", "Roles": ["x"] }))
            .answer_json(json!({ "Id": 1 })),
        ExpectedCall::of("UpdateUser").body_member("Name", "John").without_body_member("Other"),
        ExpectedCall::of("DescribeUser").answer(error_response(
            StatusCode::NOT_FOUND,
            "ResourceNotFoundException",
            "no",
        )),
        ExpectedCall::of("DescribeUser").fail(TransportErrorKind::Tls),
    ]);
    let client = script.client().unwrap();
    assert_eq!(update(&client).await.unwrap(), json!({ "Id": 1 }));
    assert_eq!(update(&client).await.unwrap(), json!({}));
    let error = client.describe_user("i", "u").await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    let error = client.describe_user("i", "u").await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    script.check().unwrap();
}

#[tokio::test]
async fn each_different_input_has_its_own_line() {
    let of = ExpectedCall::of;
    for (expected, lines) in [
        (of("DescribeUser"), &["operation: expected DescribeUser, got UpdateUser"][..]),
        (
            of("UpdateUser").label("UserId", "u").label("Id", "i"),
            &[r#"label UserId: expected "u", got "u 1""#, r#"label Id: expected "i", got nothing"#],
        ),
        (
            of("UpdateUser").query("tag", "a").query("page", "2").without_query("tag"),
            &[
                r#"query tag: expected "a", got ["a", "b"]"#,
                r#"query page: expected "2", got nothing"#,
                r#"query tag: expected nothing, got ["a", "b"]"#,
            ],
        ),
        (
            of("UpdateUser").header("x-reason", "s").header("x-other", "t"),
            &[
                r#"header x-reason: expected "s", got "r""#,
                r#"header x-other: expected "t", got nothing"#,
            ],
        ),
        (
            of("UpdateUser").header("x-amz-bearer", "hunter3"),
            &["header x-amz-bearer: expected a value that is not shown, got another one"],
        ),
        (
            of("UpdateUser").body(json!({ "Name": "Jane", "Roles": ["x", { "y": 1 }], "Age": 7 })),
            &[
                "body $.Age: expected 7, got nothing",
                r#"body $.Name: expected "Jane", got "John""#,
                r#"body $.Roles[1]: expected {"y":1}, got nothing"#,
            ],
        ),
        (
            of("UpdateUser").body(json!({ "Name": "John" })),
            &[r#"body $.Roles: expected nothing, got ["x"]"#],
        ),
        (
            of("UpdateUser").body_member("Roles", json!(["x"])).without_body_member("Name"),
            &[r#"body $.Name: expected nothing, got "John""#],
        ),
        (
            of("DescribeUser").query("tag", "c").body_member("Name", "Jane"),
            &[
                "operation: expected DescribeUser, got UpdateUser",
                r#"query tag: expected "c", got ["a", "b"]"#,
                r#"body $.Name: expected "Jane", got "John""#,
            ],
        ),
    ] {
        let script = Script::new([expected]);
        let error = update(&script.client().unwrap()).await.unwrap_err();
        let report = format!("call 1 is not the expected one\n  {}", lines.join("\n  "));
        assert_eq!(source(&error), report);
        let Error::Transport { source, .. } = &error else { panic!("{error:?}") };
        assert_eq!(source.kind(), TransportErrorKind::Refused);
        let printed = format!("{error:?} {error} {script:?}");
        assert!(!printed.contains("hunter"), "{printed}");
        assert!(script.check().unwrap_err().to_string().starts_with(&report));
    }
}

#[tokio::test]
async fn numbers_are_compared_by_value() {
    trait Sizes: ConnectClient {
        #[connect_endpoint(PUT "/sizes")]
        fn resize(&self, #[body("Sizes")] sizes: &[f64]) -> Call<'_, ()>;
    }
    impl Sizes for Client {}
    let script = Script::new([ExpectedCall::of("Resize").body(json!({ "Sizes": [1, 2.5] }))]);
    script.client().unwrap().resize(&[1.0, 2.5]).await.unwrap();
}

#[tokio::test]
async fn a_fresh_idempotency_token_is_no_difference() {
    trait Contacts: ConnectClient {
        #[connect_endpoint(PUT "/contact/task")]
        fn start_task_contact(&self, #[body] task: &Value) -> Call<'_, ()>;
    }
    impl Contacts for Client {}
    let task = json!({ "Name": "a" });
    let call = |body: Value| ExpectedCall::of("StartTaskContact").body(body).answer_json(json!({}));
    for (expected, is_as_expected) in [
        (json!({ "Name": "a" }), true),
        (json!({ "Name": "b" }), false),
        (json!({ "Name": "a", "ClientToken": "t" }), false),
    ] {
        let script = Script::new([call(expected.clone())]);
        let result = script.client().unwrap().start_task_contact(&task).await;
        assert_eq!(result.is_ok(), is_as_expected, "{expected}");
        let _ = script.check();
    }
}

#[tokio::test]
async fn a_missing_body_is_reported() {
    let script = Script::new([ExpectedCall::of("DescribeUser").body(json!({}))]);
    let error = script.client().unwrap().describe_user("i", "u").await.unwrap_err();
    let line = "\n  body: expected JSON, got 0 bytes that are not";
    assert!(source(&error).ends_with(line), "{}", source(&error));
    script.check().unwrap_err();
}

#[tokio::test]
async fn missing_and_unexpected_inputs_are_reported() {
    let script = Script::new([
        ExpectedCall::of("DescribeUser"),
        ExpectedCall::of("UpdateUser").times(3),
        ExpectedCall::of("ListUsers"),
    ]);
    let client = script.client().unwrap();
    client.describe_user("i", "u").await.unwrap();
    update(&client).await.unwrap();
    let report = "UpdateUser was not called 2 times more\nListUsers was not called";
    assert_eq!(script.check().unwrap_err().to_string(), report);

    let script = Script::new([ExpectedCall::of("DescribeUser")]);
    let client = script.client().unwrap();
    client.describe_user("i", "u").await.unwrap();
    update(&client).await.unwrap_err();
    let report = "call 2, UpdateUser, is one more than expected";
    assert_eq!(script.check().unwrap_err().to_string(), report);
}

#[tokio::test]
async fn dropping_an_unfinished_script_fails_the_test() {
    let drop_unchecked = |call: Option<&'static str>| {
        let script = Script::new(call.map(ExpectedCall::of));
        std::panic::catch_unwind(move || drop(script))
    };
    let panic = drop_unchecked(Some("ListUsers")).unwrap_err();
    assert_eq!(panic.downcast_ref::<String>().unwrap(), "ListUsers was not called");
    drop_unchecked(None).unwrap();
}

#[tokio::test]
async fn calls_can_come_in_any_order() {
    let user = |id: &str| {
        ExpectedCall::of("DescribeUser").label("UserId", id).answer_json(json!({ "Id": id }))
    };
    let script = Script::in_any_order([user("a"), ExpectedCall::of("UpdateUser"), user("b")]);
    let client = script.client().unwrap();
    assert_eq!(client.describe_user("i", "b").await.unwrap()["Id"], "b");
    update(&client).await.unwrap();
    let error = client.describe_user("i", "c").await.unwrap_err();
    let report = "call 3 is not an expected one\n  label UserId: expected \"a\", got \"c\"";
    assert_eq!(source(&error), report);
    assert_eq!(client.describe_user("i", "a").await.unwrap()["Id"], "a");
    assert_eq!(script.check().unwrap_err().to_string(), report);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_an_expected_call() {
    let busy = json_response(StatusCode::SERVICE_UNAVAILABLE, &json!({}));
    let script = Script::new([
        ExpectedCall::of("DescribeUser").answer(busy),
        ExpectedCall::of("DescribeUser").fail(TransportErrorKind::Interrupted),
        ExpectedCall::of("DescribeUser").answer_json(json!({ "Id": "u" })),
    ]);
    let client = script.client().unwrap();
    let response = client.describe_user("i", "u").with_response().await.unwrap();
    assert_eq!((response.attempts, response.value), (3, json!({ "Id": "u" })));
}

#[tokio::test]
async fn each_page_is_an_expected_call() {
    let page = |users: &[&str], token: Option<&str>| json!({ "UserSummaryList": users, "NextToken": token });
    let script = Script::new([
        ExpectedCall::of("ListUsers")
            .without_query("nextToken")
            .answer_json(page(&["a", "b"], Some("t 1"))),
        ExpectedCall::of("ListUsers").query("nextToken", "t 1").answer_json(page(&["c"], None)),
    ]);
    let client = script.client().unwrap();
    let mut users = client.list_users("i", Some(2), None);
    let mut names = Vec::new();
    while let Some(user) = users.next().await {
        names.push(user.unwrap());
    }
    assert_eq!(names, ["a", "b", "c"]);
}
