//! Tests fakes: those that implement a part of the trait, and those behind pointers.

use std::error::Error as _;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use connect_runtime::testing::{LocalConnect, disconnected_client, json_response};
use connect_runtime::{
    Call, Client, ConnectError, Error, Pages, Result, ToValue, connect_api, http,
};
use serde::de::DeserializeOwned;
use serde_json::json;

#[derive(Debug, serde::Deserialize)]
struct User {
    name: String,
}

#[derive(Debug, ConnectError)]
enum UserError {
    #[code("ResourceNotFoundException")]
    NotFound,
    #[other]
    Other(Error),
}

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users/<Id>")]
    fn get_user(&self, id: &str) -> Call<'_, User>;

    #[connect_endpoint(GET "/users/<Id>/name")]
    async fn get_name(&self, id: &str) -> Result<String>;

    #[connect_endpoint(GET "/people?<t>", pages(token = "T", items = "I"))]
    fn list_people(&self, t: Option<&str>) -> Pages<'_, User>;

    #[connect_endpoint(GET "/pages?<t>", pages(token = "T", items = "I"))]
    fn list_pages(&self, t: Option<&str>) -> Call<'_, Vec<User>>;

    #[connect_endpoint(POST "/users", name = "CreateOne")]
    async fn create(
        &self,
        #[body("Name")] name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        token: Option<String>,
        #[cfg(any())]
        #[body("Gone")]
        gone: NotThere,
    ) -> Result<(), UserError>;

    #[connect_endpoint(DELETE "/users/<Id>")]
    fn delete(&self, id: u128) -> Call<'_, (), UserError>;

    #[connect_endpoint(GET "/generic?<v>")]
    fn generic<V: ToValue, T: DeserializeOwned>(&self, v: V) -> Call<'_, T>
    where
        Self: Sized;

    /// Calls an endpoint that a fake need not implement.
    fn greet(&self, id: &str) -> impl Future<Output = Result<String>> {
        async move { Ok(format!("Hello, {}!", self.get_user(id).await?.name)) }
    }
}

/// Implements one method of eight.
struct OneUser;

impl Users for OneUser {
    fn get_user(&self, id: &str) -> Call<'_, User> {
        Call::ready(Ok(User { name: id.to_uppercase() }))
    }
}

/// Implements no method.
struct NoUsers;

impl Users for NoUsers {}

#[track_caller]
fn assert_unimplemented(error: &Error, operation: &str) {
    assert!(matches!(error, Error::Unimplemented { .. }), "{error:?}");
    assert_eq!(error.operation(), Some(operation));
    assert!(!error.is_retryable() && !error.is_timeout() && error.source().is_none());
    let text = error.to_string();
    assert!(text.starts_with(operation) && text.contains("the fake does not implement"), "{text}");
}

fn cause(error: UserError) -> Error {
    match error {
        UserError::NotFound => panic!("the error has another cause"),
        UserError::Other(error) => error,
    }
}

#[tokio::test]
async fn a_method_that_a_fake_leaves_out_fails_with_the_operation() {
    assert_eq!(OneUser.get_user("a").await.unwrap().name, "A");
    assert_eq!(OneUser.greet("a").await.unwrap(), "Hello, A!");
    assert_unimplemented(&OneUser.get_name("a").await.unwrap_err(), "GetName");
    assert_unimplemented(&cause(OneUser.create("a", None).await.unwrap_err()), "CreateOne");
    assert_unimplemented(&cause(OneUser.delete(7).await.unwrap_err()), "Delete");
    assert_unimplemented(&OneUser.generic::<_, User>('v').await.unwrap_err(), "Generic");
    assert_unimplemented(&NoUsers.get_user("a").await.unwrap_err(), "GetUser");
    assert_unimplemented(&NoUsers.greet("a").await.unwrap_err(), "GetUser");
}

#[tokio::test]
async fn pages_that_a_fake_leaves_out_fail_once() {
    let mut users = OneUser.list_people(None);
    assert_eq!(users.operation().unwrap().name(), "ListPeople");
    assert_unimplemented(&users.next().await.unwrap().unwrap_err(), "ListPeople");
    assert!(users.next().await.is_none());
    let mut pages = OneUser.list_people(Some("t")).by_page();
    assert_unimplemented(&pages.next().await.unwrap().unwrap_err(), "ListPeople");
    let mut pages = OneUser.list_pages(None).pages();
    assert_unimplemented(&pages.next().await.unwrap().unwrap_err(), "ListPages");
    assert!(pages.next().await.is_none());
    assert_unimplemented(&OneUser.list_pages(None).await.unwrap_err(), "ListPages");
}

#[tokio::test]
async fn a_call_that_a_fake_leaves_out_has_options_but_no_request() {
    let call = || NoUsers.get_user("a").timeout(Duration::from_secs(1)).header("X-A", "b");
    assert_eq!(call().operation(), Some(&USERS_OPERATIONS[0]));
    assert!(call().request().is_none());
    assert_unimplemented(&call().await.unwrap_err(), "GetUser");
    assert_unimplemented(&call().with_response().await.unwrap_err(), "GetUser");
    let presigned = call().presign(Duration::from_secs(1)).await;
    assert_unimplemented(&presigned.unwrap_err(), "GetUser");
    assert!(format!("{:?}", call()).contains("GetUser"));
}

#[tokio::test]
async fn a_client_implements_every_method() {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/users/<Id>", |request| {
        json_response(http::StatusCode::OK, &json!({ "name": request.label("Id") }))
    });
    let client = service.client().unwrap();
    assert_eq!(client.get_user("a").await.unwrap().name, "a");
    assert_eq!(Arc::new(client).greet("b").await.unwrap(), "Hello, b!");
}

/// Works behind `dyn`.
#[connect_api]
trait Names {
    #[connect_endpoint(GET "/names/<Id>")]
    fn name(&self, id: &str) -> Call<'_, String>;

    #[connect_endpoint(GET "/names?<t>", pages(token = "T", items = "I"))]
    fn names(&self, t: Option<&str>) -> Pages<'_, String>;
}

struct FakeNames;

impl Names for FakeNames {
    fn name(&self, id: &str) -> Call<'_, String> {
        Call::ready(Ok(id.to_uppercase()))
    }
}

/// The parameter type that accepts clients, fakes and what is behind pointers to them.
async fn shout(names: &(impl Names + ?Sized), id: &str) -> String {
    names.name(id).await.map_or_else(|error| error.to_string(), |name| format!("{name}!"))
}

/// An application that decides at run time whom it calls.
struct Application {
    names: Arc<dyn Names + Send + Sync>,
}

/// An application that decides at compile time, and works with `async fn`.
struct Generic<U> {
    users: Arc<U>,
}

impl<U: Users + Send + Sync + 'static> Generic<U> {
    fn start(&self) -> tokio::task::JoinHandle<Result<String>> {
        let users = Arc::clone(&self.users);
        tokio::spawn(async move { users.get_name("a").await })
    }
}

#[tokio::test]
async fn fakes_behind_pointers_are_passed_by_reference() {
    assert_eq!(shout(&FakeNames, "a").await, "A!");
    assert_eq!(shout(&*Arc::new(FakeNames), "a").await, "A!");
    assert_eq!(shout(&*Rc::new(FakeNames), "a").await, "A!");
    let boxed: Box<dyn Names> = Box::new(FakeNames);
    assert_eq!(shout(&*boxed, "a").await, "A!");
    let dynamic: &dyn Names = &FakeNames;
    assert_eq!(shout(dynamic, "a").await, "A!");
    assert_unimplemented(&dynamic.names(None).next().await.unwrap().unwrap_err(), "Names");

    let client = disconnected_client().unwrap();
    let applications = [
        Application { names: Arc::new(FakeNames) },
        Application { names: Arc::new(client.clone()) },
    ];
    assert_eq!(shout(&*applications[0].names, "a").await, "A!");
    assert!(shout(&*applications[1].names, "a").await.contains("Name: the transport refused"));
    assert_eq!(applications[0].names.name("b").await.unwrap(), "B");

    let error = Generic { users: Arc::new(NoUsers) }.start().await.unwrap().unwrap_err();
    assert_unimplemented(&error, "GetName");
    let error = Generic { users: Arc::new(client) }.start().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}

/// A client behind any pointer implements the trait.
#[test]
#[expect(clippy::needless_borrows_for_generic_args, reason = "shows references")]
fn a_client_behind_a_pointer_is_a_client() {
    fn takes(_: impl Names) {}
    let client = disconnected_client().unwrap();
    takes(&client);
    takes(&&client);
    takes(Box::new(client.clone()));
    takes(Arc::new(client.clone()) as Arc<Client>);
    takes(client);
}
