//! Finds out of what a file is, by its start: most of a folder of botocore is of other services.

use std::fmt;
use std::io::Read;

use connect_model::Service;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer as _};

/// What the start of a file says.
#[derive(Debug, Default)]
pub(super) struct Probe {
    metadata: Option<Metadata>,
    is_smithy: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    api_version: Option<String>,
    endpoint_prefix: Option<String>,
    service_id: Option<String>,
    uid: Option<String>,
}

impl Probe {
    /// Reads up to the metadata, which botocore writes first.
    pub(super) fn read(text: impl Read) -> Result<Self, serde_json::Error> {
        let mut probe = Self::default();
        let mut json = serde_json::Deserializer::from_reader(text);
        match json.deserialize_map(Until { probe: &mut probe }) {
            // The visitor stops with an error of its own.
            Err(_) if probe.is_found() => Ok(probe),
            Err(error) => Err(error),
            Ok(()) => Ok(probe),
        }
    }

    /// Whether the file is known. A Smithy model may have other metadata before its mark.
    fn is_found(&self) -> bool {
        let names = |it: &Metadata| it.service_id.is_some() || it.uid.is_some();
        self.is_smithy || self.metadata.as_ref().is_some_and(names)
    }

    pub(super) const fn is_smithy(&self) -> bool {
        self.is_smithy
    }

    /// Returns the date of the interface, such as `2017-08-08`.
    pub(super) fn date(&self) -> &str {
        let metadata = self.metadata.as_ref();
        metadata.and_then(|metadata| metadata.api_version.as_deref()).unwrap_or_default()
    }

    /// Returns the service by its id, or by older names of it.
    pub(super) fn service(&self) -> Option<Service> {
        let metadata = self.metadata.as_ref()?;
        let uid = metadata.uid.as_deref().map(|uid| uid.split("-20").next().unwrap_or(uid));
        let name = metadata.service_id.as_deref().or(uid).or(metadata.endpoint_prefix.as_deref());
        let name = folded(name?);
        Service::ALL.into_iter().find(|service| folded(service.folder()) == name)
    }

    /// Says why the file has no model of one of the services.
    pub(super) fn problem(&self) -> String {
        match &self.metadata {
            _ if self.is_smithy => "a Smithy model, and not one of botocore".to_owned(),
            None => "no model of a service, because it has no `metadata`".to_owned(),
            Some(Metadata { service_id, uid, endpoint_prefix, .. }) => {
                let name = service_id.as_ref().or(uid.as_ref()).or(endpoint_prefix.as_ref());
                let name = name.map_or("an unknown service", String::as_str);
                let known = Service::ALL.map(Service::name).join(", ");
                format!("a model of `{name}`, which is none of {known}")
            }
        }
    }
}

/// `Connect Contact Lens` is the id of the service with the folder `connect-contact-lens`.
fn folded(name: &str) -> String {
    name.replace([' ', '-'], "").to_ascii_lowercase()
}

/// Visits a file up to the entry that says of what it is.
struct Until<'a> {
    probe: &'a mut Probe,
}

impl<'de> Visitor<'de> for Until<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a model")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "metadata" => self.probe.metadata = Some(map.next_value()?),
                "smithy" => self.probe.is_smithy = true,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            if self.probe.is_found() {
                return Err(A::Error::custom("found"));
            }
        }
        Ok(())
    }
}
