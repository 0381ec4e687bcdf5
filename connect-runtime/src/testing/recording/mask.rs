//! Masks the secrets of an exchange.

use http::HeaderMap;
use serde_json::Value;

/// The text that replaces a secret.
pub(super) const MASK: &str = "masked";

/// Members of Connect's operations that contain credentials, signed URLs or sign-in links.
///
/// AWS's model marks these credentials as sensitive. It also marks names and addresses of people, which are
/// not masked, because tests often depend on them.
const SECRET_MEMBERS: [&str; 17] = [
    "AccessToken",
    "AuthCode",
    "AuthenticationUrl",
    "ConnectionToken",
    "DeviceToken",
    "FailedRecordReport",
    "JoinToken",
    "ParticipantToken",
    "Password",
    "PromptPresignedUrl",
    "RefreshToken",
    "S3Url",
    "SecretAccessKey",
    "SecurityToken",
    "SessionToken",
    "SignInUrl",
    "Url",
];

/// Request headers whose values are secret. The service quotes them if a signature does not match.
const SECRET_HEADERS: [&str; 4] =
    ["authorization", "cookie", "x-amz-bearer", "x-amz-security-token"];
/// Shorter header values are not masked: they are not secrets, and they would match in unrelated text.
const MIN_SECRET_LEN: usize = 8;

/// The secrets to mask.
#[derive(Clone)]
pub(super) struct Masks {
    /// The lower-case names of secret members.
    names: Vec<String>,
    /// Secret texts, masked wherever they occur.
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

    /// Adds the secrets in the headers of a request.
    pub(super) fn with_headers(mut self, headers: &HeaderMap) -> Self {
        let values = SECRET_HEADERS.iter().flat_map(|name| headers.get_all(*name));
        let texts = values.filter_map(|value| Some(value.to_str().ok()?.to_owned()));
        self.texts.extend(texts.filter(|text| text.len() >= MIN_SECRET_LEN));
        self
    }

    /// Returns `text` with secret texts masked.
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

    /// Masks the secrets in JSON, at any depth.
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

/// Masks everything in a value, and keeps the JSON types.
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
            "links": { "SignInUrl": "s", "AuthenticationUrl": "s", "failedRecordReport": "s" },
            "InstanceAccessUrl": "u",
            "ssn": { "number": 5, "text": "s", "flag": true, "none": null, "list": ["s", 1.5] },
            "NextToken": "page-2",
        });
        masks.mask(&mut json);
        let expected = json!({
            "Credentials": { "AccessToken": "masked", "AccessTokenExpiration": 7 },
            "data": [{ "refreshToken": "masked", "UserId": "u" }],
            "links": { "SignInUrl": "masked", "AuthenticationUrl": "masked", "failedRecordReport": "masked" },
            "InstanceAccessUrl": "u",
            "ssn": { "number": 0, "text": "masked", "flag": false, "none": null, "list": ["masked", 0] },
            "NextToken": "page-2",
        });
        assert_eq!(json, expected);
    }
}
