//! Takes settings and credentials from the `aws-config` crate.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;

use super::environment::{CA_BUNDLE, ENDPOINT_VARIABLES};
use super::sdk_http::sdk_http_client;
use super::{Client, ClientBuilder};
use crate::declaration::service::{self, Service};
use crate::endpoint::{CommonUrl, ENDPOINT_URL, ServiceUrl};
use crate::error::Error;
use crate::retry::Retry;
use crate::transport::built_in::{CaBundle, Trust};

impl Client {
    /// Builds a client with the default configuration of the AWS SDKs, through the `aws-config` crate.
    ///
    /// It reads the environment, profile files, SSO, web identity, ECS and EKS containers, and EC2 instance
    /// metadata. The first call loads the credentials.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`ClientBuilder::build`], for instance if no region is found.
    ///
    /// ```no_run
    /// # async fn example() -> connect_runtime::Result<()> {
    /// let client = connect_runtime::Client::from_aws().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn from_aws() -> Result<Self, Error> {
        ClientBuilder::from_aws().await.build()
    }

    /// Builds a client with the settings of an `SdkConfig`, see [`ClientBuilder::from_sdk_config`].
    ///
    /// # Errors
    ///
    /// Returns the errors of [`ClientBuilder::build`], for instance if `config` has no region.
    ///
    /// ```
    /// use connect_runtime::{Client, Credentials, aws_config};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> connect_runtime::Result<()> {
    /// let config = aws_config::defaults(aws_config::BehaviorVersion::latest())
    ///     .region("us-west-2")
    ///     .credentials_provider(Credentials::new("AKID", "secret", None, None, "static"))
    ///     .load()
    ///     .await;
    /// let client = Client::from_sdk_config(&config)?;
    /// assert_eq!(client.region(), "us-west-2");
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_sdk_config(config: &SdkConfig) -> Result<Self, Error> {
        ClientBuilder::from_sdk_config(config).build()
    }
}

impl ClientBuilder {
    /// Returns a builder with the settings that the `aws-config` crate finds, see [`Client::from_aws`].
    /// Later settings override them.
    ///
    /// Credentials are requested with an HTTP client like that of the default transport. To use another
    /// one, load an `SdkConfig` and pass it to [`from_sdk_config`](Self::from_sdk_config).
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use connect_runtime::ClientBuilder;
    ///
    /// # async fn example() -> connect_runtime::Result<()> {
    /// let client =
    ///     ClientBuilder::from_aws().await.operation_timeout(Duration::from_secs(10)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn from_aws() -> Self {
        let trust = Arc::new(OnceLock::new());
        let loader = aws_config::defaults(BehaviorVersion::latest());
        let http_client = sdk_http_client(Arc::clone(&trust));
        let config = loader.http_client(http_client).load().await;
        if let Some(path) = ca_bundle(&config) {
            let bundle = CaBundle { path, setting: CA_BUNDLE };
            // `build` reports an error. Until then, no certificate is trusted.
            trust.get_or_init(|| Trust::in_bundle(&bundle).unwrap_or_else(|_| Trust::nothing()));
        }
        Self::from_sdk_config(&config)
    }

    /// Returns a builder with the settings of an `SdkConfig`. Later settings override them.
    ///
    /// | setting | taken from `config` |
    /// |---|---|
    /// | region, credentials provider, application name | yes |
    /// | endpoint URLs, also of single services from the environment and the profile's `services` section | yes |
    /// | the certificate bundle of `AWS_CA_BUNDLE`, else of the profile's `ca_bundle`, see [`ca_bundle`](Self::ca_bundle) | yes |
    /// | FIPS, dual-stack, timeouts, clock skew correction | yes |
    /// | retry mode, maximum attempts, maximum backoff | yes |
    /// | initial backoff | no, see [`Retry::standard`] |
    /// | HTTP client, sleep, time source, identity cache | no, this crate has its own |
    ///
    /// This crate enables `aws-config` without its default HTTP client. A config loaded without any HTTP
    /// client finds no credentials from SSO, web identity, containers and EC2. Pass a client to its loader,
    /// or use [`from_aws`](Self::from_aws), which does.
    pub fn from_sdk_config(config: &SdkConfig) -> Self {
        let mut builder = Self::default();
        builder.region = config.region().map(ToString::to_string);
        if let Some(provider) = config.credentials_provider() {
            builder = builder.credentials(provider);
        }
        builder.endpoint_urls.variant.is_fips = config.use_fips().unwrap_or_default();
        builder.endpoint_urls.variant.is_dual_stack = config.use_dual_stack().unwrap_or_default();
        // A URL that the program sets applies to all services.
        let is_of_program = config.get_origin(ENDPOINT_URL).is_client_config();
        let setting = if is_of_program { ENDPOINT_URL } else { "AWS_ENDPOINT_URL" };
        builder.endpoint_urls.all =
            config.endpoint_url().map(|url| CommonUrl { url: url.to_owned(), setting });
        if !is_of_program {
            builder.endpoint_urls.of_service = service_urls(config);
        }
        if let Some(path) = ca_bundle(config) {
            builder = builder.with_ca_bundle(path, CA_BUNDLE);
        }
        builder.app_name = config.app_name().map(ToString::to_string);
        if let Some(is_disabled) = config.disable_clock_skew_correction() {
            builder = builder.correct_clock_skew(!is_disabled);
        }
        if let Some(retry) = config.retry_config() {
            builder = with_retry(builder, retry);
        }
        match config.timeout_config() {
            Some(timeouts) => with_timeouts(builder, timeouts),
            None => builder,
        }
    }
}

/// Returns the endpoint URLs of single services.
fn service_urls(config: &SdkConfig) -> Vec<ServiceUrl> {
    let url = |(service, variable): (Service, &'static str)| {
        let key = ServiceConfigKey::builder()
            .service_id(variable.strip_prefix("AWS_ENDPOINT_URL_")?)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build()
            .ok()?;
        let url = config.service_config()?.load_config(key)?;
        // `load_config` falls back to the URL for all services.
        let is_own = Some(url.as_str()) != config.endpoint_url();
        is_own.then_some(ServiceUrl { service, url, setting: variable })
    };
    ENDPOINT_VARIABLES.into_iter().filter_map(url).collect()
}

/// Returns the path in `AWS_CA_BUNDLE`, else in the profile's `ca_bundle`.
fn ca_bundle(config: &SdkConfig) -> Option<PathBuf> {
    let service_id = service::CONNECT.name();
    let key = ServiceConfigKey::builder()
        .service_id(service_id)
        .env(CA_BUNDLE)
        .profile("ca_bundle")
        .build()
        .ok()?;
    let path = config.service_config()?.load_config(key)?;
    Some(path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn with_retry(builder: ClientBuilder, config: &RetryConfig) -> ClientBuilder {
    let retry = match config.mode() {
        RetryMode::Adaptive => Retry::adaptive(),
        _ => Retry::standard(),
    };
    builder.retry(retry.max_backoff(config.max_backoff())).max_attempts(config.max_attempts())
}

fn with_timeouts(mut builder: ClientBuilder, config: &TimeoutConfig) -> ClientBuilder {
    if let Some(timeout) = config.connect_timeout() {
        builder = builder.connect_timeout(timeout);
    }
    if let Some(timeout) = config.read_timeout() {
        builder = builder.read_timeout(timeout);
    }
    if let Some(timeout) = config.operation_timeout() {
        builder = builder.operation_timeout(timeout);
    }
    if let Some(timeout) = config.operation_attempt_timeout() {
        builder = builder.attempt_timeout(timeout);
    }
    builder
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_config::{AppName, Region};
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;

    use super::*;
    use crate::declaration::service;

    fn config() -> aws_types::sdk_config::Builder {
        let credentials = Credentials::new("AKID", "secret", None, None, "test");
        SdkConfig::builder()
            .region(Region::new("eu-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
    }

    #[test]
    fn settings_are_taken_from_the_config() {
        let seconds = Duration::from_secs;
        let timeouts = TimeoutConfig::builder()
            .operation_timeout(seconds(7))
            .operation_attempt_timeout(seconds(3))
            .connect_timeout(seconds(1))
            .build();
        let retry = RetryConfig::adaptive().with_max_attempts(5).with_max_backoff(seconds(2));
        let config = config()
            .timeout_config(timeouts)
            .retry_config(retry)
            .app_name(AppName::new("an-app").unwrap())
            .use_fips(true)
            .build();
        let builder = ClientBuilder::from_sdk_config(&config);
        let retry = format!("{:?}", builder.retry);
        assert!(retry.contains("mode: Adaptive, max_backoff: 2s"), "{retry}");
        let client = builder.build().unwrap();
        assert_eq!(client.region(), "eu-west-2");
        assert_eq!(client.endpoint_url(), "https://connect-fips.eu-west-2.amazonaws.com");
        let dispatcher = client.dispatcher();
        assert_eq!(dispatcher.limits.timeout, Some(seconds(7)));
        assert_eq!(dispatcher.limits.attempt_timeout, Some(seconds(3)));
        assert_eq!(dispatcher.limits.max_attempts, Some(5));
        assert!(dispatcher.user_agent.to_str().unwrap().ends_with("app/an-app"));
    }

    #[test]
    fn an_endpoint_set_in_code_applies_to_all_services() {
        let config = config().endpoint_url("http://127.0.0.1:9").build();
        let client = Client::from_sdk_config(&config).unwrap();
        assert_eq!(client.service_endpoint_url(&service::CASES), "http://127.0.0.1:9");
    }

    #[test]
    fn a_missing_region_is_reported() {
        let error = Client::from_sdk_config(&SdkConfig::builder().build()).unwrap_err();
        assert!(error.to_string().contains("region is not set"), "{error}");
    }
}
