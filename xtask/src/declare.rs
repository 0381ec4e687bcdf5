//! `cargo xtask declare`: writes a crate that declares every operation in several right ways.
//!
//! The crate has to compile without a message. With the data of an older release in `connect-model`, it
//! shows what the macros say about operations and members that they do not know.

pub(crate) mod declaration;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use connect_model::{Calls, Operation, Service};

use self::declaration::{Declaration, MethodName, Style};
use crate::calls;
use crate::source::Model;

const HEAD: &str = "\
//! Every operation, declared in several ways.
#![allow(clippy::all, clippy::pedantic, missing_docs)]
";

const IMPORTS: &str = "    #[allow(unused_imports)]
    use {connect_runtime::{Blob, Call, Client, ConnectClient, Pages, Timestamp, connect_api, connect_endpoint}, \
     connect_runtime::service::*, serde_json::Value, std::collections::BTreeMap};
";

/// Writes the crate to `folder`, from the models in `models` or else from the data of `connect-model`.
/// With `older`, writes only operations that the older models lack or that have a new member.
pub(crate) fn write(
    folder: &Path,
    models: Option<&Path>,
    older: Option<&Path>,
) -> Result<(), String> {
    let older = older.map(|older| Facts::read(Some(older))).transpose()?;
    let known = older.map(|older| older.known()).unwrap_or_default();
    let facts = Facts::read(models)?;
    let mut source = HEAD.to_owned();
    let mut count = 0;
    for service in Service::ALL {
        let is_new = |operation: &Operation<'_>| {
            facts_of(service, operation).iter().any(|fact| !known.contains(fact))
        };
        let operations: Vec<_> = facts.calls(service).operations().filter(is_new).collect();
        count += operations.len();
        source.push_str(&modules(service, &operations));
        source.push_str(&error_codes(service, facts.calls(service)));
    }
    write_crate(folder, &source, &[])?;
    println!("{count} operations in {}", folder.display());
    Ok(())
}

/// The operations of all services.
pub(crate) struct Facts {
    /// The data of models in a folder. Without it, the data is that of `connect-model`.
    texts: Option<BTreeMap<&'static str, String>>,
}

impl Facts {
    pub(crate) fn read(models: Option<&Path>) -> Result<Self, String> {
        let read = |models: &Path, service: Service| -> Result<_, String> {
            let model = Model::read(models, service.folder())?;
            Ok((service.folder(), calls::write(&model, ("0.0.0", "0000-00-00"))?))
        };
        let read_all =
            |models| Service::ALL.into_iter().map(|service| read(models, service)).collect();
        Ok(Self { texts: models.map(read_all).transpose()? })
    }

    pub(crate) fn calls(&self, service: Service) -> Calls<'_> {
        let text = self.texts.as_ref().and_then(|texts| texts.get(service.folder()));
        text.map_or_else(|| service.calls(), |text| Calls::new(text))
    }

    /// What a request of each operation has.
    fn known(&self) -> BTreeSet<String> {
        let of_service = |service: Service| {
            self.calls(service)
                .operations()
                .flat_map(move |operation| facts_of(service, &operation))
        };
        Service::ALL.into_iter().flat_map(of_service).collect()
    }
}

/// Writes a library that depends on `connect-runtime` of this workspace.
pub(crate) fn write_crate(folder: &Path, source: &str, features: &[&str]) -> Result<(), String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = workspace.join("connect-runtime");
    let runtime =
        fs::canonicalize(&runtime).map_err(|error| format!("{}: {error}", runtime.display()))?;
    let manifest = format!(
        "[package]\nname = \"declarations\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nconnect-runtime = {{ path = \"{}\", features = {features:?} }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\n[workspace]\n",
        runtime.display()
    );
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let sources = folder.join("src");
    fs::create_dir_all(&sources).map_err(|error| format!("{}: {error}", sources.display()))?;
    write("Cargo.toml", &manifest)?;
    write("src/lib.rs", source)?;
    // The versions of the workspace, which are there without a download.
    let lock = workspace.join("Cargo.lock");
    let locked = fs::copy(&lock, folder.join("Cargo.lock"));
    locked.map(drop).map_err(|error| format!("{}: {error}", lock.display()))
}

/// What a request of the operation has, as words that can be compared.
fn facts_of(service: Service, operation: &Operation<'_>) -> Vec<String> {
    let name = format!("{} {}", service.folder(), operation.name());
    let line = format!("{name} {} {}", operation.method(), operation.path());
    let members =
        operation.members().map(|member| format!("{name} {} {}", member.place.name(), member.name));
    std::iter::once(line).chain(members).collect()
}

/// The operations of one service by each way to write them.
fn modules(service: Service, operations: &[Operation<'_>]) -> String {
    let mut source = String::new();
    for (is_whole, whole) in [(false, "members"), (true, "whole")] {
        for (is_api, kind) in [(true, "api"), (false, "alone")] {
            let name = format!("{}_{whole}_{kind}", service.constant().to_lowercase());
            let _ = write!(source, "\npub mod {name} {{\n{IMPORTS}\n");
            source.push_str(&one_trait(service, operations, is_whole, is_api));
            source.push_str("}\n");
        }
    }
    source
}

/// An error type with all codes of the service.
fn error_codes(service: Service, calls: Calls<'_>) -> String {
    let name = service.constant().to_lowercase();
    let mut source = format!(
        "\npub mod {name}_errors {{\n    use connect_runtime::{{ApiError, ConnectError, Error}};\n\n    \
         #[derive(Debug, ConnectError)]\n    pub enum Failure {{\n"
    );
    for (index, error) in calls.errors().enumerate() {
        let _ =
            writeln!(source, "        #[code(\"{}\")]\n        Code{index}(ApiError),", error.code);
    }
    source.push_str("        #[other]\n        Other(Error),\n    }\n}\n");
    source
}

fn one_trait(
    service: Service,
    operations: &[Operation<'_>],
    is_whole: bool,
    is_api: bool,
) -> String {
    let constant = service.constant();
    let mut source = if is_api {
        format!("    #[connect_api(service = {constant})]\n    pub trait Api {{\n")
    } else {
        "    pub trait Api: ConnectClient {\n".to_owned()
    };
    for (index, operation) in operations.iter().enumerate() {
        // Neighbours differ, and both traits together have each operation in each way.
        let has_attributes = (index % 2 == 0) == is_api;
        let is_owned = (index / 2 % 2 == 0) == is_api;
        let has_own_name = is_whole && index % 3 == 0;
        let name = if has_own_name { MethodName::Own } else { MethodName::Known };
        let style = Style { is_whole, has_attributes, is_owned, name };
        let mut declaration = Declaration::new(operation, style);
        if !is_api {
            declaration.options.push(format!("service = {constant}"));
        }
        let _ = writeln!(source, "        {}", declaration.line());
    }
    source.push_str("    }\n");
    if !is_api {
        source.push_str("    impl Api for Client {}\n");
    }
    source
}
