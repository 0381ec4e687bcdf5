//! Decodes JSON into a declared type and describes mismatches.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::DecodeError;
use crate::protocol::json::{Mismatch, message_of, parse_tolerantly, report_in_operation};

/// Decodes `json`, a part of the body of `response`, by the rules that all envelopes share.
///
/// A `null` member, map value or list item that does not fit is treated as absent. Blank text, `{}` and
/// `null` each mean an empty output. An output of type `()` accepts any JSON. The error has the path of
/// the mismatch and does not quote the JSON.
///
/// JSON that does not fit otherwise is repaired where its meaning is sure:
///
/// | declared | also read |
/// |---|---|
/// | an integer | a number without a fraction, such as `1.0` or `1E3`, and the text of one |
/// | a float | the text of a number |
/// | `bool` | 0 and 1, and the text `true` or `false` in any case |
/// | a string | a number or boolean, as it is written |
/// | [`Timestamp`] and its formats | seconds, milliseconds, date-time, date and http-date, also as text |
/// | any string | U+FFFD for a lone surrogate and for bytes that are not UTF-8; a control character |
/// | any member | the last one, if it is given more than once |
///
/// A time without a zone is in UTC, and a date is its midnight in UTC. A number counts milliseconds if no year
/// to 9999 fits it as seconds, and it has at most 13 digits. A byte order mark is skipped. Values that fit stay
/// as they are. A warning event of the target `connect_runtime::decode` names the operation, the member and
/// both forms, once for each operation and member.
///
/// [`Timestamp`]: crate::Timestamp
///
/// # Errors
///
/// Returns an error if `json` is not JSON or does not fit `T`.
///
/// ```
/// use connect_runtime::{decode_json, http};
///
/// let response = http::Response::new(bytes::Bytes::new());
/// let numbers: Vec<u8> = decode_json(&response, br#"[1, "2", 3.0]"#)?;
/// assert_eq!(numbers, [1, 2, 3]);
///
/// let error = decode_json::<Vec<u8>>(&response, b"[1, true]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// # Ok::<(), connect_runtime::DecodeError>(())
/// ```
pub fn decode_json<T: DeserializeOwned>(
    response: &Response<Bytes>,
    json: &[u8],
) -> Result<T, DecodeError> {
    parse_tolerantly(json, &mut |repair| report_in_operation(&repair))
        .map_err(|mismatch| decode_error(mismatch, response))
}

/// Decodes the value of the member `name`, by the same rules.
pub(crate) fn decode_member<T: DeserializeOwned>(
    response: &Response<Bytes>,
    name: &str,
    json: &[u8],
) -> Result<T, DecodeError> {
    parse_tolerantly(json, &mut |repair| report_in_operation(&repair.in_member(name)))
        .map_err(|mismatch| decode_error(mismatch, response).in_member(name))
}

/// Describes a mismatch without quoting the JSON.
pub(super) fn decode_error(mismatch: Mismatch, response: &Response<Bytes>) -> DecodeError {
    let Mismatch { error, path, found } = mismatch;
    let message = message_of(&error);
    let reason = match (error.classify(), found) {
        (Category::Data, found) => describe(&message, found),
        (_, Some(found)) => found.to_owned(),
        (Category::Eof, None) => "ends too early to be JSON".to_owned(),
        (Category::Syntax | Category::Io, None) => match message.as_str() {
            "number out of range" => "is out of range".to_owned(),
            "recursion limit exceeded" => "is nested too deeply".to_owned(),
            _ => "is not JSON".to_owned(),
        },
    };
    DecodeError::new(response, reason).at_path(path)
}

/// Rewrites a message of serde without the value that it quotes.
fn describe(message: &str, found: Option<&'static str>) -> String {
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("has no member {rest}");
    }
    if message.starts_with("duplicate field ") {
        return format!("has a {message}");
    }
    // The expected type comes last in the message, so nothing of the body follows it.
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    match (found.or_else(|| form_in(message)), expected) {
        (Some(found), Some(expected)) => {
            format!("{found} where the declaration expects {expected}")
        }
        _ => "does not fit the declared type".to_owned(),
    }
}

/// Returns the form of the value that a message of serde quotes.
fn form_in(message: &str) -> Option<&'static str> {
    let value = message.strip_prefix("invalid type: ");
    let start = value.or_else(|| message.strip_prefix("invalid value: ")).unwrap_or(message);
    [
        ("string", "is a string"),
        ("integer", if value.is_some() { "is an integer" } else { "is out of range" }),
        ("floating point", "is a number with a fraction"),
        ("number", "is a number"),
        ("boolean", "is a boolean"),
        ("null", "is null"),
        ("map", "is an object"),
        ("sequence", "is a list"),
        ("invalid length", "has another length"),
        ("unknown variant", "is an unknown variant"),
        ("unknown field", "has an unknown member"),
        ("invalid value", "is a value of another form"),
    ]
    .iter()
    .find(|(form, _)| start.starts_with(form))
    .map(|(_, found)| *found)
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
                r#"{"List":[{"Id":"a"},{"Id":[7]}]}"#,
                "List[1].Id",
                "is a list where the declaration expects a string",
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
    fn a_number_is_read_to_its_end() {
        for json in ["1.5", "1.5.6", "1 .5"] {
            assert!(decode::<i128>(json).is_err(), "{json}");
            assert!(decode::<Option<u128>>(json).is_err(), "{json}");
        }
        assert_eq!(decode::<i128>(" 1 ").unwrap(), 1);
        assert_eq!(decode::<i128>("1e3").unwrap(), 1000);
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let bomb = "[".repeat(100_000);
        assert!(decode::<serde_json::Value>(&bomb).is_err());
        assert!(decode::<()>(&bomb).is_err());
    }
}
