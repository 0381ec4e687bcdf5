//! The words of a name, in snake case.

/// `maxResults` and `MaxResults` become `max_results`, `AWSAccountId` becomes `aws_account_id`, `UserIDs`
/// becomes `user_ids`. These are the words of the AWS SDK for Rust.
pub fn snake_case(name: &str) -> String {
    separate(name, starts_word)
}

/// Like [`snake_case`], but does not know the plural of an acronym: `UserIDs` becomes `user_i_ds`.
pub fn snake_case_without_plurals(name: &str) -> String {
    separate(name, starts_capitalized_word)
}

/// Separates the words of a name. `starts_word` gets what is before and after a place in it.
fn separate(name: &str, starts_word: impl Fn(&[char], &[char]) -> bool) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            snake.push('_');
            continue;
        }
        let (before, after) = characters.split_at(index);
        if starts_word(before, after) {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// The last letter of an acronym starts neither the plural of the acronym nor its version, as in `IPv4`.
fn starts_word(before: &[char], after: &[char]) -> bool {
    let is_in_acronym = before.last().is_some_and(|last| last.is_uppercase());
    let ends_acronym = match after {
        [_, 's', rest @ ..] => !rest.first().is_some_and(|next| next.is_lowercase()),
        [_, 'v', next, ..] => next.is_numeric(),
        _ => false,
    };
    starts_capitalized_word(before, after) && !(is_in_acronym && ends_acronym)
}

/// A capital starts a word after a small letter or a digit, and before a small letter.
fn starts_capitalized_word(before: &[char], after: &[char]) -> bool {
    let (Some(last), Some(first)) = (before.last(), after.first()) else { return false };
    let is_before_small = after.get(1).is_some_and(|next| next.is_lowercase());
    let is_start =
        last.is_lowercase() || last.is_numeric() || last.is_uppercase() && is_before_small;
    first.is_uppercase() && is_start
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
            ("S3Uris", "s3_uris"),
            ("S3URIs", "s3_uris"),
            ("L1Ids", "l1_ids"),
            ("OAuth2Token", "o_auth2_token"),
            ("Oauth2", "oauth2"),
            ("address1Line", "address1_line"),
            ("LexV2Bot", "lex_v2_bot"),
            ("IPv4Address", "ipv4_address"),
            ("contactARN", "contact_arn"),
            ("contactARNs", "contact_arns"),
            ("UserIDs", "user_ids"),
            ("userIDs", "user_ids"),
            ("IDs", "ids"),
            ("IDsOfUsers", "ids_of_users"),
            ("UserURLs", "user_urls"),
            ("APIs", "apis"),
            ("APIsOfUsers", "apis_of_users"),
            ("APIStage", "api_stage"),
            ("ACLSummary", "acl_summary"),
            ("AISummaries", "ai_summaries"),
            ("GenAI", "gen_ai"),
            ("WebRTCConnection", "web_rtc_connection"),
            ("As", "as"),
            ("IsA", "is_a"),
            ("XAxis", "x_axis"),
            ("PartIs", "part_is"),
            ("sort-by", "sort_by"),
            ("instance_id", "instance_id"),
            ("type", "type"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }
}
