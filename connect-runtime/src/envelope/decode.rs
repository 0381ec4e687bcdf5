//! Decodes JSON into a declared type and describes mismatches.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::DecodeError;
use crate::protocol::json::{Mismatch, parse_tolerantly};

/// Decodes `json`, a part of the body of `response`, by the rules that all envelopes share.
///
/// A `null` member, map value or list item that does not fit is treated as absent. Blank text, `{}` and
/// `null` each mean an empty output. An output of type `()` accepts any JSON. The error has the path of
/// the mismatch and does not quote the JSON.
///
/// # Errors
///
/// Returns an error if `json` is not JSON or does not fit `T`.
///
/// ```
/// use connect_runtime::{decode_json, http};
///
/// let response = http::Response::new(bytes::Bytes::new());
/// let error = decode_json::<Vec<u8>>(&response, b"[1, true]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// ```
pub fn decode_json<T: DeserializeOwned>(
    response: &Response<Bytes>,
    json: &[u8],
) -> Result<T, DecodeError> {
    parse_tolerantly(json).map_err(|mismatch| decode_error(&mismatch, response))
}

/// Describes a mismatch without quoting the JSON.
pub(super) fn decode_error(mismatch: &Mismatch<'_>, response: &Response<Bytes>) -> DecodeError {
    let reason = match mismatch.error.classify() {
        Category::Eof => "ends too early to be JSON".to_owned(),
        Category::Syntax | Category::Io => "is not JSON".to_owned(),
        Category::Data => describe(&mismatch.error.to_string()),
    };
    DecodeError::new(response, reason).at_path(mismatch.path())
}

/// Rewrites a message of serde without the value that it quotes.
fn describe(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("has no member {rest}");
    }
    if message.starts_with("duplicate field ") {
        return format!("has a {message}");
    }
    // The expected type comes last in the message, so nothing of the body follows it.
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let found = [
        ("invalid type: string", "is a string"),
        ("invalid type: integer", "is an integer"),
        ("invalid type: floating point", "is a number with a fraction"),
        ("invalid type: boolean", "is a boolean"),
        ("invalid type: null", "is null"),
        ("invalid type: map", "is an object"),
        ("invalid type: sequence", "is a list"),
        ("invalid length", "has another length"),
        ("unknown variant", "is an unknown variant"),
        ("unknown field", "has an unknown member"),
        ("invalid value", "is out of range"),
    ]
    .iter()
    .find(|(start, _)| message.starts_with(start));
    match (found, expected) {
        (Some((_, found)), Some(expected)) => {
            format!("{found} where the declaration expects {expected}")
        }
        _ => "does not fit the declared type".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct User {
        id: Option<String>,
        level: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    struct Page {
        #[serde(rename = "List")]
        _list: Vec<Entry>,
    }

    #[derive(Debug, Deserialize)]
    struct Entry {
        #[serde(rename = "Id")]
        _id: String,
        #[serde(rename = "Kind", default)]
        _kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    enum Kind {
        Agent,
    }

    fn decode<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
        decode_json(&Response::new(Bytes::new()), json.as_bytes())
    }

    #[test]
    fn blank_json_is_an_empty_output() {
        for json in ["", " \n", "{}", "null", r#"{"Other":1}"#, r#"{"Id":null}"#] {
            assert_eq!(decode::<User>(json).unwrap(), User::default(), "{json:?}");
            assert_eq!(decode::<Option<User>>(json).unwrap().unwrap_or_default(), User::default());
            decode::<()>(json).unwrap();
        }
        assert!(decode::<()>("<html>").is_err());
    }

    #[test]
    fn an_error_has_the_path_but_not_the_value() {
        for (json, path, reason) in [
            (
                r#"{"List":[{"Id":"a"},{"Id":7}]}"#,
                "List[1].Id",
                "is an integer where the declaration expects a string",
            ),
            (r#"{"List":[{"Id":"a"},{"Nope":"secret"}]}"#, "List[1]", "has no member `Id`"),
            (
                r#"{"List":{"secret":"secret"}}"#,
                "List",
                "is an object where the declaration expects a sequence",
            ),
            (
                r#"{"List":"secret"}"#,
                "List",
                "is a string where the declaration expects a sequence",
            ),
            (
                "{\n \"List\": [\n {\"Id\": [\"secret\"]}]}",
                "List[0].Id",
                "is a list where the declaration expects a string",
            ),
            (
                r#"{"List":[{"Id":"a","Kind":"secret"}]}"#,
                "List[0].Kind",
                "is an unknown variant where the declaration expects `Agent`",
            ),
            (
                r#"{"List":[{"Id":", expected secret"},3]}"#,
                "List[1]",
                "is an integer where the declaration expects struct Entry",
            ),
            (r#"{"List":[{"Id":"secret"#, "List[0].Id", "ends too early to be JSON"),
            ("{}", "", "has no member `List`"),
            ("<secret>", "", "is not JSON"),
            (r#"{"List":[]} secret"#, "", "is not JSON"),
        ] {
            let error = decode::<Page>(json).unwrap_err();
            assert_eq!(error.path(), path, "{json}");
            assert!(error.to_string().contains(reason), "{json}: {error}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let bomb = "[".repeat(100_000);
        assert!(decode::<serde_json::Value>(&bomb).is_err());
        assert!(decode::<()>(&bomb).is_err());
    }
}
