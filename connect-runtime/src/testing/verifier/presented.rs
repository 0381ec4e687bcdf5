//! The signature of a request, read from its header or query.

use std::time::Duration;

use super::super::received::ReceivedRequest;
use super::{ALGORITHM, Refusal, refuse};

pub(super) struct Presented {
    pub(super) access_key_id: String,
    pub(super) scope: String,
    pub(super) signed_headers: String,
    pub(super) signature: String,
    pub(super) date: String,
    pub(super) session_token: Option<String>,
    /// How long a presigned request is valid; `None` for one signed in its header.
    pub(super) expires: Option<Duration>,
}

impl Presented {
    pub(super) fn read(request: &ReceivedRequest) -> Result<Self, Refusal> {
        if let Some(header) = request.header("authorization") {
            return Self::in_header(request, header).ok_or_else(|| Refusal {
                code: "IncompleteSignatureException",
                message:
                    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'"
                        .to_owned(),
            });
        }
        if in_query(request, "X-Amz-Algorithm").as_deref() == Some(ALGORITHM) {
            return Self::in_query(request).ok_or_else(|| Refusal {
                code: "IncompleteSignatureException",
                message: "AWS query-string parameters must include 'X-Amz-Credential' and others"
                    .to_owned(),
            });
        }
        refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
    }

    fn in_header(request: &ReceivedRequest, header: &str) -> Option<Self> {
        let parts: Vec<&str> = header.strip_prefix(ALGORITHM)?.split(',').map(str::trim).collect();
        let part = |name: &str| parts.iter().find_map(|part| part.strip_prefix(name));
        let (access_key_id, scope) = part("Credential=")?.split_once('/')?;
        Some(Self {
            access_key_id: access_key_id.to_owned(),
            scope: scope.to_owned(),
            signed_headers: part("SignedHeaders=")?.to_owned(),
            signature: part("Signature=")?.to_owned(),
            date: request.header("x-amz-date").unwrap_or_default().to_owned(),
            session_token: request.header("x-amz-security-token").map(str::to_owned),
            expires: None,
        })
    }

    fn in_query(request: &ReceivedRequest) -> Option<Self> {
        let credential = in_query(request, "X-Amz-Credential")?;
        let (access_key_id, scope) = credential.split_once('/')?;
        Some(Self {
            access_key_id: access_key_id.to_owned(),
            scope: scope.to_owned(),
            signed_headers: in_query(request, "X-Amz-SignedHeaders")?,
            signature: in_query(request, "X-Amz-Signature")?,
            date: in_query(request, "X-Amz-Date")?,
            session_token: in_query(request, "X-Amz-Security-Token"),
            expires: Some(Duration::from_secs(in_query(request, "X-Amz-Expires")?.parse().ok()?)),
        })
    }
}

fn in_query(request: &ReceivedRequest, name: &str) -> Option<String> {
    request.query_values(name).into_iter().next()
}
