//! The types that the sources of a crate define, and what a name means in a module.
//!
//! A name that comes from another crate, or that more than one item may mean, is not known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use syn::{Item, ItemEnum, ItemStruct, ItemType, UseTree};

use crate::attributes::unraw;
use crate::modules::Scope;

/// Types by their modules.
#[derive(Default)]
pub(crate) struct KnownTypes(BTreeMap<Scope, Names>);

/// A type, its file and its module.
pub(crate) struct KnownType {
    pub(super) file: Rc<PathBuf>,
    pub(super) scope: Scope,
    pub(super) definition: Definition,
}

pub(crate) enum Definition {
    Struct(ItemStruct),
    Enum(ItemEnum),
    Alias(ItemType),
}

/// The names of a module.
#[derive(Default)]
struct Names {
    types: BTreeMap<String, Vec<KnownType>>,
    modules: BTreeSet<String>,
    /// Imported names with their paths.
    imports: Vec<(String, Vec<String>)>,
    /// Paths before `::*`.
    globs: Vec<Vec<String>>,
}

/// Paths through more imports than this are not followed. They may be circles.
const MOST_IMPORTS: usize = 16;

impl KnownTypes {
    /// Adds the items of a module.
    pub(crate) fn add(&mut self, file: &Rc<PathBuf>, scope: &Scope, items: &[Item]) {
        for item in items {
            let names = self.0.entry(scope.clone()).or_default();
            let (name, definition) = match item {
                Item::Struct(item) => (&item.ident, Definition::Struct(item.clone())),
                Item::Enum(item) => (&item.ident, Definition::Enum(item.clone())),
                Item::Type(item) => (&item.ident, Definition::Alias(item.clone())),
                Item::Use(item) => {
                    names.import(&item.tree, &mut Vec::new());
                    continue;
                }
                Item::Mod(item) => {
                    let name = unraw(&item.ident);
                    names.modules.insert(name.clone());
                    if let Some((_, items)) = &item.content {
                        self.add(file, &scope.child(&name), items);
                    }
                    continue;
                }
                _ => continue,
            };
            let known = KnownType { file: Rc::clone(file), scope: scope.clone(), definition };
            names.types.entry(unraw(name)).or_default().push(known);
        }
    }

    /// Finds the type that a path means in a module.
    pub(super) fn get(&self, path: &syn::Path, scope: &Scope) -> Option<&KnownType> {
        if path.leading_colon.is_some() {
            return None;
        }
        let path: Vec<String> = path.segments.iter().map(|it| unraw(&it.ident)).collect();
        self.find(&path, scope, 0)
    }

    fn find(&self, path: &[String], scope: &Scope, imports: usize) -> Option<&KnownType> {
        match path {
            [name] => self.named(name, scope, imports),
            [first, rest @ ..] => {
                let mut scope = self.first(first, scope)?;
                let (name, modules) = rest.split_last()?;
                for module in modules {
                    scope = match module.as_str() {
                        "super" => scope.parent()?,
                        module => self.child(module, &scope)?,
                    };
                }
                self.named(name, &scope, imports)
            }
            [] => None,
        }
    }

    /// The module that the first name of a path means.
    fn first(&self, name: &str, scope: &Scope) -> Option<Scope> {
        match name {
            "crate" => Some(scope.root()),
            "self" => Some(scope.clone()),
            "super" => scope.parent(),
            name => self.child(name, scope),
        }
    }

    fn child(&self, name: &str, scope: &Scope) -> Option<Scope> {
        self.0.get(scope)?.modules.contains(name).then(|| scope.child(name))
    }

    fn named(&self, name: &str, scope: &Scope, imports: usize) -> Option<&KnownType> {
        let names = self.0.get(scope).filter(|_| imports < MOST_IMPORTS)?;
        if let Some(types) = names.types.get(name) {
            return only(types.iter());
        }
        let imported: Vec<_> = names.imports.iter().filter(|(known, _)| known == name).collect();
        if !imported.is_empty() {
            let (_, path) = only(imported.into_iter())?;
            return self.find(path, scope, imports + 1);
        }
        only(names.globs.iter().filter_map(|glob| {
            let path: Vec<String> = glob.iter().cloned().chain([name.to_owned()]).collect();
            self.find(&path, scope, imports + 1)
        }))
    }
}

impl Names {
    fn import(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(unraw(&path.ident));
                self.import(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before));
            }
            UseTree::Glob(_) => self.globs.push(before.clone()),
            UseTree::Name(name) => self.import_as(&unraw(&name.ident), &name.ident, before),
            UseTree::Rename(name) => self.import_as(&unraw(&name.rename), &name.ident, before),
        }
    }

    fn import_as(&mut self, name: &str, ident: &syn::Ident, before: &[String]) {
        let path = before.iter().cloned().chain([unraw(ident)]).collect();
        self.imports.push((name.to_owned(), path));
    }
}

fn only<T>(mut these: impl Iterator<Item = T>) -> Option<T> {
    these.next().filter(|_| these.next().is_none())
}
