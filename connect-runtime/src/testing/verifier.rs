//! Verifies Signature Version 4 as the service does: recomputes the signature of the received request.
//!
//! It shares no code with the signing side, so that a mistake there cannot cancel out here. Rule:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.

mod canonical;
mod presented;

use std::time::{Duration, SystemTime};

use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use self::canonical::{canonical_request, hex, hmac, sha256_hex};
use self::presented::Presented;
use super::keys::{Identity, Key, Keys};
use super::received::ReceivedRequest;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const MAX_SKEW: Duration = Duration::from_mins(5);

/// The keys, region and service that requests must be signed with.
pub(super) struct Verifier<'a> {
    pub(super) keys: &'a Keys,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

/// The reason a request is refused, in the service's wording.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
}

fn refuse<T>(code: &'static str, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, message: message.into() })
}

impl Verifier<'_> {
    /// Checks that the signature covers exactly the received request and is valid at `now`. Returns whose
    /// it is.
    pub(super) fn verify(
        &self,
        request: &ReceivedRequest,
        now: SystemTime,
    ) -> Result<Identity, Refusal> {
        let presented = Presented::read(request)?;
        let key = self.key(&presented)?;
        check_signed_headers(&presented, request)?;
        check_date(&presented, now)?;
        let date = &presented.date;
        let day = date.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        if presented.scope != scope {
            let message = format!("Credential should be scoped to {scope}.");
            return refuse("InvalidSignatureException", message);
        }
        let canonical = canonical_request(request, &presented.signed_headers);
        let string_to_sign =
            format!("{ALGORITHM}\n{date}\n{scope}\n{}", sha256_hex(canonical.as_bytes()));
        let signature = hex(&hmac(&self.signing_key(&key, day), &string_to_sign));
        if signature == presented.signature {
            return Ok(key.identity);
        }
        // Like the service, this quotes both texts, including header values.
        refuse(
            "InvalidSignatureException",
            format!(
                "The request signature we calculated does not match the signature you provided. \
                 Check your AWS Secret Access Key and signing method. Consult the service \
                 documentation for details.\n\nThe Canonical String for this request should have \
                 been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{string_to_sign}'\n"
            ),
        )
    }

    fn key(&self, presented: &Presented) -> Result<Key, Refusal> {
        let token = presented.session_token.as_deref();
        self.keys.find(&presented.access_key_id, token).ok_or_else(|| Refusal {
            code: "UnrecognizedClientException",
            message: "The security token included in the request is invalid.".to_owned(),
        })
    }

    fn signing_key(&self, key: &Key, day: &str) -> Vec<u8> {
        let secret = format!("AWS4{}", key.credentials.secret_access_key());
        [day, self.region, self.service, "aws4_request"]
            .iter()
            .fold(secret.into_bytes(), |key, part| hmac(&key, part))
    }
}

/// Returns the service that the signature of a request is for.
pub(super) fn signing_name(request: &ReceivedRequest) -> Option<String> {
    let scope = Presented::read(request).ok()?.scope;
    scope.split('/').nth(2).map(str::to_owned)
}

/// Checks that `host`, the content type and all `x-amz-` headers are signed.
fn check_signed_headers(presented: &Presented, request: &ReceivedRequest) -> Result<(), Refusal> {
    let signed: Vec<&str> = presented.signed_headers.split(';').collect();
    let received = request.headers.keys().map(http::HeaderName::as_str);
    let date = presented.expires.is_none().then_some("x-amz-date");
    let required = received
        .filter(|name| name.starts_with("x-amz-") || *name == "content-type")
        .chain(["host"])
        .chain(date);
    for name in required {
        if !signed.contains(&name) {
            let message = format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            return refuse("InvalidSignatureException", message);
        }
    }
    Ok(())
}

fn check_date(presented: &Presented, now: SystemTime) -> Result<(), Refusal> {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let date = &presented.date;
    let Ok(signed_at) = PrimitiveDateTime::parse(date, &format) else {
        let message = "Date in Authorization header must be in ISO8601 'basic format'";
        return refuse("IncompleteSignatureException", message);
    };
    let age = OffsetDateTime::from(now) - signed_at.assume_utc();
    let is_early = age.is_negative() && age.abs() > MAX_SKEW;
    if !is_early && age <= presented.expires.unwrap_or(MAX_SKEW) {
        return Ok(());
    }
    refuse(
        "InvalidSignatureException",
        format!("Signature expired: {date} is not within 5 min. of the service's time"),
    )
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::*;
    use crate::Credentials;

    /// Returns the example request in AWS's documentation of Signature Version 4.
    fn documented_example() -> ReceivedRequest {
        let headers = [
            ("host", "iam.amazonaws.com"),
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("x-amz-date", "20150830T123600Z"),
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
                 SignedHeaders=content-type;host;x-amz-date, \
                 Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            ),
        ];
        ReceivedRequest {
            method: Method::GET,
            path: "/".to_owned(),
            query: "Action=ListUsers&Version=2010-05-08".to_owned(),
            headers: headers
                .iter()
                .map(|(name, value)| {
                    (HeaderName::from_static(name), HeaderValue::from_static(value))
                })
                .collect::<HeaderMap>(),
            body: bytes::Bytes::new(),
            is_verified: false,
            labels: Vec::new(),
            identity: None,
        }
    }

    fn verify(request: &ReceivedRequest, secret: &str) -> Result<Identity, Refusal> {
        let credentials = Credentials::new("AKIDEXAMPLE", secret, None, None, "test");
        let keys = Keys::new(Key { credentials, identity: Identity::Root });
        let verifier = Verifier { keys: &keys, region: "us-east-1", service: "iam" };
        let signed_at = SystemTime::UNIX_EPOCH + Duration::from_mins(24_015_636);
        verifier.verify(request, signed_at)
    }

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    #[test]
    fn the_documented_example_verifies() {
        assert_eq!(verify(&documented_example(), SECRET).unwrap(), Identity::Root);
    }

    #[test]
    fn changing_a_signed_part_invalidates_the_signature() {
        let changes: [fn(&mut ReceivedRequest); 6] = [
            |request| request.method = Method::POST,
            |request| request.path = "/x".to_owned(),
            |request| request.query.push('1'),
            |request| request.body = bytes::Bytes::from_static(b"x"),
            |request| {
                request.headers.insert("host", HeaderValue::from_static("example.com"));
            },
            |request| {
                request.headers.insert("x-amz-date", HeaderValue::from_static("20150830T123601Z"));
            },
        ];
        for change in changes {
            let mut request = documented_example();
            change(&mut request);
            let refusal = verify(&request, SECRET).unwrap_err();
            assert_eq!(refusal.code, "InvalidSignatureException");
        }
        assert_eq!(
            verify(&documented_example(), "other").unwrap_err().code,
            "InvalidSignatureException"
        );
    }

    #[test]
    fn each_kind_of_invalid_signature_has_its_error_code() {
        let codes = |value: Option<&'static str>, name: &'static str| {
            let mut request = documented_example();
            request.headers.remove(name);
            if let Some(value) = value {
                request.headers.insert(name, HeaderValue::from_static(value));
            }
            verify(&request, SECRET).unwrap_err().code
        };
        assert_eq!(codes(None, "authorization"), "MissingAuthenticationTokenException");
        assert_eq!(
            codes(Some("AWS4-HMAC-SHA256 x"), "authorization"),
            "IncompleteSignatureException"
        );
        assert_eq!(codes(Some("soon"), "x-amz-date"), "IncompleteSignatureException");
        assert_eq!(codes(Some("20150830T125000Z"), "x-amz-date"), "InvalidSignatureException");
        assert_eq!(codes(Some("other"), "x-amz-security-token"), "UnrecognizedClientException");
        assert_eq!(codes(Some("unsigned"), "x-amz-target"), "InvalidSignatureException");
    }
}
