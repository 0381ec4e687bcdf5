//! Which parts of an exchange are secret.

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

/// The names of secret members, in lower case.
#[derive(Debug, Clone)]
pub(super) struct Masks(Vec<String>);

impl Default for Masks {
    fn default() -> Self {
        Self(SECRET_MEMBERS.iter().map(|name| name.to_ascii_lowercase()).collect())
    }
}

impl Masks {
    pub(super) fn of(names: Vec<String>) -> Self {
        Self(names)
    }

    pub(super) fn names(&self) -> &[String] {
        &self.0
    }

    pub(super) fn add(&mut self, name: &str) {
        self.0.push(name.to_ascii_lowercase());
    }

    pub(super) fn is_secret(&self, name: &str) -> bool {
        self.0.iter().any(|secret| secret.eq_ignore_ascii_case(name))
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
            _ => {}
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
