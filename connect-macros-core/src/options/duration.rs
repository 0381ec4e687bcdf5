//! Parses durations such as `"5s"`.

use std::time::Duration;

use syn::LitStr;

use crate::diagnostics::{Diagnostics, Reported};

pub(super) const HELP: &str = "write a number with `ms`, `s` or `m`, such as `timeout = \"5s\"`";

/// Reads `"250ms"`, `"5s"` or `"2m"`.
pub(super) fn parse(text: &LitStr, diagnostics: &mut Diagnostics) -> Result<Duration, Reported> {
    duration(&text.value()).ok_or_else(|| {
        diagnostics.error(text.span(), format!("`{}` is not a duration", text.value()), HELP)
    })
}

fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok().filter(|number| *number > 0)?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_and_a_unit() {
        for (text, milliseconds) in [
            ("250ms", Some(250)),
            ("5s", Some(5_000)),
            ("2m", Some(120_000)),
            ("0s", None),
            ("5", None),
            ("s", None),
            ("1.5s", None),
            ("-1s", None),
            ("5 s", None),
            ("5h", None),
            ("", None),
            ("99999999999999999999s", None),
            ("9999999999999999999m", None),
        ] {
            assert_eq!(duration(text), milliseconds.map(Duration::from_millis), "{text}");
        }
    }
}
