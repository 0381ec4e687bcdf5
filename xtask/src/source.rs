//! AWS's model of a service, as botocore publishes it.
//!
//! Every field has a place here, or the model is refused: a field that nobody knows may change what a
//! request looks like.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The model of one service.
pub(crate) struct Model {
    pub(crate) metadata: Metadata,
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
    pub(crate) pagination: BTreeMap<String, Pagination>,
}

/// What the model says of the service as a whole.
///
/// The constants of `connect_runtime::service` have the endpoint prefix and the signing name, which are
/// needed without the model.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Metadata {
    pub(crate) service_full_name: String,
    protocol: String,
    signature_version: String,
    #[serde(default)]
    auth: Vec<String>,
    #[serde(rename = "apiVersion")]
    _api_version: IgnoredAny,
    #[serde(rename = "endpointPrefix")]
    _endpoint_prefix: IgnoredAny,
    /// The version of the JSON in other protocols.
    #[serde(rename = "jsonVersion")]
    _json_version: Option<IgnoredAny>,
    /// The protocols that the service speaks too. Clients use the one in `protocol`.
    #[serde(rename = "protocols")]
    _protocols: Option<IgnoredAny>,
    #[serde(rename = "serviceAbbreviation")]
    _service_abbreviation: Option<IgnoredAny>,
    #[serde(rename = "serviceId")]
    _service_id: IgnoredAny,
    #[serde(rename = "signingName")]
    _signing_name: Option<IgnoredAny>,
    #[serde(rename = "uid")]
    _uid: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) http: Http,
    pub(crate) input: Option<Use>,
    pub(crate) output: Option<Use>,
    #[serde(default)]
    pub(crate) errors: Vec<Use>,
    #[serde(default)]
    pub(crate) deprecated: bool,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
    #[serde(rename = "deprecatedMessage")]
    _deprecated_message: Option<IgnoredAny>,
    #[serde(default)]
    pub(crate) idempotent: bool,
    #[serde(default)]
    pub(crate) readonly: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
    /// The status of a success, 200 if it is absent.
    pub(crate) response_code: Option<u16>,
}

/// A use of a shape by a list, a map or an operation. It adds nothing to the shape.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Use {
    pub(crate) shape: String,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
}

/// A use of a shape by a member.
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
#[expect(clippy::struct_excessive_bools, reason = "they are the fields of the JSON")]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: ShapeKind,
    #[serde(default)]
    pub(crate) members: Members,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    pub(crate) member: Option<Use>,
    pub(crate) key: Option<Use>,
    pub(crate) value: Option<Use>,
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
    /// As in a reference.
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
    #[serde(default)]
    pub(crate) sender_fault: bool,
    #[serde(default)]
    pub(crate) fault: bool,
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

impl Model {
    pub(crate) fn shape(&self, name: &str) -> Result<&Shape, String> {
        self.shapes.get(name).ok_or_else(|| format!("the shape `{name}` is not in the model"))
    }
}

impl Metadata {
    /// Refuses a service that is called in another way than the runtime calls one.
    pub(crate) fn check(&self) -> Result<(), String> {
        for (fact, found, understood) in [
            ("protocol", &self.protocol, "rest-json"),
            ("signature version", &self.signature_version, "v4"),
        ] {
            if found != understood {
                return Err(format!("the {fact} is `{found}`, not `{understood}`"));
            }
        }
        match self.auth.iter().find(|auth| *auth != "aws.auth#sigv4") {
            Some(auth) => Err(format!("the authentication `{auth}`")),
            None => Ok(()),
        }
    }
}
