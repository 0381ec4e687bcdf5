//! The JSON of botocore's models, as far as it says something of requests and responses.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub(super) use serde_json::Number;

#[derive(Deserialize)]
pub(super) struct Service {
    pub(super) operations: BTreeMap<String, Operation>,
    pub(super) shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
pub(super) struct Pages {
    pub(super) pagination: BTreeMap<String, Paginator>,
}

#[derive(Deserialize)]
pub(super) struct Operation {
    pub(super) http: Http,
    pub(super) endpoint: Option<Endpoint>,
    pub(super) input: Option<Reference>,
    pub(super) output: Option<Reference>,
    #[serde(default)]
    pub(super) errors: Vec<Reference>,
    #[serde(default)]
    pub(super) deprecated: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Http {
    pub(super) method: String,
    pub(super) request_uri: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Endpoint {
    pub(super) host_prefix: Option<String>,
}

/// A use of a shape, which may add traits to it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "they are the fields of the JSON")]
pub(super) struct Reference {
    pub(super) shape: String,
    pub(super) location: Option<String>,
    pub(super) location_name: Option<String>,
    pub(super) timestamp_format: Option<String>,
    #[serde(default)]
    pub(super) idempotency_token: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    #[serde(default)]
    pub(super) jsonvalue: bool,
    #[serde(default)]
    pub(super) streaming: bool,
    #[serde(default)]
    pub(super) sensitive: bool,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "they are the fields of the JSON")]
pub(super) struct Shape {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) members: Members,
    #[serde(default)]
    pub(super) required: Vec<String>,
    /// The member that is the whole body.
    pub(super) payload: Option<String>,
    pub(super) member: Option<Reference>,
    pub(super) key: Option<Reference>,
    pub(super) value: Option<Reference>,
    #[serde(rename = "enum", default)]
    pub(super) values: Vec<String>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    pub(super) pattern: Option<String>,
    pub(super) timestamp_format: Option<String>,
    pub(super) error: Option<ShapeError>,
    #[serde(default)]
    pub(super) fault: bool,
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) sparse: bool,
    #[serde(default)]
    pub(super) union: bool,
    #[serde(default)]
    pub(super) document: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    #[serde(default)]
    pub(super) jsonvalue: bool,
    #[serde(default)]
    pub(super) streaming: bool,
    #[serde(default)]
    pub(super) eventstream: bool,
}

impl Reference {
    /// Whether the member has traits that its shape may not have.
    pub(super) const fn has_traits(&self) -> bool {
        self.timestamp_format.is_some() || self.jsonvalue || self.streaming || self.sensitive
    }

    /// Returns the shape with the traits of the member.
    pub(super) fn added_to(&self, base: &Shape) -> Shape {
        let mut shape = base.clone();
        shape.timestamp_format = self.timestamp_format.clone().or(shape.timestamp_format);
        shape.jsonvalue |= self.jsonvalue;
        shape.streaming |= self.streaming;
        shape.sensitive |= self.sensitive;
        shape
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShapeError {
    pub(super) http_status_code: Option<u16>,
    pub(super) code: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Paginator {
    pub(super) input_token: Option<Names>,
    pub(super) output_token: Option<Names>,
    pub(super) result_key: Option<Names>,
    pub(super) limit_key: Option<String>,
}

/// A name, or several of which the first one counts.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub(super) fn first(&self) -> Option<&str> {
        match self {
            Self::One(name) => Some(name),
            Self::Several(names) => names.first().map(String::as_str),
        }
    }
}

/// The members of a structure in the order of the model, which is not that of their names.
#[derive(Clone, Default)]
pub(super) struct Members(pub(super) Vec<(String, Reference)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the members of a structure")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
