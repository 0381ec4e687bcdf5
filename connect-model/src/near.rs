//! When an unknown name surely means a known one.

/// The name without what people mix up: case, `_` and `-`.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether the names differ in case, `_` and `-` alone.
pub fn is_same_folded(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| name.bytes().filter(u8::is_ascii_alphanumeric).count();
    letters(one) == letters(other) && fold(one) == fold(other)
}

/// Whether one name is a slip of the other, by [`slips`].
pub fn is_slip(one: &str, other: &str) -> bool {
    slips(one, other).is_some()
}

/// Counts the edits between two names, if they are few enough for a slip: two, or fewer in a short name.
/// With a third of the letters, many new operations of AWS would be slips of older ones.
pub fn slips(one: &str, other: &str) -> Option<usize> {
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

/// Counts the insertions, deletions, replacements and swaps of neighbours that turn `from` into `to`
/// (the restricted Damerau-Levenshtein distance).
pub fn edits(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, from_character) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, to_character) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(from_character != to_character);
            let mut distance = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0
                && column > 0
                && from[row - 1] == *to_character
                && *from_character == to[column - 1]
            {
                distance = distance.min(before_last[column - 1] + 1);
            }
            current.push(distance);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[to.len()]
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
