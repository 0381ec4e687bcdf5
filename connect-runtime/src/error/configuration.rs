//! The error for a client that cannot be built.

use std::fmt;

use super::BoxError;

/// The error for a client setting that is missing or wrong.
#[derive(Debug)]
pub struct ConfigurationError {
    setting: &'static str,
    reason: String,
    help: &'static str,
    source: Option<BoxError>,
}

impl ConfigurationError {
    pub(crate) fn new(
        setting: &'static str,
        reason: impl Into<String>,
        help: &'static str,
    ) -> Self {
        Self { setting, reason: reason.into(), help, source: None }
    }

    pub(crate) fn in_setting(mut self, setting: &'static str) -> Self {
        self.setting = setting;
        self
    }

    #[cfg(any(feature = "reqwest", feature = "__rustls"))]
    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the name of the setting, such as `region`.
    pub fn setting(&self) -> &str {
        self.setting
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, reason, help, .. } = self;
        write!(f, "client configuration: {setting} {reason}; {help}")
    }
}

impl std::error::Error for ConfigurationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
