//! Names of AWS's model in words, and in Rust.

/// Splits a name into its words in small letters: `StartWebRTCContact` into `start`, `web`, `rtc` and
/// `contact`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(index + 1);
        let is_after_small =
            before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        let ends_acronym = before.is_some_and(char::is_ascii_uppercase)
            && after.is_some_and(char::is_ascii_lowercase);
        if character.is_ascii_uppercase() && (is_after_small || ends_acronym) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `MaxResults` becomes `max_results`. A keyword becomes a raw name.
pub(crate) fn snake(name: &str) -> String {
    let snake = words(name).join("_");
    match snake.as_str() {
        // These cannot be raw names.
        "self" | "super" | "crate" => snake + "_",
        word if KEYWORDS.contains(&word) => format!("r#{snake}"),
        first if first.starts_with(|it: char| it.is_ascii_digit()) => format!("n{snake}"),
        _ => snake,
    }
}

/// `SOFT_PHONE` and `softPhone` become `SoftPhone`.
pub(crate) fn pascal(name: &str) -> String {
    let capital = |word: &String| {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        first.to_ascii_uppercase() + rest
    };
    let pascal: String = words(name).iter().map(capital).collect();
    match pascal.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "SelfValue".to_owned(),
        first if first.starts_with(|it: char| it.is_ascii_digit()) => format!("N{pascal}"),
        _ => pascal,
    }
}

const KEYWORDS: [&str; 44] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "unsafe", "use", "virtual", "where",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_those_of_rust() {
        for (name, in_snake, in_pascal) in [
            ("AgentStatusARN", "agent_status_arn", "AgentStatusArn"),
            ("type", "r#type", "Type"),
            ("Self", "self_", "SelfValue"),
            ("SOFT_PHONE", "soft_phone", "SoftPhone"),
            ("3DES", "n3_des", "N3Des"),
        ] {
            assert_eq!((snake(name).as_str(), pascal(name).as_str()), (in_snake, in_pascal));
        }
    }

    #[test]
    fn names_are_split_where_a_person_would() {
        for (name, wanted) in [
            ("ListUsers", "list users"),
            ("StartWebRTCContact", "start web rtc contact"),
            ("AgentStatusARN", "agent status arn"),
            ("maxResults", "max results"),
            ("S3Uri", "s3 uri"),
            ("X-Amz-Bearer", "x amz bearer"),
        ] {
            assert_eq!(words(name).join(" "), wanted);
        }
    }
}
