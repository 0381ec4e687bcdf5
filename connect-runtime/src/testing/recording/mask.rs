//! Which parts of an exchange are secret.

use http::HeaderMap;
use serde_json::Value;

/// What stands in the place of a secret.
pub(super) const MASK: &str = "masked";

/// Members of Connect's operations that let whoever has them act: those that AWS's model marks as sensitive
/// and that are credentials, and URLs that are signed. Names and addresses of people are marked there too,
/// but are often what a test is about.
const SECRET_MEMBERS: [&str; 14] = [
    "AccessToken",
    "AuthCode",
    "ConnectionToken",
    "DeviceToken",
    "JoinToken",
    "ParticipantToken",
    "Password",
    "PromptPresignedUrl",
    "RefreshToken",
    "S3Url",
    "SecretAccessKey",
    "SecurityToken",
    "SessionToken",
    "Url",
];

/// Headers whose values a response may quote, as the service does where a signature does not match.
const SECRET_HEADERS: [&str; 4] =
    ["authorization", "cookie", "x-amz-bearer", "x-amz-security-token"];
/// What is shorter is no secret, and would be found in anything.
const SHORTEST_SECRET: usize = 8;

/// What is secret.
#[derive(Clone)]
pub(super) struct Masks {
    /// The names of members, in lower case.
    names: Vec<String>,
    /// Texts wherever they stand.
    texts: Vec<String>,
}

impl Default for Masks {
    fn default() -> Self {
        Self::of(SECRET_MEMBERS.iter().map(|name| name.to_ascii_lowercase()).collect())
    }
}

impl Masks {
    pub(super) fn of(names: Vec<String>) -> Self {
        Self { names, texts: Vec::new() }
    }

    /// The same, and the secrets in the headers of a request.
    pub(super) fn with_headers(mut self, headers: &HeaderMap) -> Self {
        let values = SECRET_HEADERS.iter().flat_map(|name| headers.get_all(*name));
        let texts = values.filter_map(|value| Some(value.to_str().ok()?.to_owned()));
        self.texts.extend(texts.filter(|text| text.len() >= SHORTEST_SECRET));
        self
    }

    /// A text without the secrets in it.
    pub(super) fn text(&self, text: &str) -> String {
        let without = |text: String, secret: &String| text.replace(secret.as_str(), MASK);
        self.texts.iter().fold(text.to_owned(), without)
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn add(&mut self, name: &str) {
        self.names.push(name.to_ascii_lowercase());
    }

    pub(super) fn is_secret(&self, name: &str) -> bool {
        self.names.iter().any(|secret| secret.eq_ignore_ascii_case(name))
    }

    /// Takes the secrets out of JSON, at any depth.
    pub(super) fn mask(&self, json: &mut Value) {
        match json {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mask(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    if self.is_secret(name) {
                        mask_all(value);
                    } else {
                        self.mask(value);
                    }
                }
            }
            Value::String(text) => *text = self.text(text),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Masks all that is in a value; it is of the same type after that.
fn mask_all(json: &mut Value) {
    match json {
        Value::Null => {}
        Value::Bool(flag) => *flag = false,
        Value::Number(number) => *number = 0.into(),
        Value::String(text) => MASK.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(mask_all),
        Value::Object(members) => members.values_mut().for_each(mask_all),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_masked_at_any_depth_and_keep_their_types() {
        let mut masks = Masks::default();
        masks.add("Ssn");
        let mut json = json!({
            "Credentials": { "AccessToken": "s", "AccessTokenExpiration": 7 },
            "data": [{ "refreshToken": "s", "UserId": "u" }],
            "ssn": { "number": 5, "text": "s", "flag": true, "none": null, "list": ["s", 1.5] },
            "NextToken": "page-2",
        });
        masks.mask(&mut json);
        let expected = json!({
            "Credentials": { "AccessToken": "masked", "AccessTokenExpiration": 7 },
            "data": [{ "refreshToken": "masked", "UserId": "u" }],
            "ssn": { "number": 0, "text": "masked", "flag": false, "none": null, "list": ["masked", 0] },
            "NextToken": "page-2",
        });
        assert_eq!(json, expected);
    }
}
