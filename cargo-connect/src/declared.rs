//! The operations that a package declares.

use std::fs;
use std::path::{Path, PathBuf};

use connect_model::{Operation, Service};

use crate::source::Source;

/// An operation and the place of its declaration.
#[derive(Debug, Clone)]
pub(crate) struct DeclaredOperation {
    pub(crate) service: Service,
    pub(crate) operation: Operation<'static>,
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
}

/// Returns the operations in the package's folder `src`.
pub(crate) fn operations(manifest_path: Option<&Path>) -> Result<Vec<DeclaredOperation>, String> {
    let here = std::env::current_dir().map_err(|error| format!("no current folder: {error}"))?;
    let package = match manifest_path.map(|path| here.join(path)) {
        Some(manifest) => manifest.parent().unwrap_or(&here).to_owned(),
        None => here,
    };
    let mut declared = Vec::new();
    let mut waiting = vec![package.join("src")];
    while let Some(path) = waiting.pop() {
        let failed = |error| format!("cannot read {}: {error}", path.display());
        if path.is_dir() {
            for entry in fs::read_dir(&path).map_err(failed)? {
                waiting.push(entry.map_err(failed)?.path());
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = Source::parse(fs::read_to_string(&path).map_err(failed)?, &path)?;
            declared.extend(source.declared().iter().filter_map(|it| {
                let find = |service: Service| {
                    let operation = service.calls().operation_at(&it.method, &it.path)?;
                    Some(DeclaredOperation {
                        service,
                        operation,
                        file: path.clone(),
                        line: it.line,
                    })
                };
                Service::ALL.into_iter().find_map(find)
            }));
        }
    }
    Ok(declared)
}
