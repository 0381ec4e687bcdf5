//! AWS's JSON as it is, without types of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use connect_model::{Kind, Place, Service, TimestampFormat};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The files of one service.
pub(crate) struct Json {
    pub(crate) operations: BTreeMap<String, Value>,
    pub(crate) shapes: BTreeMap<String, Value>,
    pub(crate) pagination: BTreeMap<String, Value>,
    /// The members of each structure in the order of the file, which `Value` does not keep.
    orders: BTreeMap<String, Vec<String>>,
}

/// Returns the services with their files.
pub(crate) fn services() -> Vec<(Service, Json)> {
    let Some(folder) = std::env::var_os("CONNECT_MODELS") else { return Vec::new() };
    Service::ALL
        .into_iter()
        .map(|service| (service, Json::read(folder.as_ref(), service)))
        .collect()
}

impl Json {
    fn read(folder: &Path, service: Service) -> Self {
        let read = |name: &str| {
            fs::read_to_string(folder.join(format!("{}-{name}-1.json", service.folder())))
        };
        let service_2 = folder.join(format!("{}-service-2.json", service.folder()));
        let text = fs::read_to_string(service_2).unwrap();
        let mut model: Value = serde_json::from_str(&text).unwrap();
        let mut pages: Value = serde_json::from_str(&read("paginators").unwrap()).unwrap();
        let in_order: InOrder = serde_json::from_str(&text).unwrap();
        let orders = in_order.shapes.into_iter().map(|(name, shape)| (name, shape.members.0));
        Self {
            operations: serde_json::from_value(model["operations"].take()).unwrap(),
            shapes: serde_json::from_value(model["shapes"].take()).unwrap(),
            pagination: serde_json::from_value(pages["pagination"].take()).unwrap(),
            orders: orders.collect(),
        }
    }

    /// Returns the members of a structure in the order of the file.
    pub(crate) fn members(&self, shape: &str) -> Vec<(&str, &Value)> {
        let names = self.orders[shape].iter();
        names.map(|name| (name.as_str(), &self.shapes[shape]["members"][name])).collect()
    }

    /// Whether the structure lists this member as required.
    pub(crate) fn is_required(&self, shape: &str, member: &str) -> bool {
        let required = self.shapes[shape]["required"].as_array();
        required.is_some_and(|names| names.iter().any(|name| name == member))
    }

    pub(crate) fn kind(&self, shape: &str, place: Place) -> Kind {
        let shape = &self.shapes[shape];
        match shape["type"].as_str().unwrap() {
            "structure" if is_set(&shape["document"]) => Kind::Document,
            "structure" if is_set(&shape["union"]) => Kind::Union,
            "timestamp" => Kind::Timestamp(match (shape["timestampFormat"].as_str(), place) {
                (Some("iso8601"), _) | (None, Place::Path | Place::Query) => {
                    TimestampFormat::DateTime
                }
                (Some("rfc822"), _) | (None, Place::Header) => TimestampFormat::HttpDate,
                (Some("unixTimestamp") | None, _) => TimestampFormat::EpochSeconds,
                (Some(other), _) => panic!("{other}"),
            }),
            name => {
                let kinds = [
                    (Kind::String, "string"),
                    (Kind::Blob, "blob"),
                    (Kind::Boolean, "boolean"),
                    (Kind::Integer, "integer"),
                    (Kind::Long, "long"),
                    (Kind::Float, "float"),
                    (Kind::Double, "double"),
                    (Kind::List, "list"),
                    (Kind::Map, "map"),
                    (Kind::Structure, "structure"),
                ];
                kinds.into_iter().find(|(_, known)| *known == name).unwrap().0
            }
        }
    }
}

/// Returns the place of a member.
pub(crate) fn place(member: &Value) -> Place {
    match member["location"].as_str() {
        None => Place::Body,
        Some("uri") => Place::Path,
        Some("querystring") => Place::Query,
        Some("header") => Place::Header,
        Some("statusCode") => Place::Status,
        Some(other) => panic!("{other}"),
    }
}

/// Returns the name of a member on the wire.
pub(crate) fn wire_name<'a>(name: &'a str, member: &'a Value) -> &'a str {
    member["locationName"].as_str().unwrap_or(name)
}

/// Returns the code of an error.
pub(crate) fn code<'a>(name: &'a str, shape: &'a Value) -> &'a str {
    shape["error"]["code"].as_str().unwrap_or(name)
}

/// Whether a mark is there and true.
pub(crate) fn is_set(mark: &Value) -> bool {
    *mark == true
}

/// Refuses a key that no comparison looks at and that is not dropped on purpose.
pub(crate) fn assert_known(what: &str, object: &Value, compared: &[&str], dropped: &[&str]) {
    for key in object.as_object().unwrap().keys() {
        let is_known = compared.contains(&key.as_str()) || dropped.contains(&key.as_str());
        assert!(is_known, "{what}: `{key}` is compared with nothing");
    }
}

#[derive(Deserialize)]
struct InOrder {
    shapes: BTreeMap<String, Structure>,
}

#[derive(Deserialize)]
struct Structure {
    #[serde(default)]
    members: Names,
}

#[derive(Default)]
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("members")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = map.next_entry()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }

        deserializer.deserialize_map(Keys)
    }
}
