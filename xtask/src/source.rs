//! AWS's model of a service, as botocore publishes it.
//!
//! Every field has a place here, or the model is refused: a field that nobody knows may change what a
//! request looks like.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The model of one service.
pub(crate) struct Model {
    pub(crate) metadata: Metadata,
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
    pub(crate) pagination: BTreeMap<String, Pagination>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata {
    pub(crate) protocol: String,
    pub(crate) service_full_name: String,
    pub(crate) endpoint_prefix: String,
    pub(crate) signing_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Operation {
    #[serde(rename = "name")]
    _name: String,
    pub(crate) http: Http,
    pub(crate) input: Option<Reference>,
    pub(crate) output: Option<Reference>,
    #[serde(default)]
    pub(crate) errors: Vec<Reference>,
    #[serde(default)]
    pub(crate) deprecated: bool,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
    #[serde(rename = "deprecatedMessage")]
    _deprecated_message: Option<IgnoredAny>,
    /// Says that PUT and DELETE are idempotent, as they are in HTTP.
    #[serde(rename = "idempotent")]
    _idempotent: Option<bool>,
    /// Whether the operation changes nothing.
    #[serde(rename = "readonly")]
    _readonly: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
    /// The status of a success. Clients accept any status from 200 to 299.
    #[serde(rename = "responseCode")]
    _response_code: Option<u16>,
}

/// A use of a shape, by a member, a list, a map or an operation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Reference {
    pub(crate) shape: String,
    pub(crate) location: Option<Location>,
    pub(crate) location_name: Option<String>,
    #[serde(default)]
    pub(crate) idempotency_token: bool,
    #[serde(default)]
    pub(crate) deprecated: bool,
    #[serde(rename = "deprecatedMessage")]
    _deprecated_message: Option<IgnoredAny>,
    #[serde(rename = "deprecatedSince")]
    _deprecated_since: Option<IgnoredAny>,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
    /// Concerns languages whose numbers have no empty value.
    #[serde(rename = "box")]
    _box: Option<bool>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Location {
    Uri,
    Querystring,
    Header,
    StatusCode,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: ShapeKind,
    #[serde(default)]
    pub(crate) members: Members,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    pub(crate) member: Option<Reference>,
    pub(crate) key: Option<Reference>,
    pub(crate) value: Option<Reference>,
    #[serde(rename = "enum", default)]
    pub(crate) values: Vec<String>,
    pub(crate) min: Option<serde_json::Number>,
    pub(crate) max: Option<serde_json::Number>,
    pub(crate) pattern: Option<String>,
    #[serde(default)]
    pub(crate) sensitive: bool,
    #[serde(default)]
    pub(crate) sparse: bool,
    #[serde(default)]
    pub(crate) union: bool,
    #[serde(default)]
    pub(crate) document: bool,
    #[serde(default)]
    pub(crate) exception: bool,
    #[serde(default)]
    pub(crate) fault: bool,
    pub(crate) error: Option<ShapeError>,
    pub(crate) timestamp_format: Option<String>,
    #[serde(default)]
    pub(crate) deprecated: bool,
    #[serde(rename = "deprecatedMessage")]
    _deprecated_message: Option<IgnoredAny>,
    #[serde(rename = "deprecatedSince")]
    _deprecated_since: Option<IgnoredAny>,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
    #[serde(rename = "box")]
    _box: Option<bool>,
    /// The client decides by the status and the code which errors it retries.
    #[serde(rename = "retryable")]
    _retryable: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ShapeError {
    pub(crate) http_status_code: u16,
    pub(crate) code: Option<String>,
    #[serde(rename = "senderFault")]
    _sender_fault: Option<bool>,
    #[serde(rename = "fault")]
    _fault: Option<bool>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ShapeKind {
    String,
    Blob,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
    List,
    Map,
    Structure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pagination {
    pub(crate) input_token: String,
    pub(crate) output_token: String,
    pub(crate) result_key: String,
    pub(crate) limit_key: Option<String>,
    /// Members that are the same on every page.
    #[serde(rename = "non_aggregate_keys")]
    _non_aggregate_keys: Option<Vec<String>>,
}

/// The members of a structure in the order of the model, which is not that of their names.
#[derive(Default)]
pub(crate) struct Members(pub(crate) Vec<(String, Reference)>);

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

/// The files of a service, with the parts that are read.
#[derive(Deserialize)]
struct ServiceFile {
    metadata: Metadata,
    operations: BTreeMap<String, Box<RawValue>>,
    shapes: BTreeMap<String, Box<RawValue>>,
}

#[derive(Deserialize)]
struct PaginatorsFile {
    pagination: BTreeMap<String, Box<RawValue>>,
}

impl Model {
    /// Reads the model of the service with this name in AWS's files.
    pub(crate) fn read(folder: &Path, service: &str) -> Result<Self, String> {
        let file: ServiceFile = read_json(&folder.join(format!("{service}-service-2.json")))?;
        let pages: PaginatorsFile =
            read_json(&folder.join(format!("{service}-paginators-1.json")))?;
        let protocol = &file.metadata.protocol;
        if protocol != "rest-json" {
            return Err(format!("{service}: the protocol is `{protocol}`, not `rest-json`"));
        }
        Ok(Self {
            metadata: file.metadata,
            operations: typed(service, "operation", &file.operations)?,
            shapes: typed(service, "shape", &file.shapes)?,
            pagination: typed(service, "paginator", &pages.pagination)?,
        })
    }

    pub(crate) fn shape(&self, name: &str) -> Result<&Shape, String> {
        self.shapes.get(name).ok_or_else(|| format!("the shape `{name}` is not in the model"))
    }
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))
}

/// Reads each entry alone, so that an error names it.
fn typed<T: DeserializeOwned>(
    service: &str,
    kind: &str,
    entries: &BTreeMap<String, Box<RawValue>>,
) -> Result<BTreeMap<String, T>, String> {
    let read = |(name, value): (&String, &Box<RawValue>)| match serde_json::from_str(value.get()) {
        Ok(entry) => Ok((name.clone(), entry)),
        Err(error) => Err(format!("{service}: {kind} `{name}`: {error}")),
    };
    entries.iter().map(read).collect()
}
