//! Names of AWS's model in words, and in Rust.

use connect_model::snake_case;

/// Splits a name into its words in small letters: `StartWebRTCContact` into `start`, `web`, `rtc` and
/// `contact`.
pub(crate) fn words(name: &str) -> Vec<String> {
    snake_case(name).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
            ("UserIDs", "user_ids", "UserIds"),
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
