//! `cargo xtask pictures`: draws the pictures of the documentation from their descriptions.
//!
//! A picture is a grid of boxes with arrows between neighbours of a row or a column. That is enough for the course of a
//! call and for a choice, and a person can read and change the description. `describe` reads it, `layout` computes the
//! places, and `draw` writes the SVG. `links` writes the definitions with which rustdoc shows the pictures.

mod describe;
mod draw;
mod layout;
mod links;
mod measure;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder with the descriptions and the pictures.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../connect-runtime/docs/pictures")
}

/// Writes the pictures and their links.
pub(crate) fn write() -> Result<(), String> {
    for (path, text) in outputs(&folder())? {
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Returns the files to write, with their texts: an SVG for each description, and the links to them.
fn outputs(folder: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut descriptions = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            descriptions.push(path);
        }
    }
    descriptions.sort();
    let (mut files, mut links) = (Vec::new(), String::new());
    for path in descriptions {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let svg = fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| describe::read(&text))
            .and_then(|picture| draw::svg(&name, &picture))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        links.push_str(&links::definition(&name, &svg));
        files.push((path.with_extension("svg"), svg));
    }
    files.push((folder.join("links.md"), links + "\n"));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_are_those_of_their_descriptions() {
        let files = outputs(&folder()).unwrap();
        for (path, text) in &files {
            let written = fs::read_to_string(path).unwrap_or_default();
            assert!(written == *text, "{}: run `cargo xtask pictures`", path.display());
        }
        let mut pictures: Vec<PathBuf> =
            fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
        pictures.retain(|path| path.extension().is_some_and(|extension| extension != "txt"));
        assert_eq!(pictures.len(), files.len(), "a picture without a description");
    }
}
