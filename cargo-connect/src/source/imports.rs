//! The names that a file has from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree};

/// What the `use` items at the top of a file bring.
pub(crate) struct Imports {
    /// Full paths by the names in the file.
    names: BTreeMap<String, String>,
    /// Paths before `::*`.
    globs: BTreeSet<String>,
}

impl Imports {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut imports = Self { names: BTreeMap::new(), globs: BTreeSet::new() };
        for item in items {
            if let Item::Use(item) = item {
                imports.add(&item.tree, "");
            }
        }
        imports
    }

    fn add(&mut self, tree: &UseTree, before: &str) {
        match tree {
            UseTree::Path(path) => self.add(&path.tree, &format!("{before}{}::", path.ident)),
            UseTree::Name(name) => {
                self.names.insert(name.ident.to_string(), format!("{before}{}", name.ident));
            }
            UseTree::Rename(rename) => {
                self.names.insert(rename.rename.to_string(), format!("{before}{}", rename.ident));
            }
            UseTree::Glob(_) => {
                self.globs.insert(before.trim_end_matches("::").to_owned());
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.add(tree, before));
            }
        }
    }

    /// Whether the file has this path under its last name.
    pub(crate) fn has(&self, path: &str) -> bool {
        let (before, name) = path.rsplit_once("::").unwrap_or_default();
        match self.names.get(name) {
            Some(known) => known == path,
            None => self.globs.contains(before),
        }
    }

    /// Whether the file has anything under this name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }
}
