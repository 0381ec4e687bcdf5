//! Signature Version 4, with the settings that the AWS SDKs use for Connect.
//!
//! Rule: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
//! The tests compare signatures with those of `aws-sigv4`.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use bytes::Bytes;
use hmac::digest::InvalidLength;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::canonical::CanonicalRequest;
use super::key::{SigningKey, SigningKeys};
use crate::error::BoxError;
use crate::protocol::encode::push_encoded;
use crate::protocol::timestamp::Timestamp;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The parameters of one signature.
pub(super) struct Signer<'a> {
    pub(super) keys: &'a SigningKeys,
    pub(super) credentials: &'a Credentials,
    pub(super) region: &'a str,
    pub(super) signing_name: &'static str,
    pub(super) time: SystemTime,
}

impl Signer<'_> {
    /// Signs the request and adds the signature's headers.
    pub(super) fn sign(&self, request: &mut http::Request<Bytes>) -> Result<(), BoxError> {
        let date_time = Timestamp::try_from(self.time)?.to_basic_format();
        let date_time = date_time.as_str();
        let key = self.key(date_time)?;
        let headers = request.headers_mut();
        headers.insert(X_AMZ_DATE, HeaderValue::from_str(date_time)?);
        if let Some(token) = self.credentials.session_token() {
            headers.insert(X_AMZ_SECURITY_TOKEN, sensitive(HeaderValue::from_str(token)?));
        }
        let canonical = CanonicalRequest::new(request)?;
        let authorization = joined([
            ALGORITHM.as_bytes(),
            b" Credential=",
            self.credentials.access_key_id().as_bytes(),
            b"/",
            key.scope().as_bytes(),
            b", SignedHeaders=",
            canonical.signed_headers(),
            b", Signature=",
            &signature(&key, date_time, &canonical),
        ]);
        request.headers_mut().insert(AUTHORIZATION, sensitive(authorization.try_into()?));
        Ok(())
    }

    /// Signs the request and adds the signature, valid for `expires_in`, to its query.
    ///
    /// Unlike `aws-sigv4`, this signs `x-amz-user-agent` and `x-amz-checksum-mode` if the request has them,
    /// because the service requires it of all `x-amz-` headers that are sent.
    pub(super) fn presign(
        &self,
        request: &mut http::Request<Bytes>,
        expires_in: Duration,
    ) -> Result<(), BoxError> {
        let date_time = Timestamp::try_from(self.time)?.to_basic_format();
        let date_time = date_time.as_str();
        let key = self.key(date_time)?;
        let credential = format!("{}/{}", self.credentials.access_key_id(), key.scope());
        let seconds = expires_in.as_secs().to_string();
        // Which headers are signed does not depend on the query.
        let canonical = CanonicalRequest::new(request)?;
        let mut query = vec![
            ("X-Amz-Algorithm", ALGORITHM),
            ("X-Amz-Credential", &credential),
            ("X-Amz-Date", date_time),
            ("X-Amz-Expires", &seconds),
            ("X-Amz-SignedHeaders", str::from_utf8(canonical.signed_headers())?),
        ];
        query.extend(self.credentials.session_token().map(|it| ("X-Amz-Security-Token", it)));
        push_query(request, &query)?;
        let signature = signature(&key, date_time, &CanonicalRequest::new(request)?);
        push_query(request, &[("X-Amz-Signature", str::from_utf8(&signature)?)])
    }

    /// Returns the key for the day of `date_time`, which has the basic format.
    fn key(&self, date_time: &str) -> Result<Arc<SigningKey>, InvalidLength> {
        let date = date_time.get(..8).unwrap_or_default();
        self.keys.get_or_derive(self.credentials, self.region, self.signing_name, date)
    }
}

/// Returns the signature of a request.
fn signature(key: &SigningKey, date_time: &str, canonical: &CanonicalRequest) -> [u8; 64] {
    let (date_time, scope) = (date_time.as_bytes(), key.scope().as_bytes());
    let hash = canonical.hash();
    let parts = [ALGORITHM.as_bytes(), b"\n", date_time, b"\n", scope, b"\n", &hash];
    key.signature(&joined(parts))
}

/// Adds parameters to the query of a request.
fn push_query(
    request: &mut http::Request<Bytes>,
    parameters: &[(&str, &str)],
) -> Result<(), BoxError> {
    let mut url = request.uri().to_string();
    for (name, value) in parameters {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(name);
        url.push('=');
        push_encoded(&mut url, value);
    }
    *request.uri_mut() = url.try_into()?;
    Ok(())
}

/// Joins the parts. As the number is known, this costs less than `concat`.
fn joined<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum();
    // A text of just this length becomes the value of a header without another allocation.
    let mut text = Vec::with_capacity(length);
    for part in parts {
        text.extend_from_slice(part);
    }
    text
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests;
