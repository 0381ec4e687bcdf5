//! The files of a target: its first one, and those of its modules.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, File, ItemMacro, ItemMod, Lit, LitStr, Meta};

use crate::attributes::{last_name, nested};
use crate::finding::{Finding, Place};
use crate::source::problem;

/// A parsed file.
pub(crate) struct Module {
    /// The path as a person would write it in the current folder.
    pub(crate) path: PathBuf,
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
    candidates: Vec<PathBuf>,
    /// Whether its own modules are beside it, and not in a folder of its name.
    is_folder_owner: bool,
    what: String,
    span: Span,
}

impl Modules {
    /// Reads the first files of targets and all that they name.
    pub(crate) fn read(roots: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut modules = Self::default();
        for root in roots {
            modules.add(&root, true);
        }
        modules
    }

    fn add(&mut self, path: &Path, is_folder_owner: bool) {
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
        let mut names = Names::new(path, is_folder_owner);
        names.visit_file(&file);
        self.files.push(Module { path: shown.clone(), file });
        for named in names.found {
            self.add_named(&named, &shown);
        }
    }

    fn add_named(&mut self, named: &Named, by: &Path) {
        let there: Vec<&PathBuf> = named.candidates.iter().filter(|path| path.is_file()).collect();
        if there.is_empty() {
            let message = format!("{} has no file here, so it is not looked at", named.what);
            self.missing.push(Finding { place: Place::of(by, named.span), message });
        }
        for path in there {
            self.add(
                path,
                named.is_folder_owner || path.file_name().is_some_and(|name| name == "mod.rs"),
            );
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
    /// The folder of the modules at this point.
    modules: PathBuf,
    /// How many modules with braces this point is in.
    depth: usize,
    found: Vec<Named>,
}

impl Names {
    fn new(path: &Path, is_folder_owner: bool) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let own = path.file_stem().map(PathBuf::from).unwrap_or_default();
        let modules = if is_folder_owner { folder.clone() } else { folder.join(own) };
        Self { folder, modules, depth: 0, found: Vec::new() }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let name = item.ident.to_string();
        let name = name.trim_start_matches("r#");
        let paths = paths(&item.attrs);
        if item.content.is_some() {
            let outside = self.modules.clone();
            let own = paths.into_iter().next().unwrap_or_else(|| name.to_owned());
            self.modules.push(own);
            self.depth += 1;
            visit::visit_item_mod(self, item);
            self.depth -= 1;
            self.modules = outside;
            return;
        }
        let mut candidates: Vec<PathBuf> = Vec::new();
        // A path in a module with braces starts at the folder of that module.
        let start = if self.depth == 0 { &self.folder } else { &self.modules };
        candidates.extend(paths.iter().map(|path| start.join(path)));
        let is_folder_owner = !paths.is_empty();
        if !is_folder_owner || has_conditional_path(&item.attrs) {
            candidates.push(self.modules.join(format!("{name}.rs")));
            candidates.push(self.modules.join(name).join("mod.rs"));
        }
        let what = format!("the module `{name}`");
        let span = item.ident.span();
        self.found.push(Named { candidates, is_folder_owner, what, span });
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if last_name(&item.mac.path) != "include" {
            return;
        }
        let Ok(path) = item.mac.parse_body::<LitStr>() else { return };
        self.found.push(Named {
            candidates: vec![self.folder.join(path.value())],
            is_folder_owner: true,
            what: format!("`include!({:?})`", path.value()),
            span: item.mac.path.span(),
        });
    }
}

/// Returns the values of `#[path = "…"]`, also under a condition.
fn paths(attributes: &[Attribute]) -> Vec<String> {
    let metas = attributes.iter().flat_map(|attribute| nested(&attribute.meta));
    metas.filter_map(|meta| path_in(&meta)).collect()
}

fn has_conditional_path(attributes: &[Attribute]) -> bool {
    let is_path = |attribute: &Attribute| attribute.path().is_ident("path");
    !attributes.iter().any(is_path)
}

fn path_in(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if pair.path.is_ident("path") => {
            Some(text.value())
        }
        _ => None,
    }
}
