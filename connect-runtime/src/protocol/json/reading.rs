//! Reads a scalar as another kind of scalar, if its meaning is sure.

use serde::de::{self, IgnoredAny, Unexpected};

use crate::protocol::decimal::{Decimal, Integer};
use crate::protocol::float;
use crate::protocol::timestamp::{
    self, DateTime, HttpDate, TimeForm, TimeText, Timestamp, read_time, read_time_text,
};

/// The kind of scalar that the declared type expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    Integer,
    Number,
    Boolean,
    Text,
    Timestamp,
    DateTime,
    HttpDate,
}

impl Reading {
    pub(super) const ALL: [Self; 7] = [
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Text,
        Self::Timestamp,
        Self::DateTime,
        Self::HttpDate,
    ];

    /// Returns the kind that a message of serde calls `expected`.
    pub(super) fn expected(expected: &str) -> Option<Self> {
        let kind = expected.strip_prefix("a nonzero ").unwrap_or(expected);
        Some(match kind {
            "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64"
            | "u128" | "usize" => Self::Integer,
            "f32" | "f64" | "a JSON number" | float::EXPECTED => Self::Number,
            "a boolean" => Self::Boolean,
            "a string" => Self::Text,
            timestamp::EXPECTED => Self::Timestamp,
            timestamp::DATE_TIME_EXPECTED => Self::DateTime,
            timestamp::HTTP_DATE_EXPECTED => Self::HttpDate,
            _ => return None,
        })
    }

    /// Returns what an event calls the kind.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Text => "a string",
            Self::Timestamp | Self::DateTime | Self::HttpDate => "a time",
        }
    }

    /// Returns the scalar in the form that the type expects.
    ///
    /// Returns `None` if it has the form already, or if its meaning is not sure.
    pub(super) fn read(self, token: &[u8]) -> Option<Vec<u8>> {
        let scalar = Scalar::of(token)?;
        let json = match self {
            Self::Integer => match scalar.number()?.to_integer() {
                Integer::Exact(digits) => digits,
                Integer::HasFraction | Integer::TooLarge => return None,
            },
            Self::Number => number_json(scalar.string()?)?,
            Self::Boolean => boolean(&scalar)?.to_string(),
            Self::Text if scalar.string().is_none() => format!("\"{}\"", scalar.text()),
            Self::Text => return None,
            Self::Timestamp | Self::DateTime | Self::HttpDate => self.time(&scalar)?,
        };
        (json.as_bytes() != token).then(|| json.into_bytes())
    }

    /// Does the same for the key of a map, which is a string.
    pub(super) fn read_key(self, key: &[u8]) -> Option<Vec<u8>> {
        let scalar = Scalar::of(key)?;
        let text = match self {
            Self::Integer => match scalar.number()?.to_integer() {
                Integer::Exact(digits) => digits,
                Integer::HasFraction | Integer::TooLarge => return None,
            },
            Self::Boolean => boolean(&scalar)?.to_string(),
            _ => return None,
        };
        Some(format!("\"{text}\"").into_bytes()).filter(|quoted| quoted != key)
    }

    /// Returns the time in the format that the type expects.
    fn time(self, scalar: &Scalar) -> Option<String> {
        if self.reads_time(scalar) {
            return None;
        }
        match scalar {
            Scalar::Number(_) | Scalar::String(_) => match scalar.time() {
                TimeText::Time(time, _) if self == Self::HttpDate => {
                    Some(format!("\"{}\"", time.to_exact_http_date()))
                }
                TimeText::Time(time, _) => Some(format!("\"{time}\"")),
                TimeText::OutOfRange | TimeText::Other => None,
            },
            Scalar::Null | Scalar::Boolean(_) => None,
        }
    }

    /// Whether the type reads the time as it is. Its own reading of a number rounds.
    fn reads_time(self, scalar: &Scalar) -> bool {
        match (self, scalar) {
            (Self::Timestamp, Scalar::Number(text)) => {
                matches!(read_time(text), TimeText::Time(_, TimeForm::Seconds))
            }
            (Self::Timestamp, Scalar::String(text)) => text.parse::<Timestamp>().is_ok(),
            (Self::DateTime, Scalar::String(text)) => text.parse::<DateTime>().is_ok(),
            (Self::HttpDate, Scalar::String(text)) => text.parse::<HttpDate>().is_ok(),
            _ => false,
        }
    }

    /// Describes a scalar that cannot be read as this kind, without quoting it.
    pub(super) fn misfit(self, token: &[u8]) -> Option<&'static str> {
        let scalar = Scalar::of(token)?;
        let is_string = scalar.string().is_some();
        let integer = scalar.number().map(|number| number.to_integer());
        Some(match (&scalar, self) {
            (Scalar::Null, _) => "is null",
            (Scalar::Boolean(_), _) => "is a boolean",
            (Scalar::String(text), _) if text.trim().is_empty() => "is an empty string",
            (Scalar::Number(_) | Scalar::String(_), _) if self.is_time() => {
                match (scalar.time(), &integer) {
                    (TimeText::Other, Some(_)) => "is a number as text",
                    (TimeText::OutOfRange, None) => "is a time out of range",
                    (_, Some(_)) => "is out of range",
                    _ => "is a string",
                }
            }
            _ => match integer {
                Some(Integer::HasFraction) if is_string => "is a number with a fraction as text",
                Some(Integer::HasFraction) => "is a number with a fraction",
                Some(_) if matches!(self, Self::Integer | Self::Number) => "is out of range",
                Some(_) if is_string => "is a number as text",
                Some(_) => "is an integer",
                None => "is a string",
            },
        })
    }

    fn is_time(self) -> bool {
        matches!(self, Self::Timestamp | Self::DateTime | Self::HttpDate)
    }
}

/// Names the form of a scalar, without quoting it.
pub(super) fn form(token: &[u8]) -> &'static str {
    let Some(scalar) = Scalar::of(token) else { return "a value" };
    match &scalar {
        Scalar::Null => "null",
        Scalar::Boolean(_) => "a boolean",
        Scalar::Number(text) if text.contains(['e', 'E']) => "a number with an exponent",
        Scalar::Number(text) if text.contains('.') => "a number with a fraction",
        Scalar::Number(_) => "an integer",
        Scalar::String(_) if scalar.number().is_some() => "a number as text",
        Scalar::String(_) if boolean(&scalar).is_some() => "a boolean as text",
        Scalar::String(text) => match read_time(text) {
            TimeText::Time(_, TimeForm::DateTime) => "a date-time",
            TimeText::Time(_, TimeForm::Date) => "a date",
            TimeText::Time(_, TimeForm::HttpDate) => "an http-date",
            _ => "a string",
        },
    }
}

/// Returns the part of serde's message that describes the scalar `token`, such as ``integer `5` ``.
pub(super) fn unexpected(token: &[u8]) -> Option<String> {
    let scalar = Scalar::of(token)?;
    let number: serde_json::Number;
    let unexpected = match &scalar {
        Scalar::Null => Unexpected::Unit,
        Scalar::Boolean(boolean) => Unexpected::Bool(*boolean),
        Scalar::String(text) => Unexpected::Str(text),
        Scalar::Number(_) => {
            number = serde_json::from_slice(token).ok()?;
            let unsigned = number.as_u64().map(Unexpected::Unsigned);
            let integer = unsigned.or_else(|| number.as_i64().map(Unexpected::Signed));
            integer.or_else(|| number.as_f64().map(Unexpected::Float))?
        }
    };
    let message = <serde_json::Error as de::Error>::invalid_type(unexpected, &"").to_string();
    unexpected_in(&message).map(|(unexpected, _)| unexpected.to_owned())
}

/// Splits a message of serde about a value into the value and what was expected.
pub(super) fn unexpected_in(message: &str) -> Option<(&str, &str)> {
    let value = message.strip_prefix("invalid type: ");
    value.or_else(|| message.strip_prefix("invalid value: "))?.rsplit_once(", expected ")
}

/// A scalar with the text of its number or string.
enum Scalar {
    Null,
    Boolean(bool),
    Number(String),
    String(String),
}

impl Scalar {
    fn of(token: &[u8]) -> Option<Self> {
        Some(match token {
            b"null" => Self::Null,
            b"true" => Self::Boolean(true),
            b"false" => Self::Boolean(false),
            [b'"', ..] => Self::String(serde_json::from_slice(token).ok()?),
            _ => {
                let text = str::from_utf8(token).ok().filter(|text| Decimal::parse(text).is_some());
                Self::Number(text?.to_owned())
            }
        })
    }

    fn time(&self) -> TimeText {
        match self {
            Self::String(text) => read_time_text(text),
            _ => read_time(self.text()),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Null => "null",
            Self::Boolean(true) => "true",
            Self::Boolean(false) => "false",
            Self::Number(text) | Self::String(text) => text,
        }
    }

    /// Returns the content of a string without the white space around it.
    fn string(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text.trim_matches([' ', '\t', '\r', '\n'])),
            _ => None,
        }
    }

    /// Returns the number that this is, or of which it is the text.
    fn number(&self) -> Option<Decimal<'_>> {
        match self {
            Self::Number(text) => Decimal::parse(text),
            _ => Decimal::parse(self.string()?),
        }
    }
}

/// Returns the text of a number as JSON: unchanged if it can be, so that it is rounded like a number.
fn number_json(text: &str) -> Option<String> {
    let number = Decimal::parse(text)?;
    // From bytes, as everywhere else, so that `serde_json`'s reader is compiled once.
    let is_json = serde_json::from_slice::<IgnoredAny>(text.as_bytes()).is_ok();
    Some(if is_json { text.to_owned() } else { number.to_json() })
}

/// Returns the boolean that a scalar means: 0 and 1 in any form, and the two words in any case.
fn boolean(scalar: &Scalar) -> Option<bool> {
    match (scalar.number(), scalar.string()) {
        (Some(number), _) => match number.to_integer() {
            Integer::Exact(digits) if digits == "0" => Some(false),
            Integer::Exact(digits) if digits == "1" => Some(true),
            _ => None,
        },
        (None, Some(text)) if text.eq_ignore_ascii_case("true") => Some(true),
        (None, Some(text)) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unexpected_is_what_serde_says() {
        for token in ["null", "true", "7", "-7", "1.0", "1e30", r#""a\"b""#] {
            let error = serde_json::from_str::<Vec<()>>(token).unwrap_err().to_string();
            let (message, _) = error.rsplit_once(" at line ").unwrap();
            let expected = unexpected(token.as_bytes()).unwrap();
            assert_eq!(unexpected_in(message).unwrap().0, expected, "{token}");
        }
    }

    #[test]
    fn null_and_other_kinds_are_never_read_as_each_other() {
        for (reading, tokens) in [
            (Reading::Integer, ["null", "true", r#""""#]),
            (Reading::Number, ["null", "true", "1"]),
            (Reading::Boolean, ["2", r#""yes""#, "true"]),
            (Reading::Text, [r#""a""#, r#""1""#, "{"]),
            (Reading::Timestamp, ["1", "1.5", r#""2015-01-25T08:00:00Z""#]),
            (Reading::DateTime, ["true", r#""2015-01-25T08:00:00Z""#, r#""x""#]),
            (Reading::HttpDate, ["null", r#""Sun, 25 Jan 2015 08:00:00 GMT""#, r#""x""#]),
        ] {
            for token in tokens {
                assert_eq!(reading.read(token.as_bytes()), None, "{reading:?} {token}");
            }
        }
    }
}
