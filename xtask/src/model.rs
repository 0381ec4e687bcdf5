//! `cargo xtask model`: writes the data files of `connect-model`.

use std::fs;
use std::path::{Path, PathBuf};

use connect_model::Service;

use crate::source::Model;
use crate::{calls, shapes};

/// Writes the data of all services from the models in `folder`. `release` is a version and a date.
///
/// Nothing is written if one of the models is refused.
pub(crate) fn write(folder: &Path, release: Option<(&str, &str)>) -> Result<(), String> {
    let files = Service::ALL.map(|service| files(folder, service, release));
    let files: Vec<_> = files.into_iter().collect::<Result<_, _>>()?;
    for (path, text) in files.into_iter().flatten() {
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Returns the data files of a service with their texts.
pub(crate) fn files(
    folder: &Path,
    service: Service,
    release: Option<(&str, &str)>,
) -> Result<[(PathBuf, String); 2], String> {
    let name = service.folder();
    let kept = service.calls().release();
    let release = release.unwrap_or((kept.version, kept.date));
    let model = Model::read(folder, name)?;
    let refused = |error| format!("{name}: {error}");
    let calls = calls::write(&model, release).map_err(refused)?;
    let shapes = shapes::write(&model, release).map_err(refused)?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../connect-model/data");
    Ok([(data.join(format!("{name}.calls")), calls), (data.join(format!("{name}.shapes")), shapes)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs where `CONNECT_MODELS` names a folder with the models.
    #[test]
    fn the_data_is_what_the_models_say() {
        let Some(folder) = std::env::var_os("CONNECT_MODELS") else { return };
        for service in Service::ALL {
            for (path, text) in files(folder.as_ref(), service, None).unwrap() {
                let written = fs::read_to_string(&path).unwrap();
                assert!(written == text, "{} differs: run `cargo xtask model`", path.display());
            }
        }
    }
}
