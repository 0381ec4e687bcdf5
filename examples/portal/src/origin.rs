//! Whether a request comes from a page of the portal itself.
//!
//! Otherwise any site could sign its visitors in, since the browser would send its form here. A form of
//! another site has another `Sec-Fetch-Site`. A host name that somebody lets point to this server has
//! another `Host`.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Returns whether a POST comes from a page of `origin`, such as `https://portal.example.com`.
///
/// Browsers send `Sec-Fetch-Site` to `https` and to loopback addresses. Others are known by `Origin`, which
/// browsers set to `null` for pages with `referrer-policy: no-referrer`. Such a request is refused.
pub(crate) fn is_same(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_from_here = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text(ORIGIN.as_str()) == Some(origin),
    };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    is_from_here && authority.is_some() && text(HOST.as_str()) == authority
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn only_pages_of_the_portal_itself_may_post() {
        let here = "http://127.0.0.1:8700";
        let (host, elsewhere) = (Some("127.0.0.1:8700"), Some("https://example.com"));
        for (site, origin, host, is_same_origin) in [
            (Some("same-origin"), None, host, true),
            (Some("same-origin"), Some("null"), host, true),
            (None, Some(here), host, true),
            (Some("cross-site"), None, host, false),
            (Some("cross-site"), Some(here), host, false),
            (Some("same-site"), Some(here), host, false),
            (Some("none"), None, host, false),
            (None, None, host, false),
            (None, Some("null"), host, false),
            (None, elsewhere, host, false),
            (Some("same-origin"), None, Some("example.com"), false),
            (Some("same-origin"), None, Some("127.0.0.1"), false),
            (Some("same-origin"), None, None, false),
        ] {
            let values = [("sec-fetch-site", site), ("origin", origin), ("host", host)];
            let headers: HeaderMap = values
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .map(|(name, value)| {
                    (HeaderName::from_static(name), HeaderValue::from_static(value))
                })
                .collect();
            assert_eq!(is_same(&headers, here), is_same_origin, "{headers:?}");
        }
    }
}
