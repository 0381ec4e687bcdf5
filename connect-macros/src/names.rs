//! Converts names between cases, and finds the known name that a misspelt one may mean.

/// `maxResults` and `MaxResults` become `max_results`, `AWSAccountId` becomes `aws_account_id`.
pub(crate) fn snake_case(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            snake.push('_');
            continue;
        }
        let previous = index.checked_sub(1).and_then(|index| characters.get(index));
        let next = characters.get(index + 1);
        let starts_word = character.is_uppercase()
            && previous.is_some_and(|previous| {
                previous.is_lowercase()
                    || previous.is_numeric()
                    || previous.is_uppercase() && next.is_some_and(|next| next.is_lowercase())
            });
        if starts_word {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// `get_federation_token` becomes `GetFederationToken`.
pub(crate) fn pascal_case(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    for word in name.split('_') {
        let mut characters = word.chars();
        pascal.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        pascal.push_str(characters.as_str());
    }
    pascal
}

/// `max_results` becomes `maxResults`.
pub(crate) fn lower_camel_case(name: &str) -> String {
    let pascal = pascal_case(name);
    let mut characters = pascal.chars();
    characters.next().into_iter().flat_map(char::to_lowercase).chain(characters).collect()
}

/// Finds the known name that `name` is most likely to mean.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let farthest = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (edits(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= farthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Counts the insertions, deletions, replacements and swaps of neighbours that turn `from` into `to`
/// (the restricted Damerau-Levenshtein distance).
fn edits(from: &str, to: &str) -> usize {
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
    fn wire_names_have_a_snake_case() {
        for (name, expected) in [
            ("InstanceId", "instance_id"),
            ("maxResults", "max_results"),
            ("AWSAccountId", "aws_account_id"),
            ("S3Uri", "s3_uri"),
            ("contactARN", "contact_arn"),
            ("sort-by", "sort_by"),
            ("instance_id", "instance_id"),
            ("type", "type"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }

    #[test]
    fn method_names_have_a_pascal_case() {
        for (name, expected) in [
            ("get_federation_token", "GetFederationToken"),
            ("remove", "Remove"),
            ("list_users2", "ListUsers2"),
            ("_private", "Private"),
        ] {
            assert_eq!(pascal_case(name), expected);
        }
    }

    #[test]
    fn near_misses_are_found_and_far_ones_are_not() {
        let known = ["name", "envelope"];
        assert_eq!(nearest("nmae", known), Some("name"));
        assert_eq!(nearest("Name", known), Some("name"));
        assert_eq!(nearest("envelop", known), Some("envelope"));
        assert_eq!(nearest("evnelope", known), Some("envelope"));
        assert_eq!(nearest("retries", known), None);
        assert_eq!(nearest("", known), None);
    }
}
