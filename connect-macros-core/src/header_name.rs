//! Checks the names of headers at compile time.

/// What is wrong with a name.
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The headers that the client sets, each with the help for a parameter that is bound to it.
const RESERVED: [(&str, &str); 18] = [
    (
        "authorization",
        "the client signs requests: for an operation with a token of its own, write `auth = none`",
    ),
    ("connection", SET_BY_CLIENT),
    ("content-encoding", SET_BY_CLIENT),
    ("content-length", SET_BY_CLIENT),
    (
        "content-type",
        "the body decides it: `#[body]` sends JSON, and `#[payload(\"text/plain\")]` another type",
    ),
    ("expect", SET_BY_CLIENT),
    ("host", "set another host with `endpoint_url` of the client builder"),
    ("keep-alive", SET_BY_CLIENT),
    ("proxy-authorization", SET_BY_CLIENT),
    ("te", SET_BY_CLIENT),
    ("trailer", SET_BY_CLIENT),
    ("transfer-encoding", SET_BY_CLIENT),
    ("upgrade", SET_BY_CLIENT),
    ("user-agent", "set the application's name with `app_name` of the client builder"),
    ("x-amz-content-sha256", SET_BY_CLIENT),
    ("x-amz-date", SET_BY_CLIENT),
    ("x-amz-security-token", "the session token comes from the credentials provider"),
    ("x-amzn-trace-id", SET_BY_CLIENT),
];
const SET_BY_CLIENT: &str = "remove the parameter: the client sets this header";

/// Checks that a parameter may be bound to this header, and returns its name in lower case.
pub(crate) fn check_name(name: &str) -> Result<String, Mistake> {
    let name = check_received(name, "X-Amz-Bearer")?;
    let reserved = RESERVED.iter().find(|(reserved, _)| *reserved == name);
    let help = match reserved {
        Some((_, help)) => help,
        None if name.starts_with("amz-sdk-") => SET_BY_CLIENT,
        None => return Ok(name),
    };
    Err(Mistake {
        message: format!("the header `{name}` is set by the client"),
        help: help.to_owned(),
    })
}

/// Checks the name of a header that a response may have, and returns it in lower case.
pub(crate) fn check_received(name: &str, example: &str) -> Result<String, Mistake> {
    if name.is_empty() {
        return Err(Mistake {
            message: "the name of the header is empty".to_owned(),
            help: format!("write it as `#[header(\"{example}\")]`"),
        });
    }
    check_characters(name)
}

/// Checks a prefix, which may be empty, and returns it in lower case.
pub(crate) fn check_prefix(prefix: &str) -> Result<String, Mistake> {
    check_characters(prefix)
}

fn check_characters(name: &str) -> Result<String, Mistake> {
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    match name.chars().find(|c| !legal(*c)) {
        None => Ok(name.to_ascii_lowercase()),
        Some(illegal) => Err(Mistake {
            message: format!(
                "`{name}` has the character {illegal:?}, which a header name cannot contain"
            ),
            help: "use letters, digits and `-`".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runtime checks the names in maps, which are known only when a call is made.
    #[test]
    fn the_runtime_reserves_the_same_names() {
        let names = RESERVED.map(|(name, _)| name);
        assert_eq!(names, connect_runtime::__private::RESERVED_HEADERS);
    }
}
