//! Attributes, also under a condition, and names.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Meta, Path, Token};

/// Returns what an attribute is, and for `#[cfg_attr(…)]` all that it may be.
pub(crate) fn nested(meta: &Meta) -> Vec<Meta> {
    let Meta::List(list) = meta else { return vec![meta.clone()] };
    if !list.path.is_ident("cfg_attr") {
        return vec![meta.clone()];
    }
    let arguments = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    arguments.into_iter().flatten().skip(1).flat_map(|meta| nested(&meta)).collect()
}

/// Finds an attribute by a test of its path. Returns its index and its arguments.
pub(crate) fn find(
    attributes: &[Attribute],
    is_meant: impl Fn(&Path) -> bool,
) -> Option<(usize, TokenStream)> {
    attributes.iter().enumerate().find_map(|(index, attribute)| {
        let meta = nested(&attribute.meta).into_iter().find(|meta| is_meant(meta.path()))?;
        match meta {
            Meta::List(list) => Some((index, list.tokens)),
            _ => Some((index, TokenStream::new())),
        }
    })
}

/// Whether a type derives something whose path passes the test.
pub(crate) fn derives(attributes: &[Attribute], is_meant: impl Fn(&Path) -> bool) -> bool {
    let metas = attributes.iter().flat_map(|attribute| nested(&attribute.meta));
    let mut is_derived = false;
    for meta in metas.filter(|meta| meta.path().is_ident("derive")) {
        let Ok(list) = meta.require_list() else { continue };
        // A derive macro that is no path is the compiler's to report.
        let _: syn::Result<()> = list.parse_nested_meta(|derived| {
            is_derived |= is_meant(&derived.path);
            Ok(())
        });
    }
    is_derived
}

/// Returns a name without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the last name of a path.
pub(crate) fn last_name(path: &Path) -> String {
    path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}
