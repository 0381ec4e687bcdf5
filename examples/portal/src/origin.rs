//! Whether a request is for the portal, and comes from a page of the portal itself.
//!
//! Otherwise any site could sign its visitors in, since the browser would send its form here. A form of
//! another site has another `Sec-Fetch-Site`. A host name that somebody lets point to this server has
//! another `Host`, and so has `localhost` in the place of `127.0.0.1`.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Returns whether a request is for the host and port of `origin`, such as `https://portal.example.com`.
pub(crate) fn is_host(headers: &HeaderMap, origin: &str) -> bool {
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    authority.is_some() && text(headers, HOST.as_str()) == authority
}

/// Returns whether a POST comes from a page of the host that it is for. [`is_host`] checks that host against
/// `origin`.
///
/// Browsers send `Sec-Fetch-Site` to `https` and to loopback addresses. Others are known by `Origin`, which
/// browsers set to `null` for pages with `referrer-policy: no-referrer`. Such a request is refused.
pub(crate) fn is_own_page(headers: &HeaderMap, origin: &str) -> bool {
    match text(headers, "sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text(headers, ORIGIN.as_str()) == Some(origin),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const HERE: &str = "http://127.0.0.1:8700";

    fn headers<const N: usize>(values: [(&'static str, Option<&'static str>); N]) -> HeaderMap {
        let values = values.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let header =
            |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        values.map(header).collect()
    }

    #[test]
    fn only_the_host_and_port_of_the_portal_are_its_own() {
        for (host, is_own) in [
            (Some("127.0.0.1:8700"), true),
            (Some("127.0.0.1"), false),
            (Some("localhost:8700"), false),
            (Some("example.com"), false),
            (None, false),
        ] {
            let headers = headers([("host", host)]);
            assert_eq!(is_host(&headers, HERE), is_own, "{headers:?}");
            assert!(!is_host(&headers, "null"), "{headers:?}");
        }
    }

    #[test]
    fn only_pages_of_the_portal_itself_may_post() {
        for (site, origin, is_own) in [
            (Some("same-origin"), None, true),
            (Some("same-origin"), Some("null"), true),
            (None, Some(HERE), true),
            (Some("cross-site"), None, false),
            (Some("cross-site"), Some(HERE), false),
            (Some("same-site"), Some(HERE), false),
            (Some("none"), None, false),
            (None, None, false),
            (None, Some("null"), false),
            (None, Some("https://example.com"), false),
        ] {
            let headers = headers([("sec-fetch-site", site), ("origin", origin)]);
            assert_eq!(is_own_page(&headers, HERE), is_own, "{headers:?}");
        }
    }
}
