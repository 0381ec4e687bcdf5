//! The error for an argument that cannot be encoded.

use std::fmt;

use super::BoxError;

/// The error for an argument that cannot be encoded.
#[derive(Debug)]
pub struct ConstructionError {
    operation: &'static str,
    parameter: Option<&'static str>,
    reason: String,
    source: Option<BoxError>,
}

impl ConstructionError {
    pub(crate) fn new(operation: &'static str, reason: impl Into<String>) -> Self {
        Self { operation, parameter: None, reason: reason.into(), source: None }
    }

    pub(crate) fn of_parameter(mut self, parameter: &'static str) -> Self {
        self.parameter = Some(parameter);
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the operation that was called.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// Returns the parameter whose argument is wrong, or `None` if the error is about the whole request.
    pub fn parameter(&self) -> Option<&str> {
        self.parameter
    }
}

impl fmt::Display for ConstructionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: nothing was sent: ", self.operation)?;
        if let Some(parameter) = self.parameter {
            write!(f, "parameter `{parameter}` ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for ConstructionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
