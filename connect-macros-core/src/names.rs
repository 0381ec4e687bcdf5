//! Converts names from snake case, and finds the known name that a misspelt one may mean.

use connect_model::edits;

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

#[cfg(test)]
mod tests {
    use super::*;

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
