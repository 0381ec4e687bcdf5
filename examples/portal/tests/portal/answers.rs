//! The answers of the portal to single requests.

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use connect_portal::{Agent, demo};
use connect_runtime::testing::{LocalConnect, json_response};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::json;
use tower::ServiceExt;

use crate::support::{CASES, Running, asks_to_wait, assert_hides, federations, log, portal};

const URL: &str = "http://127.0.0.1:8700";

/// Sends a request to a portal at [`URL`].
async fn send(service: &LocalConnect, request: Request<Body>) -> Response<String> {
    let router = portal(service, URL).router().unwrap();
    read(router.oneshot(request).await.unwrap()).await
}

async fn read(
    response: Response<impl HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static>,
) -> Response<String> {
    let (parts, body) = response.into_parts();
    let text =
        String::from_utf8(to_bytes(Body::new(body), 100_000).await.unwrap().to_vec()).unwrap();
    Response::from_parts(parts, text)
}

fn request(method: Method, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header("host", "127.0.0.1:8700")
}

/// Returns a form as a page of the portal sends it.
fn form(content: &str) -> Request<Body> {
    request(Method::POST, "/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(content.to_owned()))
        .unwrap()
}

fn get(path: &str) -> Request<Body> {
    request(Method::GET, path).body(Body::empty()).unwrap()
}

fn assert_is_protected(headers: &HeaderMap) {
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(headers[name], value);
    }
    let policy = headers["content-security-policy"].to_str().unwrap();
    for part in ["default-src 'none'", "form-action 'self' http://127.0.0.1:", "frame-ancestors"] {
        assert!(policy.contains(part), "{policy}");
    }
}

#[tokio::test]
async fn the_list_has_all_agents_and_destinations() {
    let service = demo::stand_in().await.unwrap();
    let page = send(&service, get("/")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_is_protected(page.headers());
    for part in ["Jane Doe", "Omar Haddad", "Agent workspace", "Contact Control Panel"] {
        assert!(page.body().contains(part), "{part} not in {}", page.body());
    }
    assert_hides("the list", page.body());
    let style = send(&service, get("/portal.css")).await;
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(service.request_count(), 0);
}

#[tokio::test]
async fn a_choice_redirects_to_the_sign_in_url_with_the_destination() {
    let log = log();
    let service = demo::stand_in().await.unwrap();
    for (destination, path) in [("workspace", "agent-app-v2%2F"), ("home", "home")] {
        let choice = format!("agent=jane&destination={destination}");
        let response = send(&service, form(&choice)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.body(), "");
        assert_is_protected(response.headers());
        assert_hides("the answer", &format!("{response:?}"));
        let location = response.headers()["location"].to_str().unwrap();
        let start = format!("{}/auth/sign-in?code=", service.endpoint_url());
        let code = location.strip_prefix(&start).unwrap();
        let (code, rest) = code.split_once('&').unwrap();
        assert_eq!(rest, format!("destination=%2F{path}"));
        let log = log.text();
        let line = format!("agent=\"jane\" destination=\"{destination}\"");
        assert!(log.contains(&line) && log.contains(": hyper_util"), "{line}");
        assert!(!log.contains(code), "{code} in the log");
        assert_hides("the log", &log);
    }
    assert_eq!(federations(&service), 2);
}

#[tokio::test]
async fn over_http_the_code_is_in_the_redirect_alone() {
    let log = log();
    let portal = Running::start().await;
    let mut request = form("agent=jane&destination=ccp");
    *request.uri_mut() = format!("{}/sign-in", portal.url).parse().unwrap();
    request.headers_mut().remove("host");
    // This client follows no redirect.
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let response = read(client.request(request).await.unwrap()).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.body(), "");
    let location = response.headers()["location"].to_str().unwrap();
    let (_, code) = location.split_once("?code=").unwrap();
    let (code, _) = code.split_once('&').unwrap();
    let log = log.text();
    assert!(log.contains("destination=\"ccp\"") && log.contains(": hyper_util"), "{log}");
    assert!(!log.contains(code), "{code} in the log");
    assert_hides("the log", &log);
    assert_eq!(federations(&portal.service), 1);
}

#[tokio::test]
async fn another_address_of_the_portal_leads_to_its_own() {
    let service = demo::stand_in().await.unwrap();
    for host in ["localhost:8700", "127.0.0.1", "127.0.0.1:8701", "example.com"] {
        for mut request in [get("/"), form("agent=jane&destination=home")] {
            request.headers_mut().insert("host", host.parse().unwrap());
            let page = send(&service, request).await;
            assert_eq!(page.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
            assert_is_protected(page.headers());
            for part in ["The portal has another address", "href=\"http://127.0.0.1:8700/\""] {
                assert!(page.body().contains(part), "{part} not in {}", page.body());
            }
            assert!(!page.body().contains("Jane Doe"), "{}", page.body());
        }
    }
    assert_eq!(service.request_count(), 0);
}

#[tokio::test]
async fn two_agents_with_one_id_are_refused() {
    let service = demo::stand_in().await.unwrap();
    let mut portal = portal(&service, URL);
    portal.agents.push(Agent::new("omar", "Omar Haddad the second", service.client().unwrap()));
    let error = portal.router().unwrap_err().to_string();
    assert_eq!(error, "two agents have the id \"omar\"; give each agent an id of its own");
}

#[tokio::test]
async fn each_problem_has_a_page() {
    let log = log();
    for case in CASES {
        let service = demo::stand_in().await.unwrap();
        case.answers.apply(&service);
        let choice = format!("agent={}&destination=workspace", case.agent);
        let page = send(&service, form(&choice)).await;
        assert_eq!(page.status(), case.status, "{}", case.title);
        assert_is_protected(page.headers());
        assert_eq!(asks_to_wait(page.headers()), case.status == StatusCode::SERVICE_UNAVAILABLE);
        for part in [&format!("<h1>{}</h1>", case.title), case.part, "href=\"/\""] {
            assert!(page.body().contains(part), "{part} not in {}", page.body());
        }
        assert_hides(case.title, page.body());
    }
    assert!(log.text().contains("the agent is not signed in"));
    assert_hides("the log", &log.text());
}

#[tokio::test]
async fn only_forms_of_the_portal_reach_the_service() {
    let service = demo::stand_in().await.unwrap();
    let choice = "agent=jane&destination=workspace";
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let mut request = form(choice);
        request.headers_mut().insert(name, value.parse().unwrap());
        let page = send(&service, request).await;
        assert_eq!(page.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(page.body().contains("This request came from another site"));
    }
    for wrong in [
        "agent=nobody&destination=workspace",
        "agent=jane&destination=/home",
        "agent=jane&destination=https://example.com",
        "agent=jane",
        "",
    ] {
        let page = send(&service, form(wrong)).await;
        assert_eq!(page.status(), StatusCode::BAD_REQUEST, "{wrong}");
        assert!(page.body().contains("This choice does not exist"), "{}", page.body());
    }
    let mut without_type = form(choice);
    without_type.headers_mut().remove("content-type");
    assert_eq!(send(&service, without_type).await.status(), StatusCode::BAD_REQUEST);
    for unknown in [get("/sign-in"), get("/sign-in?agent=jane&destination=home"), get("/x")] {
        let page = send(&service, unknown).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND);
        assert!(page.body().contains("There is no such page"), "{}", page.body());
    }
    assert_eq!(service.request_count(), 0);
}

#[tokio::test]
async fn a_sign_in_url_of_another_site_is_not_followed() {
    let log = log();
    for url in ["https://example.com/auth/sign-in?code=1", "http://127.0.0.1/", "no url", ""] {
        let service = demo::stand_in().await.unwrap();
        service.route(Method::GET, "/user/federate/<InstanceId>", move |_| {
            json_response(StatusCode::OK, &json!({ "SignInUrl": url }))
        });
        let page = send(&service, form("agent=jane&destination=home")).await;
        assert_eq!(page.status(), StatusCode::BAD_GATEWAY, "{url}");
        assert!(!page.headers().contains_key("location"), "{url}");
        assert!(page.body().contains("The sign-in link leads elsewhere"), "{}", page.body());
        assert_hides("the page", page.body());
    }
    assert!(log.text().contains("SignInUrl does not lead to the instance's access URL"));
    assert_hides("the log", &log.text());
}
