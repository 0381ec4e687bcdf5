//! When an unknown name surely means a known one.

use crate::names::edits;

/// The name without what people mix up: case, `_` and `-`.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether the names differ in case, `_` and `-` alone.
pub(super) fn is_same_folded(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| name.bytes().filter(u8::is_ascii_alphanumeric).count();
    letters(one) == letters(other) && fold(one) == fold(other)
}

/// Whether one name is a slip of the other. [`names::nearest`](crate::names::nearest) allows a third of
/// the letters, by which many new operations of AWS would be slips of older ones.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    slips(one, other).is_some()
}

/// Counts the edits between two names, if they are few enough for a slip: two, or fewer in a short name.
pub(super) fn slips(one: &str, other: &str) -> Option<usize> {
    let most = match one.len().min(other.len()) {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    Some(edits(&fold(one), &fold(other))).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_few_letters_of_a_name() {
        for (one, other, expected) in [
            ("MaxResults", "maxResult", true),
            ("NextToken", "nxetToken", true),
            ("next_token", "NextToken", true),
            ("Description", "Descriptoin", true),
            ("Name", "Nmae", true),
            ("Name", "Type", false),
            ("Tags", "Tasks", false),
            ("To", "No", false),
            ("Id", "ID", true),
            ("DescribeUser", "DescribeRule", false),
            ("InstanceId", "InstanceArn", false),
        ] {
            assert_eq!(is_slip(one, other), expected, "{one} {other}");
        }
    }
}
