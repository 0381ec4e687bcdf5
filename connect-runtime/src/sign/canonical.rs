//! The canonical form of a request, the input of its signature.
//!
//! Rule: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>.
//! The path is encoded twice, as for all services except S3. The tests compare signatures with `aws-sigv4`.

use std::ops::Range;

use bytes::Bytes;
use http::header::ToStrError;
use http::{HeaderValue, Uri};
use memchr::memchr;
use sha2::{Digest, Sha256};

use super::hex::hex;
use crate::protocol::encode::push_encoded_path;

/// Headers that HTTP software may change on the way, so the signature leaves them out.
const UNSIGNED: [&str; 5] =
    ["authorization", CONTENT_LENGTH, "transfer-encoding", "user-agent", "x-amzn-trace-id"];
/// The transport may set or drop the length of an empty body. botocore does not sign it either.
const CONTENT_LENGTH: &str = "content-length";
const HASH_OF_EMPTY_BODY: &[u8] =
    b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The name and value of a signed header.
type Header<'a> = (&'a str, &'a [u8]);

pub(super) struct CanonicalRequest {
    text: Vec<u8>,
    /// Where `text` has the names of the signed headers.
    signed_headers: Range<usize>,
}

impl CanonicalRequest {
    /// Builds the canonical form of `request`.
    ///
    /// # Errors
    ///
    /// Returns an error if a signed header is not ASCII.
    pub(super) fn new(request: &http::Request<Bytes>) -> Result<Self, ToStrError> {
        let uri = request.uri();
        let headers = sorted_headers(request)?;
        let mut text = Vec::with_capacity(1024);
        text.extend_from_slice(request.method().as_str().as_bytes());
        text.push(b'\n');
        push_encoded_path(&mut text, uri.path());
        text.push(b'\n');
        push_query(&mut text, uri.query().unwrap_or_default());
        text.push(b'\n');
        push_headers(&mut text, &headers);
        text.push(b'\n');
        let start = text.len();
        push_names(&mut text, &headers);
        let signed_headers = start..text.len();
        text.push(b'\n');
        match &request.body()[..] {
            [] => text.extend_from_slice(HASH_OF_EMPTY_BODY),
            body => text.extend_from_slice(&hash(body)),
        }
        Ok(Self { text, signed_headers })
    }

    /// Returns the names of the signed headers, separated by `;`.
    pub(super) fn signed_headers(&self) -> &[u8] {
        self.text.get(self.signed_headers.clone()).unwrap_or_default()
    }

    /// Returns the hash of the canonical request.
    pub(super) fn hash(&self) -> [u8; 64] {
        hash(&self.text)
    }
}

/// Returns the SHA-256 of `bytes` as lower-case hexadecimal digits.
fn hash(bytes: &[u8]) -> [u8; 64] {
    hex(Sha256::digest(bytes).into())
}

/// Appends the sorted query pairs, which are already encoded.
fn push_query(text: &mut Vec<u8>, query: &str) {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        pairs.push(pair.split_once('=').unwrap_or((pair, "")));
    }
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        if index > 0 {
            text.push(b'&');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        text.extend_from_slice(value.as_bytes());
    }
}

/// Returns the signed headers, sorted by name. Values of the same name keep the order they are sent in.
fn sorted_headers(request: &http::Request<Bytes>) -> Result<Vec<Header<'_>>, ToStrError> {
    let mut headers = Vec::with_capacity(request.headers().len() + 1);
    headers.push(("host", host(request.uri())));
    for (name, value) in request.headers() {
        let name = name.as_str();
        if !UNSIGNED.contains(&name) {
            // Inserting keeps equal names in order. For a few headers, a stable sort is not worth its
            // compile time.
            let before = headers.iter().rposition(|(before, _)| *before <= name);
            headers.insert(before.map_or(0, |index| index + 1), (name, ascii(value)?));
        }
    }
    Ok(headers)
}

/// Returns the value, which must be ASCII. Looking at each byte for the error alone would cost more.
fn ascii(value: &HeaderValue) -> Result<&[u8], ToStrError> {
    let bytes = value.as_bytes();
    if bytes.is_ascii() { Ok(bytes) } else { value.to_str().map(str::as_bytes) }
}

/// Returns the value of the `host` header. It equals what HTTP clients send, because an endpoint's URL
/// never contains the default port.
fn host(uri: &Uri) -> &[u8] {
    uri.authority().map(|authority| authority.as_str().as_bytes()).unwrap_or_default()
}

/// Appends a line for each name, with the values separated by `,`.
fn push_headers(text: &mut Vec<u8>, headers: &[Header<'_>]) {
    for values in headers.chunk_by(has_same_name) {
        for (index, (name, value)) in values.iter().enumerate() {
            if index == 0 {
                text.extend_from_slice(name.as_bytes());
            }
            text.push(if index == 0 { b':' } else { b',' });
            push_collapsed(text, value);
        }
        text.push(b'\n');
    }
}

/// Appends the names, separated by `;`.
fn push_names(text: &mut Vec<u8>, headers: &[Header<'_>]) {
    for (index, values) in headers.chunk_by(has_same_name).enumerate() {
        if index > 0 {
            text.push(b';');
        }
        if let [(name, _), ..] = values {
            text.extend_from_slice(name.as_bytes());
        }
    }
}

fn has_same_name((one, _): &Header<'_>, (other, _): &Header<'_>) -> bool {
    one == other
}

/// Appends a value without the spaces around it, and with single spaces inside it.
fn push_collapsed(text: &mut Vec<u8>, value: &[u8]) {
    if memchr(b' ', value).is_none() {
        return text.extend_from_slice(value);
    }
    let mut words = value.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    text.extend_from_slice(words.next().unwrap_or_default());
    for word in words {
        text.push(b' ');
        text.extend_from_slice(word);
    }
}
