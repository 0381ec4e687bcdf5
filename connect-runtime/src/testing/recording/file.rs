//! The file format of recordings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::failure::Failure;
use super::mask::Masks;
use crate::error::BoxError;

const FORMAT: &str = "connect-runtime recording 1";

/// The content of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Recording {
    format: String,
    /// The lower-case names of masked members.
    pub(super) masked: Vec<String>,
    pub(super) exchanges: Vec<Exchange>,
}

/// A request and its outcome.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Exchange {
    pub(super) request: RecordedRequest,
    #[serde(flatten)]
    pub(super) outcome: Outcome,
}

/// The parts of a request that identify it in a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RecordedRequest {
    pub(super) operation: String,
    pub(super) method: String,
    pub(super) path: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) query: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Body>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    Response(RecordedResponse),
    /// A transport failure.
    Failure(Failure),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Body>,
}

/// A body, in the most readable form that can represent it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Body {
    Json(Value),
    Text(String),
    Base64(String),
}

impl Body {
    pub(super) fn of(bytes: &Bytes, masks: &Masks) -> Option<Self> {
        if bytes.is_empty() {
            return None;
        }
        Some(match (serde_json::from_slice(bytes), std::str::from_utf8(bytes)) {
            (Ok(mut json), _) => {
                masks.mask(&mut json);
                Self::Json(json)
            }
            (Err(_), Ok(text)) => Self::Text(masks.text(text)),
            (Err(_), Err(_)) => Self::Base64(STANDARD.encode(bytes)),
        })
    }

    pub(super) fn to_bytes(&self) -> Result<Bytes, base64::DecodeError> {
        Ok(match self {
            Self::Json(json) => json.to_string().into(),
            Self::Text(text) => text.clone().into(),
            Self::Base64(text) => STANDARD.decode(text)?.into(),
        })
    }
}

impl Recording {
    pub(super) fn new(masks: &Masks, exchanges: Vec<Exchange>) -> Self {
        Self { format: FORMAT.to_owned(), masked: masks.names().to_vec(), exchanges }
    }

    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        text.push(b'\n');
        std::fs::write(path, text)
    }

    pub(super) fn read(path: &Path) -> Result<Self, RecordingError> {
        let error = |reason: &str, source: Option<BoxError>| RecordingError {
            path: path.to_owned(),
            reason: reason.to_owned(),
            source,
        };
        let text =
            std::fs::read(path).map_err(|source| error("cannot be read", Some(source.into())))?;
        let recording: Self = serde_json::from_slice(&text)
            .map_err(|source| error("is not in the form of a recording", Some(source.into())))?;
        if recording.format != FORMAT {
            return Err(error(&format!("is not of the format `{FORMAT}`"), None));
        }
        for (number, exchange) in recording.exchanges.iter().enumerate() {
            exchange.check().map_err(|source| {
                error(&format!("has no valid response in exchange {number}"), Some(source))
            })?;
        }
        Ok(recording)
    }
}

/// An error when reading a recording.
#[derive(Debug)]
pub struct RecordingError {
    path: PathBuf,
    reason: String,
    source: Option<BoxError>,
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, reason) = (self.path.display(), &self.reason);
        write!(f, "{path} {reason}; record it again with `testing::Recorder`")
    }
}

impl std::error::Error for RecordingError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
