//! Signature Version 4, with the settings that the AWS SDKs use for Connect.
//!
//! Rule: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
//!
//! The `sign` function of `aws-sigv4` derives the signing key for each request, which is slow. This module
//! therefore uses it only to presign, which is rare. A header signature uses a cached key and the canonical
//! form of this crate.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningInstructions, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use tracing::dispatcher::{Dispatch, with_default};

use super::canonical::{CONTENT_LENGTH, CanonicalRequest};
use super::key::SigningKeys;
use crate::error::BoxError;
use crate::protocol::encode::push_encoded;
use crate::protocol::timestamp::Timestamp;

const ALGORITHM: &[u8] = b"AWS4-HMAC-SHA256";
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
        let date = date_time.get(..8).unwrap_or_default();
        let key = self.keys.get_or_derive(
            self.credentials,
            self.region,
            self.signing_name,
            (self.time, date),
        );
        let headers = request.headers_mut();
        headers.insert(X_AMZ_DATE, HeaderValue::from_str(date_time)?);
        if let Some(token) = self.credentials.session_token() {
            headers.insert(X_AMZ_SECURITY_TOKEN, sensitive(HeaderValue::from_str(token)?));
        }
        let canonical = CanonicalRequest::new(request)?;
        let scope = key.scope().as_bytes();
        let hash = canonical.hash();
        let to_sign = joined([ALGORITHM, b"\n", date_time.as_bytes(), b"\n", scope, b"\n", &hash]);
        let authorization = joined([
            ALGORITHM,
            b" Credential=",
            self.credentials.access_key_id().as_bytes(),
            b"/",
            scope,
            b", SignedHeaders=",
            canonical.signed_headers(),
            b", Signature=",
            &key.signature(&to_sign),
        ]);
        request.headers_mut().insert(AUTHORIZATION, sensitive(authorization.try_into()?));
        Ok(())
    }

    /// Signs the request and adds the signature, valid for `expires_in`, to its query.
    pub(super) fn presign(
        &self,
        request: &mut http::Request<Bytes>,
        expires_in: Duration,
    ) -> Result<(), BoxError> {
        let mut settings = SigningSettings::default();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(expires_in);
        settings.excluded_headers.get_or_insert_default().push(CONTENT_LENGTH.into());
        let (_, query) = self.instructions(request, settings)?.into_parts();
        let mut url = request.uri().to_string();
        for (name, value) in query {
            url.push(if url.contains('?') { '&' } else { '?' });
            push_encoded(&mut url, name);
            url.push('=');
            push_encoded(&mut url, &value);
        }
        *request.uri_mut() = url.try_into()?;
        Ok(())
    }

    fn instructions(
        &self,
        request: &http::Request<Bytes>,
        settings: SigningSettings,
    ) -> Result<SigningInstructions, BoxError> {
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.signing_name)
            .time(self.time)
            .settings(settings)
            .build()?
            .into();
        let headers: Vec<(&str, &str)> = request
            .headers()
            .iter()
            .map(|(name, value)| Ok((name.as_str(), value.to_str()?)))
            .collect::<Result<_, http::header::ToStrError>>()?;
        let signable = SignableRequest::new(
            request.method().as_str(),
            request.uri().to_string(),
            headers.into_iter(),
            SignableBody::Bytes(request.body()),
        )?;
        // `aws-sigv4` traces the headers that it signs, and one of them may contain a token.
        let signed = with_default(&Dispatch::none(), || sign(signable, &params))?;
        Ok(signed.into_parts().0)
    }
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
