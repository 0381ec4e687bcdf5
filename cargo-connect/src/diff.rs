//! `cargo connect diff`: what another model changes for the operations that a crate declares.

mod built_in;
mod compare;
mod describe;
mod files;
mod finding;
mod model;
mod print;
mod read;

use connect_model::Service;

use self::compare::Sides;
use self::files::ModelFile;
use self::finding::Finding;
use crate::declared::{self, DeclaredOperation};
use crate::options::DiffOptions;
use crate::out;
use crate::paint::Paint;

/// A declared operation with its changes.
struct Compared<'a> {
    declared: &'a DeclaredOperation,
    findings: Vec<Finding>,
}

pub(crate) fn run(options: &DiffOptions) -> Result<(), String> {
    let files = files::find(&options.model)?;
    let declared = declared::operations(options.manifest_path.as_deref())?;
    if declared.is_empty() {
        return Err("no operation is declared here\n\
             help: run the command in a package with `#[connect_endpoint(…)]`, or name it with `--manifest-path`"
            .to_owned());
    }
    let mut compared = Vec::new();
    for service in Service::ALL {
        let of_service = declared.iter().filter(|declared| declared.service == service);
        let of_service: Vec<&DeclaredOperation> = of_service.collect();
        if of_service.is_empty() {
            continue;
        }
        match files::of_service(&files, service)? {
            Some(file) => compared.extend(compare_service(file, &of_service)?),
            None => out::say(without_model(options, service, of_service.len())),
        }
    }
    // In the order in which a person finds them in the files.
    compared.sort_by_cached_key(|operation| operation.declared.place.clone());
    let text = if options.json {
        format!("{:#}\n", print::json(&compared))
    } else {
        print::text(&compared, &options.model, Paint::of_stdout())
    };
    out::print(&text)
}

fn compare_service<'a>(
    file: &ModelFile,
    declared: &[&'a DeclaredOperation],
) -> Result<Vec<Compared<'a>>, String> {
    let names = declared.iter().map(|declared| declared.operation.name());
    let (old, new) = (built_in::model(file.service, names), read::model(file)?);
    let has_pages = |declared: &&DeclaredOperation| declared.operation.paging().is_some();
    if !new.has_pages && declared.iter().any(has_pages) {
        let path = file.path.display();
        out::say(format!("note: no `paginators-1.json` is beside {path}: pages are not compared"));
    }
    let sides = Sides { old: &old, new: &new };
    let compare = |declared: &&'a DeclaredOperation| Compared {
        declared,
        findings: sides.compare(declared.operation.name()),
    };
    Ok(declared.iter().map(compare).collect())
}

/// Says which operations are not compared.
fn without_model(options: &DiffOptions, service: Service, count: usize) -> String {
    let operations = if count == 1 { "its operation is" } else { "its operations are" };
    format!(
        "note: no model of {} is in {}: {operations} not compared",
        service.name(),
        options.model.display()
    )
}
