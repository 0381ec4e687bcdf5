//! Converts signed requests to `reqwest::Request`.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::Uri;
use reqwest::{Request, Url};

use crate::error::TransportError;
use crate::transport::built_in::refused;

/// Converts a request, and refuses it if `reqwest` would change its signed URL.
pub(super) fn convert(
    request: http::Request<Bytes>,
    last_base: &LastBase,
) -> Result<Request, TransportError> {
    let (parts, body) = request.into_parts();
    let url = signed_url(&parts.uri, last_base).ok_or_else(|| {
        refused(&parts.uri, "its URL is not in normal form, so the signature would not fit")
    })?;
    let mut converted = Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    if !body.is_empty() {
        *converted.body_mut() = Some(body.into());
    }
    Ok(converted)
}

/// Caches the base URL of the last request. Parsing the host is most of the work of parsing a URL, and
/// consecutive requests usually go to the same host.
#[derive(Default)]
pub(super) struct LastBase(Mutex<Option<Url>>);

/// Parses the URL of a request. Returns `None` if parsing changes the signed form.
fn signed_url(uri: &Uri, last_base: &LastBase) -> Option<Url> {
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
    let has_authority = |base: &Url| {
        let base = base.as_str().strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://"));
        base.and_then(|rest| rest.strip_suffix('/')) == Some(authority)
    };
    let mut last_base = last_base.0.lock().unwrap_or_else(PoisonError::into_inner);
    let cached = last_base.as_ref().filter(|base| has_authority(base)).cloned();
    let mut url = match cached {
        Some(base) => base,
        None => {
            let base =
                Url::parse(&format!("{scheme}://{authority}/")).ok().filter(has_authority)?;
            last_base.insert(base).clone()
        }
    };
    drop(last_base);
    url.set_path(uri.path());
    url.set_query(uri.query());
    (url.path() == uri.path() && url.query() == uri.query()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TransportErrorKind;

    fn request(uri: &str) -> http::Request<Bytes> {
        http::Request::get(uri).body(Bytes::new()).unwrap()
    }

    #[test]
    fn a_url_that_would_be_rewritten_is_refused() {
        for uri in ["http://a/b/../c", "http://a/b/%2e%2e/c", "http://A/b", "http://a:80/b"] {
            let error = convert(request(uri), &LastBase::default()).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Refused, "{uri}");
        }
        let last_base = LastBase::default();
        for uri in [
            "http://a/b%2Fc?d=%27e%20f",
            "http://a/",
            "http://a/?",
            "http://ab/c",
            "https://ab/c?d&e=%C3%A9",
            "http://a:1/b/",
            "http://[::1]:1/b",
        ] {
            let converted = convert(request(uri), &last_base).unwrap();
            assert_eq!(converted.url().as_str(), uri);
        }
    }
}
