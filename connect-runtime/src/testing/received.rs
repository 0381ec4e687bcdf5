//! The requests that the stand-in received.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;

use super::keys::Identity;

/// A request as [`LocalConnect`](super::LocalConnect) received it.
///
/// `Debug` shows the names but not the values of query parameters and headers. Both may contain secrets,
/// such as the session token in the query of a presigned request.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The percent-encoded path, as received.
    pub path: String,
    /// The percent-encoded query without `?`, as received. Empty if the request has none.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Whether the signature was verified. It is not if it is invalid or the route needs none.
    pub is_verified: bool,
    pub(super) labels: Vec<(String, String)>,
    /// The identity that the signature is of, if it was verified.
    pub(super) identity: Option<Identity>,
}

impl ReceivedRequest {
    /// Returns the decoded value of a label of the matched route.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| label == name).map(|(_, value)| value.as_str())
    }

    /// Returns the decoded values of a query name, in order.
    pub fn query_values(&self, name: &str) -> Vec<String> {
        let pairs = query_pairs(&self.query).into_iter();
        pairs.filter(|(key, _)| key == name).map(|(_, value)| value).collect()
    }

    /// Returns the first value of a header, if it is visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query_names = query_pairs(&self.query).into_iter().map(|(name, _)| name);
        f.debug_struct("ReceivedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query_names", &query_names.collect::<Vec<_>>())
            .field("header_names", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("is_verified", &self.is_verified)
            .finish_non_exhaustive()
    }
}

/// Returns the decoded pairs of a query, in order.
pub(super) fn query_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Percent-decodes text, and replaces invalid UTF-8.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Returns the labels of `path` if it matches `template`, such as `/users/<InstanceId>`.
pub(super) fn match_path(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut labels = Vec::new();
    let mut segments = path.split('/');
    for part in template.split('/') {
        let segment = segments.next()?;
        match part.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Some(name) => match name.strip_suffix("..") {
                Some(greedy) => {
                    let rest = segments.by_ref();
                    let value = rest.fold(segment.to_owned(), |value, next| value + "/" + next);
                    labels.push((greedy.to_owned(), decode(&value)));
                }
                None => labels.push((name.to_owned(), decode(segment))),
            },
            None if part == segment => {}
            None => return None,
        }
    }
    segments.next().is_none().then_some(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_matches_paths_and_extracts_labels() {
        for (template, path, labels) in [
            ("/a", "/a", Some(vec![])),
            ("/a", "/b", None),
            ("/a", "/a/b", None),
            ("/a/<Id>", "/a", None),
            ("/a/<Id>", "/a/x%2Fy%20z", Some(vec![("Id", "x/y z")])),
            ("/a/<Id>/<Key..>", "/a/1/b/c%2B", Some(vec![("Id", "1"), ("Key", "b/c+")])),
        ] {
            let labels = labels.map(|labels: Vec<(&str, &str)>| {
                labels.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
            });
            assert_eq!(match_path(template, path), labels, "{template} {path}");
        }
    }
}
