//! Decimal numbers as written, which are read without rounding.

/// A decimal number: `digits × 10^exponent`.
pub(crate) struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

/// A number as an integer.
pub(crate) enum Integer {
    /// The digits of the integer, with a sign if it is negative.
    Exact(String),
    HasFraction,
    /// The integer has more digits than any integer type.
    TooLarge,
}

/// `u128::MAX` has 39 digits.
const MAX_DIGITS: i64 = 39;

impl<'a> Decimal<'a> {
    /// Parses the text of a number. It may have a plus sign, zeros in front, or no digit before the point.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let is_number = !(whole.is_empty() && fraction.is_empty())
            && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        let is_negative = mantissa.starts_with('-');
        is_number.then_some(Self { is_negative, whole, fraction, exponent })
    }

    /// Returns the number as an integer.
    pub(crate) fn to_integer(&self) -> Integer {
        let (digits, exponent) = self.significant_digits();
        if digits.is_empty() {
            return Integer::Exact("0".to_owned());
        }
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        match usize::try_from(exponent) {
            Err(_) if exponent < 0 => Integer::HasFraction,
            Ok(zeros) if length.saturating_add(exponent) <= MAX_DIGITS => {
                let sign = if self.is_negative { "-" } else { "" };
                Integer::Exact(format!("{sign}{digits}{}", "0".repeat(zeros)))
            }
            _ => Integer::TooLarge,
        }
    }

    /// Returns the number times `10^power`, without its fraction. Returns `None` if it exceeds `i128`.
    pub(crate) fn scaled(&self, power: i64) -> Option<i128> {
        let exponent = self.exponent.saturating_add(power);
        let (digits, exponent) = Self { exponent, ..*self }.significant_digits();
        let value: i128 = if digits.is_empty() {
            0
        } else if exponent < 0 {
            let dropped = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
            match digits.get(..digits.len().saturating_sub(dropped)) {
                Some("") | None => 0,
                Some(kept) => kept.parse().ok()?,
            }
        } else {
            let factor = 10_i128.checked_pow(u32::try_from(exponent).ok()?)?;
            digits.parse::<i128>().ok()?.checked_mul(factor)?
        };
        Some(if self.is_negative { -value } else { value })
    }

    /// Returns the number as JSON.
    pub(crate) fn to_json(&self) -> String {
        let (digits, exponent) = self.significant_digits();
        let sign = if self.is_negative { "-" } else { "" };
        match (digits.as_str(), exponent) {
            ("", _) => format!("{sign}0.0"),
            (digits, 0) => format!("{sign}{digits}"),
            (digits, exponent) => format!("{sign}{digits}e{exponent}"),
        }
    }

    /// Returns the digits without the zeros at both ends, and the exponent of the last of them.
    fn significant_digits(&self) -> (String, i64) {
        let digits = format!("{}{}", self.whole, self.fraction);
        let fraction = i64::try_from(self.fraction.len()).unwrap_or(i64::MAX);
        let trimmed = digits.trim_end_matches('0');
        let zeros = i64::try_from(digits.len() - trimmed.len()).unwrap_or(i64::MAX);
        let exponent = self.exponent.saturating_sub(fraction).saturating_add(zeros);
        (trimmed.trim_start_matches('0').to_owned(), exponent)
    }
}

/// Parses an exponent. One that exceeds `i64` has the same meaning as its limit.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let limit = if text.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    Some(text.parse().map_or(limit, |exponent: i64| exponent.clamp(i64::MIN / 2, i64::MAX / 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_exact() {
        for (text, expected) in [
            ("1", "1"),
            ("-12.50e1", "-125"),
            ("+007", "7"),
            (".5e1", "5"),
            ("5.", "5"),
            ("-0.0", "0"),
            ("0e999999999999999999999", "0"),
            ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455"),
            ("1.5", "fraction"),
            ("1e-1", "fraction"),
            ("1e-99999999999999999999", "fraction"),
            ("1e39", "large"),
            ("1e99999999999999999999", "large"),
        ] {
            let integer = match Decimal::parse(text).unwrap().to_integer() {
                Integer::Exact(digits) => digits,
                Integer::HasFraction => "fraction".to_owned(),
                Integer::TooLarge => "large".to_owned(),
            };
            assert_eq!(integer, expected, "{text}");
        }
    }

    #[test]
    fn scaling_drops_the_fraction() {
        for (text, power, expected) in [
            ("1.5", 9, Some(1_500_000_000)),
            ("-1.0000000019", 9, Some(-1_000_000_001)),
            ("1e-12", 9, Some(0)),
            ("1422172800123", 6, Some(1_422_172_800_123_000_000)),
            ("1e300", 9, None),
            ("0e300", 9, Some(0)),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().scaled(power), expected, "{text}");
        }
    }

    #[test]
    fn json_has_the_same_value() {
        for (text, json) in
            [("+1.5", "15e-1"), (".5", "5e-1"), ("007", "7"), ("-0", "-0.0"), ("1E3", "1e3")]
        {
            assert_eq!(Decimal::parse(text).unwrap().to_json(), json);
        }
    }

    #[test]
    fn other_text_is_not_a_number() {
        for text in
            ["", "-", ".", "e1", "1e", "1e+", "0x1", "1_0", "1,0", "--1", "1.2.3", "NaN", "١"]
        {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
