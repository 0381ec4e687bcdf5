//! The files of a target: its first one, and those of its modules.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::{env, fs};

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, File, ItemMacro, ItemMod, Lit, LitStr, Meta};

use crate::attributes::{last_name, nested, unraw};
use crate::finding::{Finding, Place};
use crate::source::problem;

/// A module of a target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scope {
    /// The number of the target.
    target: usize,
    path: Vec<String>,
}

impl Scope {
    pub(crate) fn root(&self) -> Self {
        Self { target: self.target, path: Vec::new() }
    }

    pub(crate) fn child(&self, name: &str) -> Self {
        let path = self.path.iter().cloned().chain([name.to_owned()]).collect();
        Self { target: self.target, path }
    }

    pub(crate) fn parent(&self) -> Option<Self> {
        let (_, path) = self.path.split_last()?;
        Some(Self { target: self.target, path: path.to_vec() })
    }
}

/// A parsed file.
pub(crate) struct Module {
    /// The path as a person would write it in the current folder.
    pub(crate) path: Rc<PathBuf>,
    pub(crate) scope: Scope,
    pub(crate) file: File,
}

/// What was found of a set of targets.
#[derive(Default)]
pub(crate) struct Modules {
    pub(crate) files: Vec<Module>,
    /// What cannot be read.
    pub(crate) broken: Vec<Finding>,
    /// What may be missing, for instance because a build script writes it.
    pub(crate) missing: Vec<Finding>,
    seen: BTreeSet<PathBuf>,
}

/// A file that another one names.
struct Named {
    /// The paths that it may have. Conditions decide which.
    candidates: Vec<Candidate>,
    scope: Scope,
    what: String,
    span: Span,
}

struct Candidate {
    path: PathBuf,
    /// Whether its own modules are beside it, and not in a folder of its name.
    is_folder_owner: bool,
}

impl Modules {
    /// Reads the first files of targets and all that they name.
    pub(crate) fn read(roots: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut modules = Self::default();
        for (target, path) in roots.into_iter().enumerate() {
            let scope = Scope { target, path: Vec::new() };
            modules.add(&Candidate { path, is_folder_owner: true }, scope);
        }
        modules
    }

    fn add(&mut self, candidate: &Candidate, scope: Scope) {
        let path = &candidate.path;
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(canonical) {
            return;
        }
        let shown = shown(path);
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("cannot be read: {error}");
                self.broken.push(Finding { place: Place { file: shown, start: None }, message });
                return;
            }
        };
        let file = match syn::parse_file(&text) {
            Ok(file) => file,
            Err(error) => {
                let place = Place::of(&shown, error.span());
                self.broken.push(Finding { place, message: problem(&error.to_string()) });
                return;
            }
        };
        let mut names = Names::new(candidate, scope.clone());
        names.visit_file(&file);
        self.files.push(Module { path: Rc::new(shown.clone()), scope, file });
        for named in names.found {
            self.add_named(&named, &shown);
        }
    }

    fn add_named(&mut self, named: &Named, by: &Path) {
        let is_there = |candidate: &&Candidate| candidate.path.is_file();
        let there: Vec<&Candidate> = named.candidates.iter().filter(is_there).collect();
        if there.is_empty() {
            let message = format!("{} has no file here, so it is not looked at", named.what);
            self.missing.push(Finding { place: Place::of(by, named.span), message });
        }
        for candidate in there {
            self.add(candidate, named.scope.clone());
        }
    }
}

/// Returns a path from the current folder, if it is in it, without `..` where there is no need.
fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let mut plain = PathBuf::new();
    for part in path.components() {
        let can_go_up = plain.file_name().is_some();
        match part {
            Component::ParentDir if can_go_up => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain.strip_prefix(&here).map_or(plain.clone(), Path::to_owned)
}

/// Collects the files that a file names.
struct Names {
    /// The folder of the file.
    folder: PathBuf,
    /// The folders that the modules at this point may be in. Conditions decide which.
    modules: Vec<PathBuf>,
    /// The folders for paths in attributes at this point.
    paths: Vec<PathBuf>,
    scope: Scope,
    found: Vec<Named>,
}

impl Names {
    fn new(file: &Candidate, scope: Scope) -> Self {
        let folder = file.path.parent().map(Path::to_owned).unwrap_or_default();
        let own = file.path.file_stem().map(PathBuf::from).unwrap_or_default();
        let modules = if file.is_folder_owner { folder.clone() } else { folder.join(own) };
        Self {
            paths: vec![folder.clone()],
            folder,
            modules: vec![modules],
            scope,
            found: Vec::new(),
        }
    }

    /// Visits a module with braces, whose folder has its name, or the one of its attribute.
    fn visit_inline(&mut self, item: &ItemMod, name: &str) {
        let outside = (self.modules.clone(), self.paths.clone(), self.scope.clone());
        let written = paths(&item.attrs);
        let mut folders = joined(&self.paths, &written);
        if written.is_empty() || is_conditional(&item.attrs) {
            folders.extend(joined(&self.modules, &[name.to_owned()]));
        }
        self.paths.clone_from(&folders);
        self.modules = folders;
        self.scope = self.scope.child(name);
        visit::visit_item_mod(self, item);
        (self.modules, self.paths, self.scope) = outside;
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let name = unraw(&item.ident);
        if item.content.is_some() {
            return self.visit_inline(item, &name);
        }
        let written = paths(&item.attrs);
        let owner = |path| Candidate { path, is_folder_owner: true };
        let mut candidates: Vec<Candidate> =
            joined(&self.paths, &written).into_iter().map(owner).collect();
        if written.is_empty() || is_conditional(&item.attrs) {
            for folder in &self.modules {
                let path = folder.join(format!("{name}.rs"));
                candidates.push(Candidate { path, is_folder_owner: false });
                candidates.push(owner(folder.join(&name).join("mod.rs")));
            }
        }
        self.found.push(Named {
            candidates,
            scope: self.scope.child(&name),
            what: format!("the module `{name}`"),
            span: item.ident.span(),
        });
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if last_name(&item.mac.path) != "include" {
            return;
        }
        // What is no path may name a file of a build script.
        let path = item.mac.parse_body::<LitStr>().map(|path| path.value());
        let candidate = path
            .as_ref()
            .ok()
            .map(|path| Candidate { path: self.folder.join(path), is_folder_owner: true });
        self.found.push(Named {
            candidates: candidate.into_iter().collect(),
            scope: self.scope.clone(),
            what: path.map_or("the file of `include!(…)`".to_owned(), |path| {
                format!("`include!({path:?})`")
            }),
            span: item.mac.path.span(),
        });
    }
}

fn joined(folders: &[PathBuf], names: &[String]) -> Vec<PathBuf> {
    folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name))).collect()
}

/// Returns the values of `#[path = "…"]`, also under a condition.
fn paths(attributes: &[Attribute]) -> Vec<String> {
    let metas = attributes.iter().flat_map(|attribute| nested(&attribute.meta));
    metas.filter_map(|meta| value_of_path(&meta)).collect()
}

/// Whether all paths in attributes have conditions.
fn is_conditional(attributes: &[Attribute]) -> bool {
    !attributes.iter().any(|attribute| attribute.path().is_ident("path"))
}

fn value_of_path(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if pair.path.is_ident("path") => {
            Some(text.value())
        }
        _ => None,
    }
}
