//! What the macros write, as files to read in a review.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p connect-macros-core snapshots` updates `snapshots/expanded` from
//! `snapshots/declared`.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, DeriveInput, File, Item, ItemTrait, Meta, TraitItem};

use crate::derive::Derive;
use crate::{connect_api, connect_endpoint, derive};

/// The declarations that have a snapshot, by the names of their files.
pub(super) fn declared() -> Vec<(String, File)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder().join("declared"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let file = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap())
    };
    paths.into_iter().map(file).collect()
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"))
}

/// The arguments of the attribute of this name, which is taken off.
pub(super) fn take_attribute(attributes: &mut Vec<Attribute>, name: &str) -> Option<TokenStream> {
    let index = attributes.iter().position(|attribute| attribute.path().is_ident(name))?;
    match attributes.remove(index).meta {
        Meta::List(list) => Some(list.tokens),
        _ => Some(TokenStream::new()),
    }
}

/// The derive macro of this name.
pub(super) fn derive_of(name: &str) -> Option<&'static Derive> {
    match name {
        "ConnectEnum" => Some(&derive::connect_enum::DERIVE),
        "ConnectError" => Some(&derive::connect_error::DERIVE),
        "ConnectUnion" => Some(&derive::connect_union::DERIVE),
        "ToValue" => Some(&derive::to_value::DERIVE),
        _ => None,
    }
}

fn expand(item: Item) -> TokenStream {
    match item {
        Item::Trait(mut item) => match take_attribute(&mut item.attrs, "connect_api") {
            Some(arguments) => connect_api::expand(arguments, &item.into_token_stream()),
            None => with_expanded_methods(item),
        },
        Item::Enum(_) | Item::Struct(_) => {
            let tokens = item.into_token_stream();
            let mut input: DeriveInput = syn::parse2(tokens).unwrap();
            let derives = take_attribute(&mut input.attrs, "derive").unwrap().to_string();
            let derives = derives.split(", ").filter_map(derive_of);
            derives.map(|derive| derive::expand(input.to_token_stream(), derive)).collect()
        }
        other => panic!("no declaration: {}", other.to_token_stream()),
    }
}

fn with_expanded_methods(mut item: ItemTrait) -> TokenStream {
    let methods: TokenStream = std::mem::take(&mut item.items)
        .into_iter()
        .map(|method| match method {
            TraitItem::Fn(mut method) => {
                match take_attribute(&mut method.attrs, "connect_endpoint") {
                    Some(arguments) => {
                        connect_endpoint::expand(arguments, &method.into_token_stream())
                    }
                    None => method.into_token_stream(),
                }
            }
            other => other.into_token_stream(),
        })
        .collect();
    let ItemTrait { attrs, vis, ident, generics, supertraits, .. } = item;
    let where_clause = &generics.where_clause;
    quote!(#(#attrs)* #vis trait #ident #generics: #supertraits #where_clause { #methods })
}

#[test]
fn expansions_are_as_reviewed() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    for (name, declared) in declared() {
        let expanded: TokenStream = declared.items.into_iter().map(expand).collect();
        let file: File = syn::parse2(expanded).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expanded = prettyplease::unparse(&file);
        let path = folder().join("expanded").join(&name);
        if update {
            fs::write(&path, &expanded).unwrap();
        }
        let reviewed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            reviewed == expanded,
            "{name} expands to something else; update the snapshots with \
             UPDATE_SNAPSHOTS=1 and read the difference\n{expanded}"
        );
    }
}
