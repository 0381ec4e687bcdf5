//! Settings from environment variables.

use aws_credential_types::Credentials;

use super::ClientBuilder;
use crate::error::ConfigurationError;

/// Reads the settings through `read`, which gives the value of a variable.
pub(super) fn builder(
    read: impl Fn(&str) -> Option<String>,
) -> Result<ClientBuilder, ConfigurationError> {
    let variable = |name: &str| {
        read(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let flag = |name: &str| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));

    let mut builder = ClientBuilder::default();
    builder.region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
    builder.app_name = variable("AWS_SDK_UA_APP_ID");
    if !flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") {
        builder.endpoint_url =
            variable("AWS_ENDPOINT_URL_CONNECT").or_else(|| variable("AWS_ENDPOINT_URL"));
    }
    if builder.endpoint_url.is_none() {
        for name in ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"] {
            if flag(name) {
                return Err(ConfigurationError::new(
                    name,
                    "asks for an endpoint that is not supported yet",
                    "give that endpoint's URL in AWS_ENDPOINT_URL_CONNECT",
                ));
            }
        }
    }
    match (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")) {
        (Some(id), Some(secret)) => {
            let token = variable("AWS_SESSION_TOKEN");
            Ok(builder.credentials(Credentials::new(id, secret, token, None, "environment")))
        }
        (None, None) => Ok(builder),
        (Some(_), None) => Err(half_set("AWS_SECRET_ACCESS_KEY")),
        (None, Some(_)) => Err(half_set("AWS_ACCESS_KEY_ID")),
    }
}

fn half_set(absent: &'static str) -> ConfigurationError {
    ConfigurationError::new(
        absent,
        "is not set, but the other half of the credentials is",
        "set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::Error;

    const KEYS: [(&str, &str); 2] =
        [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];

    fn client(variables: &[(&str, &str)]) -> Result<Client, Error> {
        let read = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        builder(read)?.build()
    }

    #[test]
    fn variables_make_a_client() {
        let url = "http://127.0.0.1:9";
        for (variables, region, endpoint_url) in [
            (vec![("AWS_REGION", "eu-west-2"), ("AWS_ENDPOINT_URL", url)], "eu-west-2", url),
            (
                vec![
                    ("AWS_DEFAULT_REGION", "us-east-1"),
                    ("AWS_REGION", " "),
                    ("AWS_ENDPOINT_URL", url),
                ],
                "us-east-1",
                url,
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_ENDPOINT_URL", "bad"),
                    ("AWS_ENDPOINT_URL_CONNECT", url),
                ],
                "a",
                url,
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_ENDPOINT_URL", url),
                    ("AWS_USE_FIPS_ENDPOINT", "true"),
                ],
                "a",
                url,
            ),
        ] {
            let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
            assert_eq!(client.region(), region);
            assert_eq!(client.endpoint_url(), endpoint_url);
        }
    }

    #[test]
    fn configured_urls_can_be_ignored() {
        let variables = [
            ("AWS_REGION", "us-west-2"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE"),
        ];
        let read = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(builder(read).unwrap().endpoint_url, None);
    }

    #[test]
    fn what_is_absent_or_wrong_is_named() {
        for (variables, named) in [
            (vec![], "region"),
            (vec![("AWS_REGION", "us-west-2")], "AWS_ACCESS_KEY_ID"),
            (vec![("AWS_REGION", "a"), KEYS[0]], "AWS_SECRET_ACCESS_KEY"),
            (vec![("AWS_REGION", "a"), KEYS[1]], "AWS_ACCESS_KEY_ID"),
            (vec![("AWS_REGION", "evil.com/"), KEYS[0], KEYS[1]], "region"),
            (
                vec![("AWS_REGION", "a"), ("AWS_USE_FIPS_ENDPOINT", "true"), KEYS[0], KEYS[1]],
                "FIPS",
            ),
            (
                vec![("AWS_REGION", "a"), ("AWS_USE_DUALSTACK_ENDPOINT", "true"), KEYS[0], KEYS[1]],
                "DUALSTACK",
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_ENDPOINT_URL", "http://example.com"),
                    KEYS[0],
                    KEYS[1],
                ],
                "endpoint_url",
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_SDK_UA_APP_ID", "a b"),
                    ("AWS_ENDPOINT_URL", "http://localhost"),
                    KEYS[0],
                    KEYS[1],
                ],
                "app_name",
            ),
        ] {
            let error = client(&variables).unwrap_err();
            assert!(matches!(error, Error::Configuration(_)));
            assert!(error.to_string().contains(named), "{variables:?}: {error}");
            assert!(!format!("{error:?} {error}").contains("hunter2"));
        }
    }
}
