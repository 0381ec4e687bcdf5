//! Whose token the stand-in issues, and the page that `SignInUrl` leads to.

use std::time::Duration;

use bytes::Bytes;
use connect_runtime::http::{Request, Response, StatusCode, Uri};
use connect_runtime::testing::{Fault, Identity, LocalConnect, LocalConnectBuilder};
use connect_runtime::{Call, Client, Credentials, Sensitive, connect_api};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;

const INSTANCE: &str = LocalConnect::INSTANCE_ID;

#[connect_api]
trait Connect {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, Federation>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &Value) -> Call<'_, Value>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Federation {
    user_id: String,
    user_arn: String,
    sign_in_url: Sensitive<String>,
}

fn credentials(name: &str) -> Credentials {
    Credentials::new(format!("ASIA{name}"), "secret", Some("token".to_owned()), None, "test")
}

/// Returns a client whose credentials belong to an identity.
fn client_of(service: &LocalConnect, id: &str, identity: Identity) -> Client {
    service.add_credentials(credentials(id), identity);
    service.client_builder().credentials(credentials(id)).max_attempts(1).build().unwrap()
}

fn session(name: &str) -> Identity {
    Identity::Session(name.to_owned())
}

async fn create_user(service: &LocalConnect, name: &str) -> String {
    let user = json!({ "Username": name, "SecurityProfileIds": ["s"], "RoutingProfileId": "r" });
    let created = service.client().unwrap().create_user(INSTANCE, &user).await.unwrap();
    created["UserId"].as_str().unwrap().to_owned()
}

/// Opens a page, as a browser does.
async fn open(url: &str) -> Response<String> {
    let url: Uri = url.parse().unwrap();
    let authority = url.authority().unwrap().as_str();
    let stream = TokioIo::new(TcpStream::connect(authority).await.unwrap());
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let target = url.path_and_query().unwrap().as_str();
    let request = Request::get(target).header("host", authority).body(Empty::<Bytes>::new());
    let response = sender.send_request(request.unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    Response::from_parts(parts, text)
}

async fn sign_in_url(client: &Client) -> String {
    client.get_federation_token(INSTANCE).await.unwrap().sign_in_url.into_inner()
}

#[tokio::test]
async fn each_session_gets_the_token_of_its_own_user() {
    let service = LocalConnect::start().await.unwrap();
    for name in ["jane", "omar"] {
        let id = create_user(&service, name).await;
        let token = client_of(&service, name, session(name)).get_federation_token(INSTANCE).await;
        let token = token.unwrap();
        assert_eq!(token.user_id, id);
        assert!(token.user_arn.ends_with(&format!(":instance/{INSTANCE}/agent/{id}")));
        let page = open(token.sign_in_url.expose()).await;
        assert_eq!(page.status(), StatusCode::OK);
        for shown in [&format!("<h1>Signed in as {name}</h1>"), &id, INSTANCE] {
            assert!(page.body().contains(shown), "{shown} not in {}", page.body());
        }
    }
    let account = service.client().unwrap().get_federation_token(INSTANCE).await.unwrap();
    assert!(open(account.sign_in_url.expose()).await.body().contains("Signed in as local-connect"));
}

#[tokio::test]
async fn identities_without_a_user_are_refused() {
    let service = LocalConnect::start().await.unwrap();
    service.add_instance("another-instance");
    let jane = create_user(&service, "jane").await;
    service.stop_clock();
    service.set_lag(Duration::from_secs(3));
    create_user(&service, "omar").await;
    for (identity, instance, code, status) in [
        (session("nobody"), INSTANCE, "UserNotFoundException", 404),
        (session("Jane"), INSTANCE, "UserNotFoundException", 404),
        (session("omar"), INSTANCE, "UserNotFoundException", 404),
        (session("jane"), "another-instance", "UserNotFoundException", 404),
        (session("jane"), "no-instance", "ResourceNotFoundException", 404),
        (Identity::Root, INSTANCE, "InvalidRequestException", 400),
    ] {
        let client = client_of(&service, "A", identity.clone());
        let error = client.get_federation_token(instance).await.unwrap_err();
        assert_eq!(error.code(), Some(code), "{identity:?} {instance}");
        assert_eq!(error.api().unwrap().status().as_u16(), status, "{identity:?} {instance}");
    }
    service.advance(Duration::from_secs(3));
    let omar = client_of(&service, "omar", session("omar"));
    omar.get_federation_token(INSTANCE).await.unwrap();
    let client = client_of(&service, "jane", session("jane"));
    client.get_federation_token(INSTANCE).await.unwrap();
    service.client().unwrap().delete_user(INSTANCE, &jane).await.unwrap();
    let error = client.get_federation_token(INSTANCE).await.unwrap_err();
    assert_eq!(error.code(), Some("UserNotFoundException"));
}

#[tokio::test]
async fn added_credentials_have_their_own_secret_and_replace_those_of_their_id() {
    let service = LocalConnect::start().await.unwrap();
    let client = client_of(&service, "A", Identity::User);
    client.get_federation_token(INSTANCE).await.unwrap();
    let first = service.credentials();
    service.client().unwrap().get_federation_token(INSTANCE).await.unwrap();
    for (secret, token, code) in [
        (first.secret_access_key(), Some("token"), "InvalidSignatureException"),
        ("secret", first.session_token(), "UnrecognizedClientException"),
        ("secret", None, "UnrecognizedClientException"),
    ] {
        let mixed = Credentials::new("ASIAA", secret, token.map(str::to_owned), None, "test");
        let client = service.client_builder().credentials(mixed).build().unwrap();
        let error = client.get_federation_token(INSTANCE).await.unwrap_err();
        assert_eq!(error.code(), Some(code));
    }
    let other = Credentials::new("ASIAA", "another", Some("token".to_owned()), None, "test");
    service.add_credentials(other, Identity::User);
    let error = client.get_federation_token(INSTANCE).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
}

#[tokio::test]
async fn a_link_works_once_within_a_minute() {
    let service = LocalConnect::start().await.unwrap();
    service.stop_clock();
    let client = service.client().unwrap();
    let (used, late) = (sign_in_url(&client).await, sign_in_url(&client).await);
    assert_ne!(used, late);
    service.advance(Duration::from_mins(1));
    assert_eq!(open(&used).await.status(), StatusCode::OK);
    service.advance(Duration::from_millis(1));
    let foreign = format!("{}/auth/sign-in", service.endpoint_url());
    for url in [used, late, format!("{foreign}?code=foreign"), foreign] {
        let page = open(&url).await;
        assert_eq!(page.status(), StatusCode::FORBIDDEN);
        assert!(page.body().contains("<h1>Not signed in</h1>"), "{}", page.body());
        assert!(!page.body().contains("local-connect"), "{}", page.body());
    }
}

#[tokio::test]
async fn the_page_shows_the_destination_and_no_browser_keeps_it() {
    let service = LocalConnect::start().await.unwrap();
    let client = client_of(&service, "A", session("<b>&jane's</b>"));
    create_user(&service, "<b>&jane's</b>").await;
    for (query, shown) in [
        ("", "none: the home page"),
        ("&destination=%2Fagent-app-v2%2F", "/agent-app-v2/"),
        ("&destination=/%3Cscript%3E%22", "/&lt;script&gt;&quot;"),
    ] {
        let page = open(&(sign_in_url(&client).await + query)).await;
        assert_eq!(page.status(), StatusCode::OK, "{query}");
        let destination = format!("<dd id=\"destination\">{shown}</dd>");
        assert!(page.body().contains(&destination), "{}", page.body());
        assert!(page.body().contains("Signed in as &lt;b&gt;&amp;jane&#39;s&lt;/b&gt;"));
        for (name, value) in [("cache-control", "no-store"), ("referrer-policy", "no-referrer")] {
            assert_eq!(page.headers()[name], value);
        }
    }
    let url = sign_in_url(&client).await;
    for elsewhere in ["https://example.com/", "//example.com", "/%5Cexample.com", "home"] {
        let page = open(&format!("{url}&destination={elsewhere}")).await;
        assert_eq!(page.status(), StatusCode::BAD_REQUEST, "{elsewhere}");
    }
    // A refused destination does not use the link.
    assert_eq!(open(&url).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_page_needs_neither_model_nor_state() {
    let settings: [fn(LocalConnectBuilder) -> LocalConnectBuilder; 2] =
        [|builder| builder.model(false), |builder| builder.keep_state(false)];
    for change in settings {
        let service = change(LocalConnect::builder()).start().await.unwrap();
        let page = open(&sign_in_url(&service.client().unwrap()).await).await;
        assert_eq!(page.status(), StatusCode::OK);
    }
    let service = LocalConnect::builder().keep_state(false).start().await.unwrap();
    let client = client_of(&service, "A", session("anyone"));
    let token = client.get_federation_token(INSTANCE).await.unwrap();
    assert_eq!(token.user_id, client.get_federation_token(INSTANCE).await.unwrap().user_id);
    assert!(open(token.sign_in_url.expose()).await.body().contains("Signed in as anyone"));
}

#[tokio::test]
async fn the_page_is_received_but_is_no_call() {
    let calls = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let told = std::sync::Arc::clone(&calls);
    let builder = LocalConnect::builder();
    let builder = builder.on_call(move |call| told.lock().unwrap().push(call.operation.clone()));
    let service = builder.start().await.unwrap();
    let url = sign_in_url(&service.client().unwrap()).await;
    service.inject([Fault::Unavailable]);
    assert_eq!(open(&url).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(open(&url).await.status(), StatusCode::OK);
    assert_eq!(*calls.lock().unwrap(), [Some("GetFederationToken".to_owned())]);
    let received = service.requests();
    let paths: Vec<&str> = received.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths[1..], ["/auth/sign-in", "/auth/sign-in"]);
    let code = url.split_once("code=").unwrap().1;
    assert!(!format!("{received:?}").contains(code));
}
