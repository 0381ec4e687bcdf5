//! Reads the files of a model.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use crate::names;
use crate::source::{Metadata, Model};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    /// The version of the format.
    #[serde(rename = "version")]
    _version: IgnoredAny,
    metadata: Metadata,
    operations: BTreeMap<String, Box<RawValue>>,
    shapes: BTreeMap<String, Box<RawValue>>,
    #[serde(rename = "documentation")]
    _documentation: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaginatorsFile {
    pagination: BTreeMap<String, Box<RawValue>>,
}

impl Model {
    /// Reads the model of the service with this name in AWS's files.
    pub(crate) fn read(folder: &Path, service: &str) -> Result<Self, String> {
        let file: ServiceFile = read_json(&folder.join(format!("{service}-service-2.json")))?;
        let pages: PaginatorsFile =
            read_json(&folder.join(format!("{service}-paginators-1.json")))?;
        file.metadata.check().map_err(|error| format!("{service}: {error}"))?;
        let model = Self {
            metadata: file.metadata,
            operations: typed(service, "operation", file.operations)?,
            shapes: typed(service, "shape", file.shapes)?,
            pagination: typed(service, "paginator", pages.pagination)?,
        };
        names::check(&model).map_err(|error| format!("{service}: {error}"))?;
        Ok(model)
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
    entries: BTreeMap<String, Box<RawValue>>,
) -> Result<BTreeMap<String, T>, String> {
    let read = |(name, value): (String, Box<RawValue>)| match serde_json::from_str(value.get()) {
        Ok(entry) => Ok((name, entry)),
        Err(error) => Err(format!("{service}: {kind} `{name}`: {error}")),
    };
    entries.into_iter().map(read).collect()
}
