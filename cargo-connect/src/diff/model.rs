//! What a model says of operations and their shapes: one form for the built-in model and for botocore's
//! files, so that one comparison serves both.
//!
//! Kinds and places are words and no enums, because a newer model may have ones that nobody knows yet.

use std::collections::BTreeMap;

use connect_model::{Limit, Place, TimestampFormat};

/// The model of one service.
#[derive(Default)]
pub(super) struct Model {
    pub(super) operations: BTreeMap<String, OperationFacts>,
    pub(super) shapes: BTreeMap<String, ShapeFacts>,
    /// Whether the pages are known. They are in another file than the rest.
    pub(super) has_pages: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct OperationFacts {
    pub(super) name: String,
    pub(super) method: String,
    pub(super) path: String,
    /// What the host starts with, for requests of this operation alone.
    pub(super) host_prefix: Option<String>,
    /// The names of the structures of a request and of a response.
    pub(super) input: Option<String>,
    pub(super) output: Option<String>,
    pub(super) errors: Vec<ErrorFacts>,
    pub(super) pages: Option<PageFacts>,
    pub(super) is_deprecated: bool,
}

#[derive(Debug, Clone)]
pub(super) struct ErrorFacts {
    pub(super) code: String,
    pub(super) status: u16,
    pub(super) shape: String,
}

/// The names on the wire that pages use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageFacts {
    pub(super) items: String,
    pub(super) response_token: String,
    pub(super) request_token: String,
    pub(super) limit: Option<String>,
}

#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the marks of the model")]
pub(super) struct ShapeFacts {
    pub(super) name: String,
    /// The name for a person.
    pub(super) title: String,
    /// The word for what a value is, but `timestamp` for all timestamps.
    pub(super) kind: String,
    /// The format that a timestamp has in every place.
    pub(super) format: Option<String>,
    pub(super) members: Vec<MemberFacts>,
    pub(super) element: Option<String>,
    pub(super) key: Option<String>,
    pub(super) value: Option<String>,
    pub(super) values: Vec<String>,
    pub(super) min: Option<Limit>,
    pub(super) max: Option<Limit>,
    pub(super) pattern: Option<String>,
    pub(super) is_sensitive: bool,
    pub(super) is_sparse: bool,
    pub(super) is_deprecated: bool,
    pub(super) is_streaming: bool,
}

#[derive(Debug, Clone)]
pub(super) struct MemberFacts {
    /// The name in the model.
    pub(super) name: String,
    /// The name as it is sent.
    pub(super) wire_name: String,
    pub(super) place: String,
    pub(super) shape: String,
    pub(super) is_required: bool,
    pub(super) is_token: bool,
    pub(super) is_deprecated: bool,
}

impl ShapeFacts {
    /// Returns what a value is in a place. Timestamps have another format in each.
    pub(super) fn kind_in(&self, place: &str) -> &str {
        if self.kind != "timestamp" {
            return &self.kind;
        }
        let default = match place {
            "header" => TimestampFormat::default_in(Place::Header),
            "query" => TimestampFormat::default_in(Place::Query),
            "path" => TimestampFormat::default_in(Place::Path),
            _ => TimestampFormat::default_in(Place::Body),
        };
        self.format.as_deref().unwrap_or(connect_model::Kind::Timestamp(default).name())
    }

    /// Returns the lower limit. A length of at least 0 is no limit.
    pub(super) fn lower_limit(&self) -> Option<Limit> {
        let is_length = matches!(self.kind.as_str(), "string" | "blob" | "list" | "map");
        self.min.filter(|min| !(is_length && min.as_f64() <= 0.0))
    }
}
