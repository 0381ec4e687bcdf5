//! Tests that the text of an error is kept, whatever the form of its body.

use bytes::Bytes;
use connect_runtime::{
    Adaptive, ApiError, Bare, BoxFuture, Client, ConnectClient, Credentials, Envelope, Result,
    Transport, TransportError, Wrapped, connect_endpoint, http,
};

use super::answer::builder;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    async fn get(&self) -> Result<()>;

    #[connect_endpoint(GET "/b")]
    async fn with_token(
        &self,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[header("X-Region")] region: &str,
    ) -> Result<()>;
}
impl Api for Client {}

fn response(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(body.into()).unwrap()
}

/// A body without a readable message of AWS, and the message that the client keeps.
const TEXTS: [(&[u8], Option<&str>); 39] = [
    // The body is not JSON.
    (b"no healthy upstream", Some("no healthy upstream")),
    (b"  upstream\r\n\tfailed \n", Some("upstream failed")),
    (b"null and void", Some("null and void")),
    (
        b"<html>\n <body>Bad Gateway</body>\n</html>",
        Some("<html> <body>Bad Gateway</body> </html>"),
    ),
    (b"<Error><Code>A</Code></Error>", Some("<Error><Code>A</Code></Error>")),
    (b"code=1&message=m", Some("code=1&message=m")),
    (b"caf\xe9 closed", Some("caf\u{fffd} closed")),
    (b"\xef\xbb\xbfwith a mark", Some("with a mark")),
    (b"a\x1b[31mb\x00c", Some("a [31mb c")),
    ("keine Verbindung: zu spät".as_bytes(), Some("keine Verbindung: zu spät")),
    (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00", None),
    // The body is JSON of another type.
    (br#""no such user""#, Some("no such user")),
    (br#"["too long", "too short"]"#, Some("too long; too short")),
    (b"42", Some("42")),
    (b"true", None),
    (b"[]", Some("[]")),
    (b"\"\"", None),
    // The body is broken JSON.
    (br#"{"message": "trunc"#, Some(r#"{"message": "trunc"#)),
    (br"{'message': 'single'}", Some("{'message': 'single'}")),
    (b"{\"message\": \"caf\xe9\"}", Some("caf\u{fffd}")),
    (b"\xef\xbb\xbf{\"message\": \"m\"}", Some("m")),
    (br#"{"message": "m"} trailing"#, Some(r#"{"message": "m"} trailing"#)),
    // The message is not a string.
    (br#"{"message": {"text": "m"}}"#, Some(r#"{"text": "m"}"#)),
    (br#"{"message": {"message": "inner"}}"#, Some("inner")),
    (br#"{"message": ["a", {"message": "b"}]}"#, Some("a; b")),
    (br#"{"message": 7}"#, Some("7")),
    (br#"{"message": null, "Message": "m"}"#, Some("m")),
    (br#"{"message": "", "errorMessage": "m"}"#, Some("m")),
    (br#"{"message": false, "detail": "m"}"#, Some("m")),
    // The message has another name.
    (br#"{"error": {"message": "m", "code": 3}}"#, Some("m")),
    (br#"{"Error": {"Message": "m"}}"#, Some("m")),
    (br#"{"error": "bad", "error_description": "it is bad"}"#, Some("it is bad")),
    (br#"{"title": "Forbidden", "status": 403, "detail": "why"}"#, Some("why")),
    (br#"{"errors": [{"detail": "a"}, {"detail": "b"}]}"#, Some("a; b")),
    (br#"{"problems": [{"message": "no end block"}]}"#, Some("no end block")),
    (br#"{"error": {"code": 3}}"#, Some(r#"{"code": 3}"#)),
    // Members of a modelled error are no text.
    (br#"{"ResourceId": "a", "ResourceType": "USER"}"#, None),
    (b"{}", None),
    (b" \r\n ", None),
];

#[test]
fn the_text_of_every_body_is_the_message() {
    for (body, expected) in TEXTS {
        let response = response(502, body);
        let context = body.escape_ascii();
        let error = ApiError::from_response(&response);
        assert_eq!(error.message(), expected, "{context}");
        let shown = error.to_string();
        assert!(shown.contains(expected.unwrap_or_default()), "{context}: {shown}");
        assert!(!shown.contains(char::is_control), "{context}: {shown:?}");
        for error in [
            <Adaptive as Envelope<()>>::decode(&response).unwrap_err(),
            <Wrapped as Envelope<()>>::decode(&response).unwrap_err(),
            <Bare as Envelope<()>>::decode(&response).unwrap_err(),
        ] {
            assert_eq!(error.api().unwrap().message(), expected, "{context}");
        }
        assert_eq!(ApiError::new(&response, "C", None).message(), expected, "{context}");
    }
}

#[test]
fn a_wrapped_error_keeps_its_text() {
    for (body, code, message) in [
        (r#"{"success": false, "error": "no such user"}"#, "200", "no such user"),
        (r#"{"success": false, "error": ["a", "b"]}"#, "200", "a; b"),
        (
            r#"{"success": false, "error": {"code": "C", "message": {"text": "m"}}}"#,
            "C",
            "{\"text\": \"m\"}",
        ),
        (r#"{"success": false, "error": {"code": "C", "Message": "m"}}"#, "C", "m"),
        (r#"{"success": false, "error": {"code": 7, "detail": "m"}}"#, "7", "m"),
        (r#"{"success": false, "error": {"code": "C", "message": 7}}"#, "C", "7"),
        (r#"{"success": false, "error": null, "message": "m"}"#, "200", "m"),
        (r#"{"success": false, "error": {}, "message": "m"}"#, "200", "m"),
    ] {
        let error = <Adaptive as Envelope<()>>::decode(&response(200, body)).unwrap_err();
        let error = error.api().unwrap();
        assert_eq!((error.code(), error.message()), (code, Some(message)), "{body}");
    }
}

#[test]
fn a_message_with_half_a_character_is_kept() {
    let response = response(400, r#"{"code": "C", "message": "the name x\ud83d is cut"}"#);
    let error = ApiError::from_response(&response);
    let message = error.message().unwrap();
    assert!(message.contains("the name x") && message.contains(" is cut"), "{message}");
}

#[test]
fn code_and_members_are_read_from_json_that_is_almost_right() {
    for body in [
        &b"{\"code\": \"C\", \"message\": \"caf\xe9\"}"[..],
        b"{\"code\": \"C\", \"message\": \"a\nb\"}",
        b"\xef\xbb\xbf{\"__type\": \"x#C\"}",
    ] {
        let error = ApiError::from_response(&response(400, body));
        assert_eq!(error.code(), "C");
        assert!(error.members::<Members>().unwrap().is_read());
    }
}

#[derive(serde::Deserialize)]
struct Members {
    code: Option<String>,
    #[serde(rename = "__type")]
    kind: Option<String>,
    message: Option<String>,
}

impl Members {
    fn is_read(&self) -> bool {
        self.kind.is_some() || self.code.is_some() && self.message.is_some()
    }
}

#[test]
fn a_long_text_is_bounded_and_a_message_of_the_service_is_whole() {
    let long = "é".repeat(10_000);
    for body in [long.clone(), format!("[{long:?}]"), format!(r#"{{"detail": "{long}"}}"#)] {
        let error = ApiError::from_response(&response(500, body));
        let message = error.message().unwrap();
        assert!((1020..=1024).contains(&message.len()), "{}", message.len());
        assert!(error.to_string().len() < 800);
    }
    let error = ApiError::from_response(&response(500, format!(r#"{{"message": "{long}"}}"#)));
    assert_eq!(error.message(), Some(&*long));
    assert!(error.to_string().len() < 800);
    let deep = "[".repeat(1_000_000);
    assert!(ApiError::from_response(&response(500, deep)).message().unwrap().starts_with("[[["));
}

#[test]
fn the_text_is_shown_on_one_line() {
    let body = r#"{"message": "a\nb\u2028c\u202ed\u0085e"}"#;
    let shown = ApiError::from_response(&response(500, body)).to_string();
    assert!(shown.contains(r"a\nb\u{2028}c\u{202e}d\u{85}e"), "{shown}");
}

/// The forms in which software writes the session token of the stand-in into its answers.
fn written(token: &str) -> Vec<String> {
    let escaped = |escape: fn(char) -> String| {
        token.chars().map(|c| if c.is_alphanumeric() { c.into() } else { escape(c) }).collect()
    };
    vec![
        token.to_owned(),
        escaped(|c| format!("\\u{:04x}", u32::from(c))),
        escaped(|c| format!("\\u{:04X}", u32::from(c))),
        escaped(|c| format!("\\{c}")),
        escaped(|c| format!("%{:02X}", u32::from(c))),
        escaped(|c| format!("&#{};", u32::from(c))),
        escaped(|c| format!("&#x{:x};", u32::from(c))),
    ]
}

#[tokio::test]
async fn secrets_are_removed_from_texts_and_headers() {
    const TOKEN: &str = "s3cr/et+token=signs";
    let credentials = Credentials::new("AKID", "s3cr/et+key", Some(TOKEN.into()), None, "test");
    let padding = "x".repeat(1020);
    for token in written(TOKEN).into_iter().chain(written("s3cr/et+key")) {
        for body in [
            format!("you sent {token}"),
            format!("<pre>x-amz-security-token: {token}</pre>"),
            // The text is cut inside of the secret.
            format!("{padding}{token}"),
            format!(r#"{{"message": {{"sent": "{token}"}}}}"#),
            format!(r#"{{"message": "{token}"}}"#),
            format!(r#"{{"success": false, "error": ["{token}"]}}"#),
        ] {
            let context = body.clone();
            let mut answer = response(502, body);
            answer.headers_mut().insert("x-echo", http::HeaderValue::from_static(TOKEN));
            let client = builder(answer).credentials(credentials.clone()).build().unwrap();
            let error = client.get().await.unwrap_err();
            let api = error.api().unwrap();
            let members = api.members::<serde_json::Value>();
            let headers = api.headers();
            let shown = format!("{error} {error:?} {:?} {headers:?} {members:?}", api.message());
            assert!(!shown.contains("s3cr"), "{context}: {shown}");
            assert_eq!(headers["x-echo"], "** redacted **");
        }
    }
}

/// Answers with the headers of the request, like the page of a proxy for debugging.
struct Echo;

impl Transport for Echo {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
        let line = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            format!("{name}: {}\n", value.to_str().unwrap())
        };
        let body: String = request.headers().iter().map(line).collect();
        Box::pin(std::future::ready(Ok(response(502, body))))
    }
}

#[tokio::test]
async fn signed_headers_that_are_sent_back_are_removed() {
    let credentials =
        Credentials::new("AKID", "a-secret-key", Some("a-session-token".into()), None, "test");
    let client =
        builder(response(500, "")).credentials(credentials).transport(Echo).build().unwrap();
    let error = client.with_token("a-bearer-token", "us-west-2").await.unwrap_err();
    let api = error.api().unwrap();
    let message = api.message().unwrap();
    let shown = format!("{error} {error:?} {message}");
    for part in ["x-amz-bearer: ** redacted **", "x-region: us-west-2", "Signature=** redacted **"]
    {
        assert!(message.contains(part), "{part} not in {message}");
    }
    for secret in ["a-session-token", "a-bearer-token"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let is_signature =
        |word: &&str| word.len() == 64 && word.chars().all(|c| c.is_ascii_hexdigit());
    let words = shown.split(|c: char| !c.is_ascii_alphanumeric()).find(is_signature);
    assert_eq!(words, None, "{shown}");
}

#[test]
fn an_error_keeps_its_headers() {
    let mut response = response(500, "{}");
    response.headers_mut().insert("retry-after", http::HeaderValue::from_static("7"));
    let error = ApiError::from_response(&response);
    assert_eq!(error.headers()["retry-after"], "7");
    assert!(!format!("{error:?}").contains("retry-after"), "{error:?}");
}
