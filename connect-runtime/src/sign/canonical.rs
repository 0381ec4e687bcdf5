//! The canonical form of a request, the input of its signature.
//!
//! Rule: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>.
//! The path is encoded twice, as for all services except S3. The tests compare signatures with `aws-sigv4`.

use std::borrow::Cow;

use bytes::Bytes;
use http::Uri;
use http::header::ToStrError;
use sha2::{Digest, Sha256};

use super::hex::push_hex;
use crate::protocol::encode::push_encoded_path;

/// Headers that HTTP software may change on the way, so the signature leaves them out.
const UNSIGNED: [&str; 5] =
    ["authorization", CONTENT_LENGTH, "transfer-encoding", "user-agent", "x-amzn-trace-id"];
/// The transport may set or drop the length of an empty body. botocore does not sign it either.
pub(super) const CONTENT_LENGTH: &str = "content-length";
const HASH_OF_EMPTY_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

pub(super) struct CanonicalRequest {
    text: String,
    /// The names of the signed headers, separated by `;`.
    pub(super) signed_headers: String,
}

impl CanonicalRequest {
    /// Builds the canonical form of `request`.
    ///
    /// # Errors
    ///
    /// Returns an error if a signed header is not ASCII.
    pub(super) fn new(request: &http::Request<Bytes>) -> Result<Self, ToStrError> {
        let uri = request.uri();
        let mut text = String::with_capacity(1024);
        text.push_str(request.method().as_str());
        text.push('\n');
        push_encoded_path(&mut text, uri.path());
        text.push('\n');
        push_query(&mut text, uri.query().unwrap_or_default());
        text.push('\n');
        let mut signed_headers = String::with_capacity(128);
        let headers = sorted_headers(request)?;
        for values in headers.chunk_by(|(name, _), (next, _)| name == next) {
            let mut separator = ':';
            for (name, value) in values {
                if separator == ':' {
                    text.push_str(name);
                    if !signed_headers.is_empty() {
                        signed_headers.push(';');
                    }
                    signed_headers.push_str(name);
                }
                text.push(separator);
                text.push_str(&collapse_spaces(value));
                separator = ',';
            }
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&signed_headers);
        text.push('\n');
        match &request.body()[..] {
            [] => text.push_str(HASH_OF_EMPTY_BODY),
            body => push_hash(&mut text, body),
        }
        Ok(Self { text, signed_headers })
    }

    /// Appends the hash of the canonical request to `text`.
    pub(super) fn push_hash(&self, text: &mut String) {
        push_hash(text, self.text.as_bytes());
    }
}

/// Appends the SHA-256 of `bytes` as lower-case hexadecimal digits.
fn push_hash(text: &mut String, bytes: &[u8]) {
    push_hex(text, &Sha256::digest(bytes));
}

/// Appends the sorted query pairs, which are already encoded.
fn push_query(text: &mut String, query: &str) {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        pairs.push(pair.split_once('=').unwrap_or((pair, "")));
    }
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
}

/// Returns the signed headers, sorted by name. Values of the same name keep the order they are sent in.
fn sorted_headers(request: &http::Request<Bytes>) -> Result<Vec<(&str, &str)>, ToStrError> {
    let mut headers = Vec::with_capacity(request.headers().len() + 1);
    headers.push(("host", host(request.uri())));
    for (name, value) in request.headers() {
        let name = name.as_str();
        if !UNSIGNED.contains(&name) {
            // Inserting keeps equal names in order. For a few headers, a stable sort is not worth its
            // compile time.
            let index = headers.partition_point(|(before, _)| *before <= name);
            headers.insert(index, (name, value.to_str()?));
        }
    }
    Ok(headers)
}

/// Returns the value of the `host` header. It equals what HTTP clients send, because an endpoint's URL
/// never contains the default port.
fn host(uri: &Uri) -> &str {
    uri.authority().map(http::uri::Authority::as_str).unwrap_or_default()
}

fn collapse_spaces(value: &str) -> Cow<'_, str> {
    let value = value.trim_matches(' ');
    if !value.contains("  ") {
        return value.into();
    }
    let mut words = String::with_capacity(value.len());
    for word in value.split(' ').filter(|word| !word.is_empty()) {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    words.into()
}
