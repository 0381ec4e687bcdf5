//! A request as it arrived.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;

/// A request that [`LocalConnect`](super::LocalConnect) received, byte for byte.
///
/// `Debug` shows the names in query and headers, not their values: a presigned request has its session
/// token in the query.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path as it was on the wire, percent-encoded.
    pub path: String,
    /// The query as it was on the wire, without `?`; empty where there was none.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Whether the signature was verified; a request with a wrong one is kept too, and so is one that
    /// needs none.
    pub is_verified: bool,
    pub(super) labels: Vec<(String, String)>,
}

impl ReceivedRequest {
    /// The decoded value of a label of the route that answered.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| label == name).map(|(_, value)| value.as_str())
    }

    /// The values of a query name, decoded, in order.
    pub fn query_values(&self, name: &str) -> Vec<String> {
        let pairs = query_pairs(&self.query).into_iter();
        pairs.filter(|(key, _)| key == name).map(|(_, value)| value).collect()
    }

    /// The value of a header, where it is text.
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

/// The pairs of a query, decoded, in order.
pub(super) fn query_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Percent-decodes text; what is not UTF-8 is replaced.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The labels of `path` where it has the form of `template`, such as `/users/<InstanceId>`.
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
    fn a_route_takes_paths_of_its_form() {
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
