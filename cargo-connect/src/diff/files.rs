//! Finds the files of models, plain or gzipped.

mod probe;

use std::fs;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use connect_model::Service;
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use self::probe::Probe;

/// The file with the model of a service.
#[derive(Debug, Clone)]
pub(super) struct ModelFile {
    pub(super) service: Service,
    pub(super) path: PathBuf,
    /// The file with the pages, if there is one beside it.
    pub(super) paginators: Option<PathBuf>,
    /// The day of the interface, by which botocore tells several models of a service apart.
    date: String,
}

/// Returns the files of the seven services at a path.
pub(super) fn find(path: &Path) -> Result<Vec<ModelFile>, String> {
    let unreadable = |error| format!("{}\nhelp: {WANTED}", cannot_read(path, &error));
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() { in_folder(path) } else { of_file(path).map(|file| vec![file]) }
}

/// Returns the file of a service: the one with the newest date.
pub(super) fn of_service(
    files: &[ModelFile],
    service: Service,
) -> Result<Option<&ModelFile>, String> {
    let of_service = || files.iter().filter(|file| file.service == service);
    let newest = of_service().map(|file| file.date.as_str()).max();
    let newest: Vec<_> = of_service().filter(|file| Some(file.date.as_str()) == newest).collect();
    match newest.as_slice() {
        [first, second, ..] => Err(format!(
            "two models of {} have the same date: {} and {}\nhelp: give `--model` a folder with one of them",
            service.name(),
            first.path.display(),
            second.path.display()
        )),
        one_or_none => Ok(one_or_none.first().copied()),
    }
}

fn of_file(path: &Path) -> Result<ModelFile, String> {
    let probe = probe(path)?;
    let Some(service) = probe.service() else {
        let problem = probe.problem();
        return Err(format!("{}: {problem}\nhelp: {WANTED}", path.display()));
    };
    Ok(model_file(path, service, &probe))
}

const WANTED: &str =
    "give `--model` the `service-2.json` of botocore, which may be gzipped, or a folder with it";

fn model_file(path: &Path, service: Service, probe: &Probe) -> ModelFile {
    ModelFile {
        service,
        path: path.to_owned(),
        paginators: paginators(path),
        date: probe.date().to_owned(),
    }
}

/// Returns the file with the pages, which has the name of the model but for one part.
fn paginators(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let (before, _) = name.rsplit_once("service-2.json")?;
    let with = |end| path.with_file_name(format!("{before}paginators-1.json{end}"));
    ["", ".gz"].into_iter().map(with).find(|path| path.is_file())
}

fn in_folder(folder: &Path) -> Result<Vec<ModelFile>, String> {
    let mut found = Vec::new();
    let mut others = Vec::new();
    for path in files_below(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with("service-2.json") || name.ends_with("service-2.json.gz") {
            let probe = probe(&path)?;
            found.extend(probe.service().map(|service| model_file(&path, service, &probe)));
        } else if name.ends_with(".json") {
            others.push(path);
        }
    }
    if found.is_empty() { Err(nothing_in(folder, &others)) } else { Ok(found) }
}

/// Says that a folder has no model, and why if it has models in another language.
fn nothing_in(folder: &Path, others: &[PathBuf]) -> String {
    const LOOKED_AT: usize = 100;
    let others = others.iter().take(LOOKED_AT);
    let mut probes = others.filter_map(|path| Some((path, probe(path).ok()?)));
    let smithy = probes.find(|(_, probe)| probe.is_smithy());
    let folder = folder.display();
    match smithy {
        Some((path, probe)) => {
            format!("{}: {}\nhelp: {WANTED}", path.display(), probe.problem())
        }
        None => format!("no model of an Amazon Connect service is in {folder}\nhelp: {WANTED}"),
    }
}

/// Returns all files in a folder and in the folders in it, sorted. Does not follow links to folders, which
/// may lead in a circle.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |error| cannot_read(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.file_type().map_err(unreadable)?.is_dir() {
                folders.push(entry.path());
            } else if entry.path().is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// Reads the start of a file, as far as it says of what the file is.
fn probe(path: &Path) -> Result<Probe, String> {
    let file = fs::File::open(path).map_err(|error| cannot_read(path, &error))?;
    let text = plain(BufReader::new(file)).map_err(|error| cannot_read(path, &error))?;
    Probe::read(BufReader::new(text)).map_err(|error| wrong_json(path, &error))
}

/// Reads a whole file.
pub(super) fn parse<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let read = || {
        let mut text = Vec::new();
        plain(fs::File::open(path)?)?.read_to_end(&mut text).map(|_| text)
    };
    let text = read().map_err(|error| cannot_read(path, &error))?;
    serde_json::from_slice(&text).map_err(|error| wrong_json(path, &error))
}

/// Returns the text, unzipped if it starts as gzipped data does.
fn plain<'a>(mut file: impl Read + 'a) -> std::io::Result<Box<dyn Read + 'a>> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    let mut start = Vec::new();
    (&mut file).take(2).read_to_end(&mut start)?;
    let is_zipped = start == GZIP;
    let whole = Cursor::new(start).chain(file);
    Ok(if is_zipped { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) })
}

fn cannot_read(path: &Path, error: &std::io::Error) -> String {
    format!("cannot read {}: {error}", path.display())
}

fn wrong_json(path: &Path, error: &serde_json::Error) -> String {
    let text = error.to_string();
    let problem = text.rsplit_once(" at line ").map_or(text.as_str(), |(problem, _)| problem);
    let place = format!("{}:{}:{}", path.display(), error.line(), error.column());
    match error.classify() {
        Category::Io => format!("cannot read {}: {problem}", path.display()),
        Category::Data => {
            format!("{place}: not a model as botocore has it: {problem}\nhelp: {WANTED}")
        }
        Category::Syntax | Category::Eof => {
            format!("{place}: not JSON: {problem}\nhelp: {WANTED}")
        }
    }
}
