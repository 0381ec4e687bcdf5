//! Reads settings from environment variables.

use std::env::VarError;

use aws_credential_types::Credentials;

use super::{Client, ClientBuilder};
use crate::declaration::service::{self, Service};
use crate::endpoint::{CommonUrl, EndpointUrls, ServiceUrl, Variant};
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
#[cfg(feature = "__http_client")]
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
    /// ```
    /// use connect_runtime::Client;
    ///
    /// match Client::from_env() {
    ///     Ok(client) => println!("calls {}", client.endpoint_url()),
    ///     Err(error) => println!("cannot call Amazon Connect: {error}"),
    /// }
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
        Ok(builder(&|name| std::env::var(name))?)
    }
}

/// Builds from the variables that `read` returns, so that tests need not change the environment.
pub(super) fn builder(read: &Read<'_>) -> Result<ClientBuilder, ConfigurationError> {
    let environment = Environment(read);
    let mut builder = ClientBuilder::default();
    builder.region = environment.region()?;
    builder.app_name = environment.variable("AWS_SDK_UA_APP_ID")?;
    builder.ignores_service_time = environment.flag("AWS_DISABLE_CLOCK_SKEW_CORRECTION")?;
    #[cfg(feature = "__http_client")]
    if let Some(path) = environment.variable(CA_BUNDLE)? {
        builder = builder.with_ca_bundle(path.into(), CA_BUNDLE);
    }
    environment.set_retries(&mut builder)?;
    environment.set_endpoint_urls(&mut builder.endpoint_urls)?;
    match environment.credentials()? {
        Some(credentials) => Ok(builder.credentials(credentials)),
        None => {
            builder.unread_credentials = environment.unread_credentials();
            Ok(builder)
        }
    }
}

type Read<'a> = dyn Fn(&str) -> Result<String, VarError> + 'a;

struct Environment<'a>(&'a Read<'a>);

impl Environment<'_> {
    fn region(&self) -> Result<Option<String>, ConfigurationError> {
        let region = self.variable("AWS_REGION")?;
        Ok(region.or(self.variable("AWS_DEFAULT_REGION")?))
    }

    fn set_retries(&self, builder: &mut ClientBuilder) -> Result<(), ConfigurationError> {
        if let Some(attempts) = self.variable("AWS_MAX_ATTEMPTS")? {
            let attempts = attempts.parse().ok().filter(|attempts| *attempts > 0);
            builder.limits.max_attempts = Some(attempts.ok_or_else(|| {
                let help = "set it to 1 or more";
                ConfigurationError::new("AWS_MAX_ATTEMPTS", "is not a number of attempts", help)
            })?);
        }
        let Some(mode) = self.variable("AWS_RETRY_MODE")? else { return Ok(()) };
        builder.retry = match mode.to_ascii_lowercase().as_str() {
            "standard" | "legacy" => Retry::standard(),
            "adaptive" => Retry::adaptive(),
            _ => {
                let help = "set it to `standard` or `adaptive`";
                return Err(ConfigurationError::new("AWS_RETRY_MODE", "is not a retry mode", help));
            }
        };
        Ok(())
    }

    fn set_endpoint_urls(&self, urls: &mut EndpointUrls) -> Result<(), ConfigurationError> {
        urls.variant = Variant {
            is_fips: self.flag("AWS_USE_FIPS_ENDPOINT")?,
            is_dual_stack: self.flag("AWS_USE_DUALSTACK_ENDPOINT")?,
        };
        if self.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")? {
            return Ok(());
        }
        let setting = "AWS_ENDPOINT_URL";
        urls.all = self.variable(setting)?.map(|url| CommonUrl { url, setting });
        for (service, setting) in ENDPOINT_VARIABLES {
            if let Some(url) = self.variable(setting)? {
                urls.of_service.push(ServiceUrl { service, url, setting });
            }
        }
        Ok(())
    }

    fn credentials(&self) -> Result<Option<Credentials>, ConfigurationError> {
        const ID: &str = "AWS_ACCESS_KEY_ID";
        const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
        let id = self.credentials_part(ID, CredentialsPart::AccessKeyId)?;
        let secret = self.credentials_part(SECRET, CredentialsPart::SecretAccessKey)?;
        let (id, secret) = match (id, secret) {
            (Some(id), Some(secret)) => (id, secret),
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(half_set(SECRET)),
            (None, Some(_)) => return Err(half_set(ID)),
        };
        let token = self.credentials_part("AWS_SESSION_TOKEN", CredentialsPart::SessionToken)?;
        Ok(Some(Credentials::new(id, secret, token, None, "environment")))
    }

    fn credentials_part(
        &self,
        name: &'static str,
        part: CredentialsPart,
    ) -> Result<Option<String>, ConfigurationError> {
        let value = self.variable(name)?;
        if let Some(Err(fault)) = value.as_deref().map(|value| check(part, value)) {
            let help = "set it to exactly what AWS issued, on one line";
            return Err(ConfigurationError::new(name, fault.to_string(), help));
        }
        Ok(value)
    }

    /// Returns a variable that names credentials of another source.
    fn unread_credentials(&self) -> Option<&'static str> {
        let is_set = |name: &&str| (self.0)(name).is_ok_and(|value| !trimmed(&value).is_empty());
        UNREAD_CREDENTIALS.into_iter().find(is_set)
    }

    fn flag(&self, name: &'static str) -> Result<bool, ConfigurationError> {
        match self.variable(name)?.map(|value| value.to_ascii_lowercase()).as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => {
                Err(ConfigurationError::new(name, "is not a flag", "set it to `true` or `false`"))
            }
        }
    }

    /// Returns the value without white space around it. An empty one counts as unset.
    fn variable(&self, name: &'static str) -> Result<Option<String>, ConfigurationError> {
        match (self.0)(name) {
            Ok(value) => Ok(Some(trimmed(&value).to_owned()).filter(|value| !value.is_empty())),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                let help = "set it to valid UTF-8, or unset it";
                Err(ConfigurationError::new(name, "is not UTF-8", help))
            }
        }
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
mod tests;
