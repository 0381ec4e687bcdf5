//! The HTML of the sign-in page.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, Response, StatusCode};

use super::SignedInAgent;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:36rem;\
                     padding:0 1rem}dt{color:#555}dd{margin:0 0 .5rem}";

/// Returns the page for an agent who is signed in now.
pub(super) fn signed_in(agent: &SignedInAgent, destination: Option<&str>) -> Response<Bytes> {
    let rows = [
        ("User name", "user-name", agent.name.as_str()),
        ("User id", "user-id", &agent.user_id),
        ("Instance id", "instance-id", &agent.instance_id),
        ("Destination", "destination", destination.unwrap_or("none: the home page")),
    ];
    let list = rows
        .map(|(term, id, value)| format!("<dt>{term}</dt><dd id=\"{id}\">{}</dd>", escape(value)));
    let title = format!("Signed in as {}", escape(&agent.name));
    page(StatusCode::OK, &title, &format!("<dl>{}</dl>", list.concat()))
}

/// Returns the page for a request that signs nobody in. `reason` is HTML.
pub(super) fn refused(status: StatusCode, reason: &str) -> Response<Bytes> {
    page(status, "Not signed in", &format!("<p>{reason}</p>"))
}

/// Returns a page that no browser keeps. `title` and `content` are HTML.
fn page(status: StatusCode, title: &str, content: &str) -> Response<Bytes> {
    // The icon is empty, since browsers would ask for `/favicon.ico` otherwise, and take a fault of a test.
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <link rel=\"icon\" href=\"data:,\">\
         <style>{STYLE}</style></head><body><h1>{title}</h1>{content}\
         <p>This page is part of a local stand-in for Amazon Connect.</p></body></html>\n"
    );
    let mut response = Response::new(Bytes::from(html));
    *response.status_mut() = status;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                  form-action 'none'; frame-ancestors 'none'";
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, policy),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns text as HTML, for elements and quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
