//! Defines the faults of the fault test, and the expected outcome of a call for each.

use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::http::{self, StatusCode};
use connect_runtime::testing::{Fault, LocalConnect, error_response};

use super::MAX_RESPONSE_BYTES;

/// A fault, the attempts that meet it, and the expected outcome and number of attempts of the call.
pub(super) type Case = (&'static str, When, Fault, &'static str);

/// Which attempts of a call meet a fault.
#[derive(Clone, Copy)]
pub(super) enum When {
    First,
    FirstTwo,
    Every,
}
use When::{Every, First, FirstTwo};

fn answer(status: u16, content_type: &str, body: impl Into<Bytes>) -> Fault {
    let response = http::Response::builder().status(status).header("content-type", content_type);
    Fault::Answer(response.body(body.into()).unwrap())
}

/// Returns an error whose message quotes the signed headers, as the service's errors do.
fn error(status: u16, code: &str, session_token: &str) -> Fault {
    let message = format!("should have been\nx-amz-security-token:{session_token}\n");
    Fault::Answer(error_response(StatusCode::from_u16(status).unwrap(), code, &message))
}

fn raw(text: impl Into<Bytes>) -> Fault {
    Fault::Raw(text.into())
}

pub(super) fn body() -> String {
    let tokens = serde_json::json!({
        "AccessToken": LocalConnect::ACCESS_TOKEN,
        "RefreshToken": LocalConnect::REFRESH_TOKEN,
    });
    tokens.to_string()
}

/// Returns faults of slow and broken connections.
pub(super) fn connections() -> Vec<Case> {
    let ms = Duration::from_millis;
    let length = body().len();
    let slow = || Fault::TrickledBody { bytes: 1, pause: ms(50) };
    vec![
        ("a short delay", Every, Fault::Delay(ms(50)), "success, 1"),
        ("a long delay once", First, Fault::Delay(ms(3000)), "success, 2"),
        ("a long delay each time", Every, Fault::Delay(ms(3000)), "ReadTimeout, 3"),
        ("no answer once", First, Fault::Hang, "success, 2"),
        ("no answer each time", Every, Fault::Hang, "ReadTimeout, 3"),
        ("a reset once", First, Fault::Reset, "success, 2"),
        ("two resets", FirstTwo, Fault::Reset, "success, 3"),
        ("a reset each time", Every, Fault::Reset, "Interrupted, 3"),
        ("a close once", First, Fault::Close, "success, 2"),
        ("a close each time", Every, Fault::Close, "Interrupted, 3"),
        ("a reset in the status line", Every, Fault::ResetAfter(7), "Interrupted, 3"),
        ("a reset in the headers", First, Fault::ResetAfter(40), "success, 2"),
        ("a reset in the body", Every, Fault::ResetAfter(160), "Interrupted, 3"),
        ("a head without a body", Every, Fault::TruncatedBody(0), "Interrupted, 3"),
        ("half a body", Every, Fault::TruncatedBody(length / 2), "Interrupted, 3"),
        ("half a body once", First, Fault::TruncatedBody(length / 2), "success, 2"),
        ("a body in pieces", Every, Fault::TrickledBody { bytes: 20, pause: ms(5) }, "success, 1"),
        ("a body that takes too long", Every, slow(), "Timeout Attempt, 3"),
        ("a body that takes too long once", First, slow(), "success, 2"),
    ]
}

/// Returns error responses of the service, and of gateways and proxies in front of it.
pub(super) fn answers(session_token: &str) -> Vec<Case> {
    let (ms, body) = (Duration::from_millis, body());
    let length = body.len();
    let throttling = |retry_after| Fault::Throttling { retry_after };
    let error = |status, code| error(status, code, session_token);
    let html = || answer(502, "text/html", "<html>Bad Gateway</html>");
    let json = |status, body: String| answer(status, "application/json", body);
    vec![
        ("throttling once", First, throttling(None), "success, 2"),
        ("throttling once with a time", First, throttling(Some(ms(30))), "success, 2"),
        ("throttling each time", Every, throttling(Some(ms(1))), "Api 429, 3"),
        ("503 once", First, Fault::Unavailable, "success, 2"),
        ("503 twice", FirstTwo, Fault::Unavailable, "success, 3"),
        ("503 each time", Every, Fault::Unavailable, "Api 503, 3"),
        ("a wrong date with a success", Every, Fault::SkewedDate(86_400), "success, 1"),
        ("a length that is too long", Every, Fault::ContentLength(length + 9), "ReadTimeout, 3"),
        ("a length too long once", First, Fault::ContentLength(length + 9), "success, 2"),
        ("a length that is too short", Every, Fault::ContentLength(length - 9), "Decode, 1"),
        ("the page of a proxy once", First, html(), "success, 2"),
        ("the page of a proxy each time", Every, html(), "Api 502, 3"),
        ("the XML of a gateway", Every, answer(503, "text/xml", "<Error/>"), "Api 503, 3"),
        ("an empty error", Every, answer(500, "text/plain", ""), "Api 500, 3"),
        ("an empty success", Every, answer(200, "application/json", ""), "Decode, 1"),
        ("a success without content", Every, answer(204, "text/plain", ""), "Decode, 1"),
        ("a part", Every, answer(206, "application/json", body.clone()), "success, 1"),
        ("not modified", Every, answer(304, "text/plain", ""), "Api 304, 1"),
        (
            "not UTF-8",
            Every,
            answer(200, "application/json", &b"{\"AccessToken\":\"\xff"[..]),
            "Decode, 1",
        ),
        ("not JSON", Every, json(200, format!("{body}{body}")), "Decode, 1"),
        ("JSON of another type", Every, json(200, body.replace("\"A", "\"B")), "Decode, 1"),
        ("JSON that ends early", Every, json(200, body[..length - 2].to_owned()), "Decode, 1"),
        ("JSON called HTML", Every, answer(200, "text/html", body.clone()), "success, 1"),
        ("JSON called nothing", Every, answer(200, "", body.clone()), "success, 1"),
        (
            "gzip that nobody asked for",
            Every,
            answer(200, "application/json", &b"\x1f\x8b\x08\0"[..]),
            "Decode, 1",
        ),
        (
            "a body over the cap",
            Every,
            answer(200, "text/plain", vec![b' '; MAX_RESPONSE_BYTES + 1]),
            "ResponseTooLarge, 1",
        ),
        (
            "an error over the cap",
            Every,
            answer(503, "text/plain", vec![b' '; MAX_RESPONSE_BYTES + 1]),
            "ResponseTooLarge, 1",
        ),
        (
            "a redirect",
            Every,
            Fault::Answer(
                http::Response::builder()
                    .status(307)
                    .header("location", "http://localhost:9/evil")
                    .body(Bytes::new())
                    .unwrap(),
            ),
            "Api 307, 1",
        ),
        ("an expired token once", First, error(403, "ExpiredTokenException"), "success, 2"),
        ("an expired token each time", Every, error(403, "ExpiredTokenException"), "Api 403, 2"),
        ("no access", Every, error(403, "AccessDeniedException"), "Api 403, 1"),
        ("a wrong signature", Every, error(403, "InvalidSignatureException"), "Api 403, 1"),
        ("not found", Every, error(404, "ResourceNotFoundException"), "Api 404, 1"),
        ("throttling by its code", First, error(400, "ThrottlingException"), "success, 2"),
        ("a quota", Every, error(402, "ServiceQuotaExceededException"), "Api 402, 1"),
        (
            "throttling in an envelope",
            Every,
            json(200, r#"{"success":false,"error":{"code":"ThrottlingException"}}"#.to_owned()),
            "Api 200, 3",
        ),
        (
            "a success in an envelope",
            Every,
            json(200, format!(r#"{{"success":true,"data":{body}}}"#)),
            "success, 1",
        ),
        (
            "tokens in an error",
            Every,
            json(400, format!(r#"{{"Message":"no","Details":{body}}}"#)),
            "Api 400, 1",
        ),
    ]
}

/// Returns responses that break HTTP, and unusual ones that are still valid.
pub(super) fn protocol() -> Vec<Case> {
    let body = body();
    let length = body.len();
    let complete = |head: &str| raw(format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}"));
    vec![
        ("no HTTP", Every, raw("SSH-2.0-OpenSSH_9.2\r\n"), "Interrupted, 3"),
        ("no HTTP once", First, raw("\0\x01\x02\x03"), "success, 2"),
        ("HTTP/1.0", Every, complete("HTTP/1.0 200 OK"), "success, 1"),
        ("no length", Every, raw(format!("HTTP/1.1 200 OK\r\n\r\n{body}")), "success, 1"),
        (
            "answers before the answer",
            Every,
            complete(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK",
            ),
            "success, 1",
        ),
        ("two lengths", Every, complete("HTTP/1.1 200 OK\r\ncontent-length: 7"), "Interrupted, 3"),
        ("a header without a colon", Every, complete("HTTP/1.1 200 OK\r\nx y"), "Interrupted, 3"),
        ("a status that is none", Every, complete("HTTP/1.1 20 OK"), "Interrupted, 3"),
        (
            "a huge head",
            Every,
            raw(format!("HTTP/1.1 200 OK\r\nx: {}", "x".repeat(800_000))),
            "Interrupted, 3",
        ),
        (
            "chunks that end early",
            Every,
            raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{\"Acc"),
            "Interrupted, 3",
        ),
        (
            "chunks without a size",
            Every,
            raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
            "Interrupted, 3",
        ),
        (
            "chunks",
            Every,
            raw(format!(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
            )),
            "success, 1",
        ),
    ]
}
