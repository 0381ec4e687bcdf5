//! `cargo connect add`.

mod dependencies;
mod merge;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use connect_model::{Operation, Service};
use similar::TextDiff;

use self::merge::Merged;
use crate::find;
use crate::options::{AddOptions, services};
use crate::out;
use crate::scaffold::Style;

pub(crate) fn run(options: &AddOptions) -> Result<(), String> {
    let style = Style {
        form: options.form,
        only: options.only.iter().cloned().collect::<BTreeSet<String>>(),
        has_deprecated: !options.no_deprecated,
        has_errors: options.errors,
    };
    let before = options.to.as_deref().map_or_else(|| Ok(String::new()), read)?;
    let path = options.to.as_deref().unwrap_or_else(|| Path::new("the code"));
    let mut merged = Merged::new(before.clone());
    for (service, operations) in operations(options)? {
        merged.add(service, &operations, &style, options.r#trait.as_deref(), path)?;
    }
    for note in &merged.notes {
        out::say(note);
    }
    match &options.to {
        None => out::print(&merged.text)?,
        Some(_) if merged.text == before => out::say("nothing to write"),
        Some(path) if options.dry_run => out::print(&diff(path, &before, &merged.text))?,
        Some(path) => {
            fs::write(path, &merged.text).map_err(|error| not_written(path, &error))?;
            out::say(format!("wrote {} to {}", merged.summary(), path.display()));
            for command in dependencies::missing(path) {
                out::say(format!("help: the code needs one more crate: `{command}`"));
            }
        }
    }
    Ok(())
}

/// Returns what would change, as a unified diff.
fn diff(path: &Path, before: &str, after: &str) -> String {
    let path = path.display().to_string();
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&path, &path).to_string()
}

/// Says how to mend that a file cannot be written.
fn not_written(path: &Path, error: &io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let help = match folder {
        Some(folder) => format!("make the folder first: `mkdir -p {}`", folder.display()),
        None => "choose another file, or leave `--to` out to print the code".to_owned(),
    };
    format!("cannot write {}: {error}\nhelp: {help}", path.display())
}

/// Returns the text of a file, which may not exist yet.
fn read(path: &Path) -> Result<String, String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(_) if path.is_dir() => {
            let file = path.join("connect.rs");
            Err(format!(
                "cannot write to {}, which is a folder\nhelp: name a file, such as `--to {}`",
                path.display(),
                file.display()
            ))
        }
        Err(error) => Err(format!("cannot read {}: {error}", path.display())),
        Ok(text) => Ok(text),
    }
}

/// Returns the operations by service, each once.
fn operations(options: &AddOptions) -> Result<Vec<(Service, Vec<Operation<'static>>)>, String> {
    let services = services(options.service);
    let mut by_service: Vec<(Service, Vec<Operation<'static>>)> = Vec::new();
    for name in &options.operations {
        let found = find::by_name(name, &services)?;
        let known = by_service.iter_mut().find(|(service, _)| *service == found.service);
        match known {
            None => by_service.push((found.service, vec![found.operation])),
            Some((_, operations)) if operations.contains(&found.operation) => {}
            Some((_, operations)) => operations.push(found.operation),
        }
    }
    Ok(by_service)
}
