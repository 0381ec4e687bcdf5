//! Tests every form in which a service, a gateway or a proxy reports an error.

use bytes::Bytes;
use connect_runtime::{Adaptive, Bare, Envelope, Error, Raw, Wrapped, http};

/// An error response, and the code and message that the client reads from it.
struct Vector {
    status: u16,
    /// The value of the header `x-amzn-errortype`.
    header: Option<&'static str>,
    body: &'static [u8],
    code: &'static str,
    message: Option<&'static str>,
}

const fn vector(
    status: u16,
    header: Option<&'static str>,
    body: &'static [u8],
    code: &'static str,
    message: Option<&'static str>,
) -> Vector {
    Vector { status, header, body, code, message }
}

const HTML_TEXT: &str = "<html><head><title>502 Bad Gateway</title></head></html>";
const HTML: &[u8] = HTML_TEXT.as_bytes();
const XML_TEXT: &str =
    "<ErrorResponse><Error><Code>X</Code><Message>m</Message></Error></ErrorResponse>";
const XML: &[u8] = XML_TEXT.as_bytes();

const VECTORS: [Vector; 35] = [
    // The header has the code.
    vector(404, Some("NotFound"), b"", "NotFound", None),
    vector(404, Some("NotFound:http://internal.amazon.com/coral/"), b"{}", "NotFound", None),
    vector(404, Some("aws.connect#NotFound:http://x/#y"), b"{}", "NotFound", None),
    vector(400, Some("A"), br#"{"code":"B","__type":"C","message":"m"}"#, "A", Some("m")),
    vector(400, Some("A"), HTML, "A", Some(HTML_TEXT)),
    vector(400, Some("A"), XML, "A", Some(XML_TEXT)),
    vector(400, Some("A"), br#"{"message":"trunc"#, "A", Some(r#"{"message":"trunc"#)),
    vector(400, Some("A"), b"{\"message\":\"caf\xe9\"}", "A", Some("caf\u{fffd}")),
    vector(400, Some("A"), br#"{"message":"a\ud83d"}"#, "A", Some("a\u{fffd}")),
    vector(400, None, b"\xef\xbb\xbf{\"code\":\"B\",\"message\":\"a\tb\"}", "B", Some("a\tb")),
    vector(400, None, br#"{"code":"A","code":"B"}"#, "B", None),
    vector(400, Some("A"), b"\xff\xfe", "A", None),
    // The header is empty.
    vector(400, Some(""), br#"{"code":"B"}"#, "B", None),
    vector(400, Some(":http://x/"), br#"{"code":"B"}"#, "B", None),
    // The body has the code.
    vector(400, None, br#"{"code":"B","Message":"m"}"#, "B", Some("m")),
    vector(400, None, br#"{"Code":"B","errorMessage":"m"}"#, "B", Some("m")),
    vector(400, None, br#"{"__type":"aws.connect#C:http://x/","message":"m"}"#, "C", Some("m")),
    vector(400, None, br#"{"__type":"C"}"#, "C", None),
    vector(400, None, br#"{"code":"B","__type":"C"}"#, "B", None),
    vector(400, None, br#"{"code":7,"__type":"C","message":{"a":1}}"#, "C", Some(r#"{"a":1}"#)),
    vector(400, None, br#"{"code":"B","message":"\ud800"}"#, "B", Some("\u{fffd}")),
    vector(400, None, "{\"code\":\"B\",\"message\":\"é\\u0000\"}".as_bytes(), "B", Some("é\0")),
    // There is no code.
    vector(400, None, br#"{"code":null,"message":null}"#, "400", None),
    vector(400, None, br#"{"message":"m"}"#, "400", Some("m")),
    vector(400, None, br#"{"error":{"code":"nested"}}"#, "400", Some(r#"{"code":"nested"}"#)),
    vector(400, None, br#"["code"]"#, "400", Some("code")),
    vector(400, None, b"null", "400", None),
    vector(400, None, b"", "400", None),
    vector(502, None, HTML, "502", Some(HTML_TEXT)),
    vector(503, None, XML, "503", Some(XML_TEXT)),
    vector(500, None, br#"{"code":"Trunc"#, "500", Some(r#"{"code":"Trunc"#)),
    vector(500, None, b"{\"code\":\"\xff\"}", "500", None),
    // The status is neither 2xx nor an HTTP error.
    vector(302, None, b"", "302", None),
    vector(304, None, br#"{"id":"a"}"#, "304", None),
    vector(404, None, br#"{"UserId":"a"}"#, "404", None),
];

fn check<V: Envelope<T>, T: std::fmt::Debug>(envelope: &str, vector: &Vector) {
    let mut response = http::Response::builder()
        .status(vector.status)
        .header("x-amzn-requestid", "r-1")
        .header("x-amz-retry-after", "1500");
    if let Some(header) = vector.header {
        response = response.header("x-amzn-errortype", header);
    }
    let response = response.body(Bytes::from_static(vector.body)).unwrap();
    let context = format!("{envelope}: {:?} {}", vector.header, vector.body.escape_ascii());
    match V::decode(&response) {
        Err(Error::Api(error)) => {
            assert_eq!(error.code(), vector.code, "{context}");
            assert_eq!(error.message(), vector.message, "{context}");
            assert_eq!(error.status().as_u16(), vector.status, "{context}");
            assert_eq!(error.request_id(), Some("r-1"), "{context}");
            assert_eq!(error.retry_after().unwrap().as_millis(), 1500, "{context}");
        }
        other => panic!("{context}: {other:?}"),
    }
}

#[test]
fn every_envelope_reads_the_code_of_every_form() {
    for vector in &VECTORS {
        check::<Adaptive, serde_json::Value>("adaptive", vector);
        check::<Wrapped, serde_json::Value>("wrapped", vector);
        check::<Bare, serde_json::Value>("bare", vector);
        check::<Bare, ()>("bare without output", vector);
        check::<Raw, Bytes>("raw", vector);
    }
}

#[test]
fn the_second_request_id_header_is_a_fallback() {
    let response = http::Response::builder()
        .status(400)
        .header("x-amz-request-id", "r-2")
        .body(Bytes::new())
        .unwrap();
    let error = <Adaptive as Envelope<()>>::decode(&response).unwrap_err();
    assert_eq!(error.request_id(), Some("r-2"));
}
