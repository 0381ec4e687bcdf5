//! Reads settings from environment variables.

use std::env::VarError;

use aws_credential_types::Credentials;

use super::{Client, ClientBuilder};
use crate::declaration::service::{self, Service};
use crate::endpoint::{CommonUrl, ServiceUrl, Variant};
use crate::error::{ConfigurationError, CredentialsPart, Error};
use crate::retry::Retry;
use crate::sign::{check, trimmed};

/// The endpoint variables, named after the service ids in AWS's models
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html>).
pub(super) const ENDPOINT_VARIABLES: [(Service, &str); 7] = [
    (service::CONNECT, "AWS_ENDPOINT_URL_CONNECT"),
    (service::CASES, "AWS_ENDPOINT_URL_CONNECTCASES"),
    (service::CAMPAIGNS_V2, "AWS_ENDPOINT_URL_CONNECTCAMPAIGNSV2"),
    (service::CONTACT_LENS, "AWS_ENDPOINT_URL_CONNECT_CONTACT_LENS"),
    (service::PARTICIPANT, "AWS_ENDPOINT_URL_CONNECTPARTICIPANT"),
    (service::CUSTOMER_PROFILES, "AWS_ENDPOINT_URL_CUSTOMER_PROFILES"),
    (service::Q_CONNECT, "AWS_ENDPOINT_URL_QCONNECT"),
];

/// The variable with the path of a certificate bundle
/// (<https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html>).
#[cfg(feature = "reqwest")]
pub(super) const CA_BUNDLE: &str = "AWS_CA_BUNDLE";

/// The variables that name credentials of other sources. Only the crate `aws-config` reads these
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html>).
const UNREAD_CREDENTIALS: [&str; 8] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_CONFIG_FILE",
];

impl Client {
    /// Builds a client from environment variables only.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` | the credentials; required |
    /// | `AWS_SESSION_TOKEN` | the session token of temporary credentials |
    /// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the region; required |
    /// | `AWS_ENDPOINT_URL_CONNECT`, else `AWS_ENDPOINT_URL` | the endpoint URL |
    /// | `AWS_ENDPOINT_URL_CONNECTCASES`, `…_CONNECTCAMPAIGNSV2`, `…_CONNECT_CONTACT_LENS`, `…_CONNECTPARTICIPANT`, `…_CUSTOMER_PROFILES`, `…_QCONNECT` | the same for the other services |
    /// | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `true`: ignore the endpoint variables |
    /// | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `true`: use the FIPS or dual-stack endpoints |
    /// | `AWS_DISABLE_CLOCK_SKEW_CORRECTION` | `true`: always sign for the machine's time |
    /// | `AWS_MAX_ATTEMPTS` | the maximum number of attempts of a call |
    /// | `AWS_RETRY_MODE` | `standard` or `adaptive`, see [`Retry`](crate::Retry); `legacy` means `standard` |
    /// | `AWS_SDK_UA_APP_ID` | the application name in the `user-agent` header |
    /// | `AWS_CA_BUNDLE` | a PEM file with the certificate authorities to trust, see [`ClientBuilder::ca_bundle`] |
    ///
    /// It reads no profiles and no other sources of credentials. For those, see `Client::from_aws` of the
    /// feature `aws-config`.
    ///
    /// The default transport of every client, however built, also follows the variables `HTTPS_PROXY`,
    /// `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, except for loopback addresses. Lower-case names work too.
    ///
    /// An empty variable counts as unset. Flags are `true` or `false`, case-insensitive.
    ///
    /// # Errors
    ///
    /// Returns an error if a required variable is missing, a value is invalid, or FIPS or dual-stack is
    /// combined with an endpoint URL. The error names the variable, also if it is one of the proxy variables
    /// or `AWS_CA_BUNDLE` names a file without certificates.
    ///
    /// ```no_run
    /// let client = connect_runtime::Client::from_env()?;
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Returns a builder with the settings of the environment, see [`Client::from_env`]. Later settings
    /// override them.
    ///
    /// # Errors
    ///
    /// Returns an error if a variable has an invalid value, or if only one of the two access key variables
    /// is set. A missing setting is reported by [`build`](Self::build).
    pub fn from_env() -> Result<Self, Error> {
        Ok(builder(|name| std::env::var(name))?)
    }
}

/// Builds from the variables that `read` returns, so that tests need not change the environment.
pub(super) fn builder(
    read: impl Fn(&str) -> Result<String, VarError>,
) -> Result<ClientBuilder, ConfigurationError> {
    let variable = |name: &'static str| match read(name) {
        Ok(value) => Ok(Some(trimmed(&value).to_owned()).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(ConfigurationError::new(name, "is not UTF-8", "set it to valid UTF-8, or unset it"))
        }
    };
    let flag = |name: &'static str| match variable(name)?.map(|value| value.to_ascii_lowercase()) {
        None => Ok(false),
        Some(value) if value == "true" => Ok(true),
        Some(value) if value == "false" => Ok(false),
        Some(_) => {
            Err(ConfigurationError::new(name, "is not a flag", "set it to `true` or `false`"))
        }
    };
    let first_of = |first, second| Ok(variable(first)?.or(variable(second)?));

    let mut builder = ClientBuilder::default();
    builder.region = first_of("AWS_REGION", "AWS_DEFAULT_REGION")?;
    builder.endpoint_urls.variant = Variant {
        is_fips: flag("AWS_USE_FIPS_ENDPOINT")?,
        is_dual_stack: flag("AWS_USE_DUALSTACK_ENDPOINT")?,
    };
    builder.app_name = variable("AWS_SDK_UA_APP_ID")?;
    #[cfg(feature = "reqwest")]
    if let Some(path) = variable(CA_BUNDLE)? {
        builder = builder.with_ca_bundle(path.into(), CA_BUNDLE);
    }
    builder = builder.correct_clock_skew(!flag("AWS_DISABLE_CLOCK_SKEW_CORRECTION")?);
    if let Some(attempts) = variable("AWS_MAX_ATTEMPTS")? {
        let attempts = attempts.parse().ok().filter(|attempts| *attempts > 0).ok_or_else(|| {
            let help = "set it to 1 or more";
            ConfigurationError::new("AWS_MAX_ATTEMPTS", "is not a number of attempts", help)
        })?;
        builder = builder.max_attempts(attempts);
    }
    match variable("AWS_RETRY_MODE")?.map(|mode| mode.to_ascii_lowercase()).as_deref() {
        None => {}
        Some("standard" | "legacy") => builder = builder.retry(Retry::standard()),
        Some("adaptive") => builder = builder.retry(Retry::adaptive()),
        Some(_) => {
            let help = "set it to `standard` or `adaptive`";
            return Err(ConfigurationError::new("AWS_RETRY_MODE", "is not a retry mode", help));
        }
    }
    if !flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")? {
        let setting = "AWS_ENDPOINT_URL";
        builder.endpoint_urls.all = variable(setting)?.map(|url| CommonUrl { url, setting });
        for (service, setting) in ENDPOINT_VARIABLES {
            if let Some(url) = variable(setting)? {
                builder.endpoint_urls.of_service.push(ServiceUrl { service, url, setting });
            }
        }
    }
    let key = |name, part| {
        let value = variable(name)?;
        if let Some(Err(fault)) = value.as_deref().map(|value| check(part, value)) {
            let help = "set it to exactly what AWS issued, on one line";
            return Err(ConfigurationError::new(name, fault.to_string(), help));
        }
        Ok(value)
    };
    let id = key("AWS_ACCESS_KEY_ID", CredentialsPart::AccessKeyId)?;
    let secret = key("AWS_SECRET_ACCESS_KEY", CredentialsPart::SecretAccessKey)?;
    match (id, secret) {
        (Some(id), Some(secret)) => {
            let token = key("AWS_SESSION_TOKEN", CredentialsPart::SessionToken)?;
            Ok(builder.credentials(Credentials::new(id, secret, token, None, "environment")))
        }
        (None, None) => {
            let is_set = |name: &&str| read(name).is_ok_and(|value| !trimmed(&value).is_empty());
            builder.unread_credentials = UNREAD_CREDENTIALS.into_iter().find(is_set);
            Ok(builder)
        }
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
        builder(|name| read(variables, name))?.build()
    }

    fn read(variables: &[(&str, &str)], name: &str) -> Result<String, VarError> {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
    }

    #[test]
    fn a_client_is_built_from_variables() {
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
                    ("AWS_ENDPOINT_URL", "http://127.0.0.1:10"),
                    ("AWS_ENDPOINT_URL_CONNECT", url),
                ],
                "a",
                url,
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_ENDPOINT_URL", url),
                    ("AWS_USE_FIPS_ENDPOINT", "False"),
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
        let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
        assert_eq!(client.endpoint_url(), "https://connect.us-west-2.amazonaws.com");
    }

    #[test]
    fn each_service_has_its_own_variable() {
        for (service, name) in ENDPOINT_VARIABLES {
            let (all, own) = ("http://127.0.0.1:9", "http://127.0.0.1:10");
            let variables = [("AWS_REGION", "a"), ("AWS_ENDPOINT_URL", all), (name, own)];
            let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
            for (other, _) in ENDPOINT_VARIABLES {
                let expected = if other == service { own } else { all };
                assert_eq!(client.service_endpoint_url(&other), expected, "{name}");
            }
        }
    }

    #[test]
    fn later_settings_override_the_environment() {
        let variables = [
            ("AWS_REGION", "a"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
            ("AWS_ENDPOINT_URL_CONNECT", "http://127.0.0.1:10"),
        ];
        let variables = [&KEYS[..], &variables[..]].concat();
        let from_environment = || builder(|name| read(&variables, name)).unwrap();
        let url = "http://127.0.0.1:11";
        let client = from_environment().endpoint_url(url).build().unwrap();
        assert_eq!(client.endpoint_url(), url);
        let own = from_environment().service_endpoint_url(service::CASES, url);
        let client = own.endpoint_url("http://127.0.0.1:12").build().unwrap();
        assert_eq!(client.service_endpoint_url(&service::CASES), url);
    }

    #[test]
    fn the_retry_mode_can_be_set() {
        for (value, mode) in [("Adaptive", "Adaptive"), ("legacy", "Standard")] {
            let builder = builder(|name| read(&[("AWS_RETRY_MODE", value)], name)).unwrap();
            let retry = format!("{:?}", builder.retry);
            assert!(retry.contains(&format!("mode: {mode}")), "{retry}");
        }
    }

    #[test]
    fn errors_name_the_missing_or_invalid_setting() {
        for (variables, named) in [
            (vec![], "region"),
            (vec![("AWS_REGION", "us-west-2")], "AWS_ACCESS_KEY_ID"),
            (vec![("AWS_REGION", "a"), KEYS[0]], "AWS_SECRET_ACCESS_KEY"),
            (
                vec![("AWS_REGION", "a"), ("AWS_ENDPOINT_URL_QCONNECT", "q"), KEYS[0], KEYS[1]],
                "AWS_ENDPOINT_URL_QCONNECT",
            ),
            (
                vec![("AWS_REGION", "a"), ("AWS_MAX_ATTEMPTS", "0"), KEYS[0], KEYS[1]],
                "AWS_MAX_ATTEMPTS",
            ),
            (
                vec![("AWS_REGION", "a"), ("AWS_MAX_ATTEMPTS", "x"), KEYS[0], KEYS[1]],
                "AWS_MAX_ATTEMPTS",
            ),
            (
                vec![("AWS_REGION", "a"), ("AWS_RETRY_MODE", "often"), KEYS[0], KEYS[1]],
                "AWS_RETRY_MODE",
            ),
            (vec![("AWS_REGION", "a"), KEYS[1]], "AWS_ACCESS_KEY_ID"),
            (vec![("AWS_REGION", "evil.com/"), KEYS[0], KEYS[1]], "region"),
            (
                vec![("AWS_REGION", "a"), ("AWS_USE_FIPS_ENDPOINT", "yes"), KEYS[0], KEYS[1]],
                "AWS_USE_FIPS_ENDPOINT",
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_USE_FIPS_ENDPOINT", "true"),
                    ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                    KEYS[0],
                    KEYS[1],
                ],
                "use_fips",
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
                    ("AWS_ENDPOINT_URL_CONNECTCASES", "http://127.0.0.1:9"),
                    KEYS[0],
                    KEYS[1],
                ],
                "use_dual_stack",
            ),
            (
                vec![
                    ("AWS_REGION", "a"),
                    ("AWS_ENDPOINT_URL", "http://example.com"),
                    KEYS[0],
                    KEYS[1],
                ],
                "AWS_ENDPOINT_URL",
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

    #[test]
    fn each_endpoint_variable_is_named() {
        let all = ENDPOINT_VARIABLES.into_iter().map(|(_, name)| name);
        for name in all.chain(["AWS_ENDPOINT_URL"]) {
            for (url, problem) in [
                ("https://example.com/#a", "fragment"),
                ("https://hunter2@example.com", "user name or password"),
                ("https://example.com?a=b", "query"),
                ("example.com", "scheme"),
                ("ftp://example.com", "neither http nor https"),
                ("https://example.com:70000", "port"),
            ] {
                let error = client(&[("AWS_REGION", "a"), (name, url), KEYS[0], KEYS[1]]);
                let error = error.unwrap_err().to_string();
                let start = format!("client configuration: {name} ");
                assert!(error.starts_with(&start) && error.contains(problem), "{error}");
                assert!(!error.contains("hunter2"), "{error}");
            }
        }
    }

    #[test]
    fn keys_are_trimmed_and_checked() {
        let variables = |id, secret, token| {
            [
                ("AWS_REGION", "a"),
                ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                ("AWS_ACCESS_KEY_ID", id),
                ("AWS_SECRET_ACCESS_KEY", secret),
                ("AWS_SESSION_TOKEN", token),
            ]
        };
        for (id, secret, token) in [
            ("AKID\n", " hunter2\r\n", "\n"),
            ("\u{feff}AKID", "hunter2\t", "token\n"),
            ("AKID", "s", ""),
        ] {
            client(&variables(id, secret, token)).unwrap();
        }
        for (id, secret, token, named) in [
            (" ", "hunter2", "", "AWS_ACCESS_KEY_ID is not set"),
            ("AKID", "\r\n", "", "AWS_SECRET_ACCESS_KEY is not set"),
            ("AK\nID", "hunter2", "", "AWS_ACCESS_KEY_ID contains"),
            ("AKID", "hun\nter2", "", "AWS_SECRET_ACCESS_KEY contains"),
            ("AKID", "hunter2é", "", "AWS_SECRET_ACCESS_KEY contains"),
            ("AKID", "hunter2", "hunter2\nhunter2", "AWS_SESSION_TOKEN contains"),
            ("\n", "", "", "credentials are not set"),
        ] {
            let error = client(&variables(id, secret, token)).unwrap_err();
            assert!(error.to_string().contains(named), "{error}");
            assert!(!format!("{error:?}{error}").contains("hun"), "{error:?}");
        }
    }

    #[test]
    fn credentials_of_other_sources_are_named_with_the_feature_that_reads_them() {
        for variable in UNREAD_CREDENTIALS {
            for region in ["us-west-2", ""] {
                let variables = [(variable, "something"), ("AWS_REGION", region)];
                let error = client(&variables).unwrap_err().to_string();
                for part in [variable, "feature `aws-config`", "`from_aws`", "AWS_ACCESS_KEY_ID"] {
                    assert!(error.contains(part), "{part}: {error}");
                }
            }
            let blank = client(&[(variable, " "), ("AWS_REGION", "a")]).unwrap_err().to_string();
            assert!(!blank.contains("aws-config"), "{blank}");
            let url = ("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
            client(&[(variable, "x"), ("AWS_REGION", "a"), url, KEYS[0], KEYS[1]]).unwrap();
            let variables = [(variable, "x"), ("AWS_REGION", "a"), url];
            let builder = builder(|name| read(&variables, name)).unwrap();
            builder.without_credentials().build().unwrap();
        }
    }
}
