//! Adds declarations to the text of a file. What stands there stays, byte by byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use connect_model::{Operation, Service, without_label_names};

use crate::out::counted;
use crate::scaffold::{Method, Scaffold, Style, TypeDefinition, formatted, scaffold};
use crate::source::{Source, Trait, types_in};

/// The text of a file with what was added.
pub(super) struct Merged {
    pub(super) text: String,
    /// What the person should know.
    pub(super) notes: Vec<String>,
    operations: usize,
    types: usize,
}

/// Text to insert at a place of the file.
struct Insertion {
    at: usize,
    text: String,
}

impl Merged {
    pub(super) fn new(text: String) -> Self {
        Self { text, notes: Vec::new(), operations: 0, types: 0 }
    }

    pub(super) fn summary(&self) -> String {
        format!("{} and {}", counted(self.operations, "operation"), counted(self.types, "type"))
    }

    /// Adds operations of one service.
    pub(super) fn add(
        &mut self,
        service: Service,
        operations: &[Operation<'static>],
        style: &Style,
        trait_name: Option<&str>,
        path: &Path,
    ) -> Result<(), String> {
        let source = Source::parse(self.text.clone(), path)?;
        let new = self.new_operations(&source, service, operations, path);
        if new.is_empty() {
            return Ok(());
        }
        let target = target(&source, service, trait_name)?;
        let (scaffold, notes) = without_conflicts(&source, service, &new, style)?;
        self.notes.extend(notes);
        self.operations += scaffold.methods.len();
        let known = source.types();
        let types: Vec<&TypeDefinition> =
            scaffold.types.iter().filter(|it| !known.contains_key(&it.name)).collect();
        self.types += types.len();
        let imports = scaffold.imports_for(&types);
        let mut insertions = vec![import_text(&source, &imports)];
        let mut end = String::new();
        match &target {
            Target::Known(known) => insertions.push(into_trait(&source, known, &scaffold.methods)),
            Target::New(name) => end.push_str(&new_trait(service, name, &scaffold.methods)),
        }
        for definition in types {
            end.push('\n');
            end.push_str(&definition.text);
        }
        if !end.is_empty() {
            let before = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
            let blank = if self.text.is_empty() { "" } else { "\n" };
            let end = formatted(&end);
            let text = format!("{before}{blank}{}", end.trim_start_matches('\n'));
            insertions.push(Insertion { at: self.text.len(), text });
        }
        self.text = inserted(&self.text, insertions);
        Ok(())
    }

    /// Returns the operations that the file does not declare yet, and says which it does.
    fn new_operations(
        &mut self,
        source: &Source,
        service: Service,
        operations: &[Operation<'static>],
        path: &Path,
    ) -> Vec<Operation<'static>> {
        let declared = source.declared();
        let mut new = Vec::new();
        for operation in operations {
            let plain = without_label_names(operation.path());
            let known = declared.iter().find(|it| {
                it.service == service.constant()
                    && it.method == operation.method()
                    && it.path == plain
            });
            match known {
                None => new.push(*operation),
                Some(known) => self.notes.push(format!(
                    "{}:{}: `{}` is declared here already, and stays as it is",
                    path.display(),
                    known.line,
                    operation.name()
                )),
            }
        }
        new
    }
}

/// The trait that gets the methods.
enum Target {
    Known(Trait),
    New(String),
}

fn target(source: &Source, service: Service, name: Option<&str>) -> Result<Target, String> {
    let traits = source.traits();
    let is_of_service =
        |it: &Trait| it.is_api && it.service.as_deref().unwrap_or("CONNECT") == service.constant();
    let Some(name) = name else {
        let known = traits.into_iter().find(is_of_service);
        return Ok(known.map_or_else(|| Target::New(free_name(source, service)), Target::Known));
    };
    match traits.into_iter().find(|it| it.name == name) {
        Some(known) if is_of_service(&known) => Ok(Target::Known(known)),
        Some(known) if known.is_api => Err(format!(
            "the trait `{name}` is for another service than {}\nhelp: choose another --trait",
            service.name()
        )),
        Some(_) => Err(format!(
            "the trait `{name}` has no `#[connect_api]`\nhelp: add the attribute, or choose another --trait"
        )),
        None if source.types().contains_key(name) => Err(format!(
            "`{name}` is a type of this file, and no trait\nhelp: choose another --trait"
        )),
        None => Ok(Target::New(name.to_owned())),
    }
}

/// Returns a name for a new trait that the file does not have.
fn free_name(source: &Source, service: Service) -> String {
    let name = match service {
        Service::Cases => "Cases",
        Service::CampaignsV2 => "Campaigns",
        Service::ContactLens => "ContactLens",
        Service::Participant => "Participant",
        Service::CustomerProfiles => "CustomerProfiles",
        Service::QConnect => "QConnect",
        _ => "Connect",
    };
    let known = source.types();
    let names =
        std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}{number}")));
    names.into_iter().find(|name| !known.contains_key(name)).unwrap_or_default()
}

/// Writes the operations so that no new type has the name of another one in the file.
fn without_conflicts(
    source: &Source,
    service: Service,
    operations: &[Operation<'static>],
    style: &Style,
) -> Result<(Scaffold, Vec<String>), String> {
    let known = source.types();
    let imports = source.imports();
    let mut renamed: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut notes = Vec::new();
    loop {
        let scaffold = scaffold(service, operations, style, &renamed)?;
        let mut is_changed = false;
        for definition in &scaffold.types {
            let is_same =
                types_in(&definition.text).get(&definition.name) == known.get(&definition.name);
            let is_taken = known.contains_key(&definition.name) && !is_same
                || imports.has_name(&definition.name);
            if !is_taken {
                continue;
            }
            let Some(shape) = definition.shape else { return Err(taken(definition)) };
            let name = format!("{}{}", definition.operation, definition.name);
            notes.push(format!(
                "the file has another `{}`, so the type of `{}` is `{name}`",
                definition.name, definition.operation
            ));
            renamed.insert(shape, name);
            is_changed = true;
        }
        if !is_changed {
            return Ok((scaffold, notes));
        }
    }
}

/// Says that a type which only one operation can have is another one in the file.
fn taken(definition: &TypeDefinition) -> String {
    format!(
        "the file has another `{}`, which `{}` needs\nhelp: rename it, or write to another file",
        definition.name, definition.operation
    )
}

/// Returns the imports that the file lacks, one line for each crate.
fn import_text(source: &Source, needed: &BTreeSet<&'static str>) -> Insertion {
    let imports = source.imports();
    let mut by_crate: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in needed.iter().filter(|path| !imports.has(path)) {
        let (before, name) = path.rsplit_once("::").unwrap_or_default();
        by_crate.entry(before).or_default().push(name);
    }
    let lines: String = by_crate
        .iter()
        .map(|(before, names)| match names.as_slice() {
            [only] => format!("use {before}::{only};\n"),
            several => format!("use {before}::{{{}}};\n", several.join(", ")),
        })
        .collect();
    let at = source.import_position();
    let text = match (lines.is_empty(), at) {
        (true, _) => String::new(),
        (false, 0) => format!("{}\n", formatted(&lines)),
        (false, _) => format!("\n{}", formatted(&lines).trim_end()),
    };
    Insertion { at, text }
}

/// Returns the methods for a trait that is there.
fn into_trait(source: &Source, known: &Trait, methods: &[Method]) -> Insertion {
    let code: Vec<&str> = methods.iter().map(|method| method.text.as_str()).collect();
    let code = formatted(&format!("trait T {{\n{}\n}}\n", code.join("\n")));
    let inside = code.trim_end().trim_start_matches("trait T {").trim_end_matches('}');
    let before = source.text.get(..known.end).unwrap_or_default();
    let text = match (known.is_empty, before.ends_with('\n')) {
        (true, true) => inside.trim_start_matches('\n').to_owned(),
        (false, true) => format!("\n{}", inside.trim_start_matches('\n')),
        (_, false) => inside.to_owned(),
    };
    Insertion { at: known.end, text }
}

fn new_trait(service: Service, name: &str, methods: &[Method]) -> String {
    let arguments = if service == Service::Connect {
        String::new()
    } else {
        format!("(service = {})", service.constant())
    };
    let methods: Vec<&str> = methods.iter().map(|method| method.text.as_str()).collect();
    format!("#[connect_api{arguments}]\npub trait {name} {{\n{}}}\n", methods.join("\n"))
}

/// Inserts from the end on, so that the places stay right.
fn inserted(text: &str, mut insertions: Vec<Insertion>) -> String {
    let mut text = text.to_owned();
    insertions.sort_by_key(|insertion| insertion.at);
    for insertion in insertions.iter().rev() {
        text.insert_str(insertion.at, &insertion.text);
    }
    text
}
