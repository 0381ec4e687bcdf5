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
    if let Some((version, date)) = release {
        check_release(version, date)?;
    }
    let files = Service::ALL.map(|service| files(folder, service, release));
    let files: Vec<_> = files.into_iter().collect::<Result<_, _>>()?;
    for (path, text) in files.into_iter().flatten() {
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Refuses arguments in the wrong order: messages of the macros show both.
fn check_release(version: &str, date: &str) -> Result<(), String> {
    let are_numbers = |text: &str, separator, count| {
        let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        text.split(separator).count() == count && text.split(separator).all(is_number)
    };
    if !are_numbers(version, '.', 3) {
        return Err(format!("`{version}` is no version of botocore, such as `1.44.8`"));
    }
    if !are_numbers(date, '-', 3) || date.len() != "2026-11-20".len() {
        return Err(format!("`{date}` is no date, such as `2026-11-20`"));
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

    #[test]
    fn a_release_has_a_version_and_a_date() {
        assert_eq!(check_release("1.44.8", "2026-11-20"), Ok(()));
        for (version, date, wrong) in [
            ("2026-11-20", "1.44.8", "`2026-11-20` is no version"),
            ("1.44", "2026-11-20", "`1.44` is no version"),
            ("1.44.", "2026-11-20", "`1.44.` is no version"),
            ("1.44.8 ", "2026-11-20", "`1.44.8 ` is no version"),
            ("1.44.8", "20.11.2026", "`20.11.2026` is no date"),
            ("1.44.8", "2026-11", "`2026-11` is no date"),
            ("1.44.8", "26-11-20", "`26-11-20` is no date"),
        ] {
            let message = check_release(version, date).unwrap_err();
            assert!(message.starts_with(wrong), "{message}");
            // Before anything is read or written.
            assert_eq!(write("absent".as_ref(), Some((version, date))), Err(message));
        }
    }

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
