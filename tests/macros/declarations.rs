//! Tests the forms of a declaration and the types that can make calls.

use std::sync::Arc;

use connect_runtime::testing::{LocalConnect, disconnected_client};
use connect_runtime::{
    ApiError, Call, Client, ConnectClient, Envelope, Error, Result, connect_endpoint, decode_json,
    http,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Decodes the output from the member `result`.
enum Gateway {}

impl<T: DeserializeOwned> Envelope<T> for Gateway {
    fn decode(response: &http::Response<connect_runtime::bytes::Bytes>) -> Result<T, Error> {
        if !response.status().is_success() {
            return Err(ApiError::from_response(response).into());
        }
        let frame: Value = decode_json(response, response.body())?;
        Ok(decode_json(response, frame["result"].to_string().as_bytes())?)
    }
}

/// An error type of the application.
#[derive(Debug)]
struct AppError(String);

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

trait Declarations: ConnectClient {
    #[connect_endpoint(GET "/types/<type>?<match>")]
    fn raw_names(&self, r#type: &str, r#match: Option<bool>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a/<request>/<client>/<call>/<OPERATION>")]
    fn names_of_the_expansion(
        &self,
        request: u8,
        client: i64,
        call: f64,
        operation: bool,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/generic/<Id>")]
    async fn generic<T, B>(&self, id: &str, #[body] body: B) -> Result<T>
    where
        T: DeserializeOwned,
        B: Serialize + Send;

    #[connect_endpoint(POST "/generic/<Id>")]
    async fn impl_trait(&self, id: &str, #[body] body: impl Serialize + Send) -> Result<Value>;

    #[connect_endpoint(GET "/no-parameters", name = "Custom", envelope = Gateway)]
    fn custom(&self) -> Call<'_, Vec<u8>>;

    #[connect_endpoint(GET "/no-parameters", envelope = Raw)]
    async fn raw(&self) -> Result<String>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn own_error(&self, instance_id: &str) -> Result<Value, AppError>;

    #[connect_endpoint(PATCH "/cfg/<Id>?<gone>")]
    fn with_cfg(
        &self,
        id: String,
        #[cfg(any())] gone: NoSuchType,
        #[cfg(not(any()))]
        #[body]
        body: &[u8],
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/")]
    fn root(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/related-items/")]
    fn trailing_slash<'a>(&'a self) -> Call<'a, ()>;

    #[cfg(any())]
    #[connect_endpoint(GET "/gone")]
    fn absent(&self) -> NoSuchType;

    /// Carries its documentation and lints.
    #[deprecated = "for the test"]
    #[connect_endpoint(DELETE "/deprecated")]
    async fn deprecated(&self) -> Result<()>;
}
impl<C: ConnectClient + ?Sized> Declarations for C {}

/// A type of the application that owns a client.
struct Application {
    client: Client,
}

impl ConnectClient for Application {
    fn client(&self) -> &Client {
        &self.client
    }
}

fn request<T>(call: &Call<'_, T>) -> String {
    let request = call.request().unwrap();
    let body = String::from_utf8_lossy(request.body());
    format!("{} {}?{} {body}", request.method(), request.path(), request.query())
}

#[test]
fn names_and_attributes_do_not_collide() {
    let client = disconnected_client().unwrap();
    let calls = [
        (request(&client.raw_names("a", Some(true))), "GET /types/a?match=true "),
        (request(&client.names_of_the_expansion(1, -2, 0.5, false)), "GET /a/1/-2/0.5/false? "),
        (request(&client.with_cfg("x".to_owned(), &[1, 2])), "PATCH /cfg/x? [1,2]"),
        (request(&client.root()), "GET /? "),
        (request(&client.trailing_slash()), "POST /related-items/? "),
    ];
    for (request, expected) in calls {
        assert_eq!(request, expected);
    }
    assert_eq!(client.raw_names("a", None).operation().unwrap().name(), "RawNames");
    assert_eq!(client.custom().operation().unwrap().name(), "Custom");
    assert!(client.with_cfg(String::new(), &[]).request().is_none());
}

#[tokio::test]
async fn every_owner_of_a_client_can_make_calls() {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/no-parameters", |_| {
        http::Response::new(r#"{"result": [1, 2]}"#.into())
    });
    let client = service.client().unwrap();
    assert_eq!(client.custom().await.unwrap(), [1, 2]);
    assert_eq!(Declarations::custom(&&client).await.unwrap(), [1, 2]);
    assert_eq!(Arc::new(client.clone()).custom().await.unwrap(), [1, 2]);
    assert_eq!(Box::new(client.clone()).custom().await.unwrap(), [1, 2]);
    let application = Application { client };
    assert_eq!(application.custom().await.unwrap(), [1, 2]);
    let dynamic: &dyn ConnectClient = &application;
    assert_eq!(dynamic.custom().await.unwrap(), [1, 2]);
    assert_eq!(application.raw().await.unwrap(), r#"{"result": [1, 2]}"#);
}

#[tokio::test]
async fn methods_can_be_generic() {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::POST, "/generic/<Id>", |request| {
        http::Response::new(request.body.clone())
    });
    let client = service.client().unwrap();
    let numbers: Vec<u8> = client.generic("i", [1, 2]).await.unwrap();
    assert_eq!(numbers, [1, 2]);
    let object = json!({ "a": "é" });
    assert_eq!(client.impl_trait("i", &object).await.unwrap(), object);
}

#[tokio::test]
async fn errors_convert_to_the_error_type_of_the_application() {
    let client = disconnected_client().unwrap();
    let AppError(text) = client.own_error("").await.unwrap_err();
    assert!(text.contains("`instance_id`"), "{text}");
    let AppError(text) = client.own_error("i").await.unwrap_err();
    assert!(
        text.starts_with("GetFederationToken: the transport refused the request to "),
        "{text}"
    );
}

#[tokio::test]
async fn futures_can_be_spawned() {
    let client = disconnected_client().unwrap();
    let task = tokio::spawn(async move {
        let both = (client.raw().await.is_err(), client.custom().await.is_err());
        assert_eq!(both, (true, true));
    });
    task.await.unwrap();
}

/// A fake can override an `async fn` endpoint with an `async fn`.
struct Fake(Client);

impl ConnectClient for Fake {
    fn client(&self) -> &Client {
        &self.0
    }
}

trait Greeting: ConnectClient {
    #[connect_endpoint(GET "/greeting/<Name>")]
    async fn greeting(&self, name: &str) -> Result<String>;

    #[connect_endpoint(GET "/greeting/<Name>")]
    fn greeting_call(&self, name: &str) -> Call<'_, String>;
}

impl Greeting for Fake {
    async fn greeting(&self, name: &str) -> Result<String> {
        Ok(format!("Hello, {name}!"))
    }

    fn greeting_call(&self, name: &str) -> Call<'_, String> {
        let name = name.to_owned();
        Call::from_future(async move { self.greeting(&name).await })
    }
}

#[tokio::test]
async fn fakes_can_override_methods() {
    let fake = Fake(disconnected_client().unwrap());
    assert_eq!(fake.greeting("Jane").await.unwrap(), "Hello, Jane!");
    assert_eq!(fake.greeting_call("Jane").await.unwrap(), "Hello, Jane!");
    assert!(fake.greeting_call("Jane").operation().is_none());
    let response = fake.greeting_call("Jane").with_response().await.unwrap();
    assert_eq!((response.attempts, response.value.as_str()), (0, "Hello, Jane!"));
}

#[test]
#[expect(deprecated, reason = "shows that the attribute is carried over")]
fn attributes_of_the_method_are_kept() {
    let client = disconnected_client().unwrap();
    drop(client.deprecated());
}

#[derive(Debug, PartialEq, Deserialize)]
struct Empty {}

trait Empties: ConnectClient {
    #[connect_endpoint(HEAD "/empty/<Id>?<version>")]
    fn head(&self, id: &str, version: Option<u8>) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/empty")]
    async fn empty(&self) -> Result<Empty>;

    #[connect_endpoint(DELETE "/empty")]
    async fn unit(&self) -> Result<()>;
}
impl Empties for Client {}

#[tokio::test]
async fn a_head_response_has_only_headers() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    service.route(http::Method::HEAD, "/empty/<Id>", |request| {
        let status = if request.query.is_empty() { 404 } else { 200 };
        let response = http::Response::builder().status(status).header("x-a", "b");
        response.header("content-length", "7").body("".into()).unwrap()
    });
    let response = client.head("i", Some(2)).with_response().await.unwrap();
    assert_eq!(response.headers["x-a"], "b");
    let error = client.head("i", None).await.unwrap_err();
    assert_eq!((error.code(), service.requests().len()), (Some("404"), 2));
}

#[tokio::test]
async fn an_empty_response_is_a_valid_output() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    for (status, body) in [(204, ""), (200, ""), (200, "{}"), (200, "null"), (202, r#"{"a":1}"#)] {
        service.route(http::Method::DELETE, "/empty", move |_| {
            http::Response::builder().status(status).body(body.into()).unwrap()
        });
        client.unit().await.unwrap();
        assert_eq!(client.empty().await.unwrap(), Empty {}, "{status} {body:?}");
    }
}
