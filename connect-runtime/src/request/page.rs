//! Makes the request for another page.

use bytes::Bytes;

use super::Request;
use super::body::{push_member, string};
use crate::declaration::operation::RequestToken;
use crate::error::ConstructionError;
use crate::protocol::encode::push_encoded;
use crate::protocol::json::Members;

impl Request {
    /// Returns the page token that the request has in `place`.
    pub(crate) fn page_token(&self, place: RequestToken) -> Option<String> {
        match place {
            RequestToken::Query(name) => {
                let name = encoded(name);
                let value =
                    self.query_pairs().find_map(|(key, value)| (key == name).then_some(value))?;
                percent_encoding::percent_decode_str(value).decode_utf8().ok().map(Into::into)
            }
            RequestToken::Body(name) => {
                let members: Members<'_> = serde_json::from_slice(&self.body).ok()?;
                members.string(name)
            }
        }
    }

    /// Returns the same request with another page token in `place`.
    pub(crate) fn with_page_token(
        &self,
        place: RequestToken,
        token: &str,
    ) -> Result<Self, ConstructionError> {
        let mut request = self.clone();
        match place {
            RequestToken::Query(name) => request.query = self.query_with(name, token),
            RequestToken::Body(name) => request.body = self.body_with(name, token)?,
        }
        Ok(request)
    }

    fn query_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    fn query_with(&self, name: &str, token: &str) -> String {
        let name = encoded(name);
        let others = self.query.split('&').filter(|pair| {
            !pair.is_empty() && pair.split('=').next().is_some_and(|key| key != name)
        });
        let mut query = String::new();
        for pair in others {
            query.push_str(pair);
            query.push('&');
        }
        query.push_str(&name);
        query.push('=');
        push_encoded(&mut query, token);
        query
    }

    fn body_with(&self, name: &str, token: &str) -> Result<Bytes, ConstructionError> {
        let members: Members<'_> = serde_json::from_slice(&self.body).map_err(|source| {
            let reason = format!("the body is no JSON object, so `{name}` has no place in it");
            ConstructionError::new(self.operation.name(), reason).caused_by(source)
        })?;
        let mut object = vec![b'{'];
        for (key, value) in members.iter().filter(|(key, _)| key != name) {
            push_member(&mut object, key, value.get().as_bytes());
        }
        push_member(&mut object, name, string(token).as_bytes());
        object.push(b'}');
        Ok(object.into())
    }
}

fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    push_encoded(&mut encoded, name);
    encoded
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method};

    use super::*;
    use crate::declaration::operation::Operation;

    static LIST: Operation = Operation::new("List", Method::GET, "/list");

    fn request(query: &str, body: &'static str) -> Request {
        Request {
            operation: &LIST,
            path: "/list".to_owned(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    #[test]
    fn a_query_token_replaces_the_previous_one() {
        let place = RequestToken::Query("nextToken");
        for (before, token, after) in [
            ("", None, "nextToken=a%2Fb%3D"),
            ("maxResults=5&x", None, "maxResults=5&x&nextToken=a%2Fb%3D"),
            ("nextToken=%2F&maxResults=5", Some("/"), "maxResults=5&nextToken=a%2Fb%3D"),
            ("nextTokens=1", None, "nextTokens=1&nextToken=a%2Fb%3D"),
        ] {
            let first = request(before, "");
            assert_eq!(first.page_token(place).as_deref(), token);
            let next = first.with_page_token(place, "a/b=").unwrap();
            assert_eq!(next.query(), after);
            assert_eq!(next.page_token(place).as_deref(), Some("a/b="));
        }
    }

    #[test]
    fn token_names_are_percent_encoded() {
        let place = RequestToken::Query("page:token");
        let first = request("page%3Atoken=a&b", "");
        assert_eq!(first.page_token(place).as_deref(), Some("a"));
        assert_eq!(first.with_page_token(place, "c").unwrap().query(), "b&page%3Atoken=c");
    }

    #[test]
    fn a_body_token_keeps_the_other_members() {
        let place = RequestToken::Body("NextToken");
        for (before, token, after) in [
            ("{}", None, r#"{"NextToken":"\"é"}"#),
            (r#"{"a": 1e400,"b":[ 1]}"#, None, r#"{"a":1e400,"b":[ 1],"NextToken":"\"é"}"#),
            (r#"{"NextToken":"x","a":1}"#, Some("x"), r#"{"a":1,"NextToken":"\"é"}"#),
        ] {
            let first = request("", before);
            assert_eq!(first.page_token(place).as_deref(), token);
            let next = first.with_page_token(place, "\"é").unwrap();
            assert_eq!(next.body(), after);
            assert_eq!(next.page_token(place).as_deref(), Some("\"é"));
        }
        let error = request("", "[]").with_page_token(place, "x").unwrap_err();
        assert!(error.to_string().contains("`NextToken` has no place"), "{error}");
    }
}
