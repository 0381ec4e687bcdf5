//! The types that the sources of a crate define.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::{Attribute, ItemEnum, ItemStruct, ItemType};

use crate::attributes::{last_name, nested};

/// Types by their names.
#[derive(Default)]
pub(crate) struct KnownTypes(BTreeMap<String, Vec<KnownType>>);

/// A type and its file.
pub(crate) struct KnownType {
    pub(super) file: PathBuf,
    pub(super) definition: Definition,
}

pub(crate) enum Definition {
    Struct(ItemStruct),
    Enum(ItemEnum),
    Alias(ItemType),
}

impl KnownTypes {
    pub(crate) fn add(&mut self, file: &Path, definition: Definition) {
        let name = match &definition {
            Definition::Struct(item) => &item.ident,
            Definition::Enum(item) => &item.ident,
            Definition::Alias(item) => &item.ident,
        }
        .to_string();
        let known = KnownType { file: file.to_owned(), definition };
        self.0.entry(name).or_default().push(known);
    }

    /// Finds the type that a name means in a file: the only one there, or else in the crate.
    pub(super) fn get(&self, name: &str, file: &Path) -> Option<&KnownType> {
        let known = self.0.get(name)?;
        let mut here = known.iter().filter(|it| it.file == file);
        match (here.next(), here.next(), known.as_slice()) {
            (Some(only), None, _) | (None, _, [only]) => Some(only),
            _ => None,
        }
    }
}

/// Whether a type derives a trait or macro, also under a condition.
pub(super) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let metas = attributes.iter().flat_map(|attribute| nested(&attribute.meta));
    metas.filter(|meta| meta.path().is_ident("derive")).any(|meta| {
        let mut is_derived = false;
        let _: Option<syn::Result<()>> = meta.require_list().ok().map(|list| {
            list.parse_nested_meta(|derived| {
                is_derived |= last_name(&derived.path) == name;
                Ok(())
            })
        });
        is_derived
    })
}
