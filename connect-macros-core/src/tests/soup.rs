//! Token soup: whatever stands in an attribute and behind it, a macro writes code or a compile error,
//! keeps the item and does not panic.
//!
//! `SOUP_CASES` says how many mutations each macro gets; 2000 by default.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{DeriveInput, Item, ItemTrait, TraitItem, TraitItemFn};

use super::snapshots::{declared, derive_of, take_attribute};
use crate::{connect_api, connect_endpoint, derive};

/// What is put between the tokens.
const SALT: &str = r#"
    GET "" "/<A>/<b..>?<c>&d=e" "é/<ü>" r"\" b"x" c"y" 'z' 'a 0 1.5e9 99999999999999999999u8 "s"suffix
    r#type self Self super crate async unsafe extern fn impl dyn where mut ref const static _ __
    = , ; : :: -> => . .. ... ! ? & && * + < > # @ $ ~ | ^
    () [] {} (a = b) [path("x")] {;} name pages(token) envelope service = CASES auth none timeout = "1s"
    path query header headers body payload idempotency_token connect_endpoint connect_api
    cfg(any()) deprecated Result Option<&str> Call<'_, T> Pages
"#;

/// Numbers that look random and come again with the same seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) >> 1).unwrap_or_default() % bound.max(1)
    }
}

/// Changes some of the tokens, at any depth.
fn mutate(tokens: TokenStream, random: &mut Random, salt: &[TokenTree]) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let groups =
        tokens.iter().enumerate().filter(|(_, token)| matches!(token, TokenTree::Group(_)));
    let groups: Vec<usize> = groups.map(|(index, _)| index).collect();
    // Most of what matters is inside.
    if !groups.is_empty() && random.below(3) > 0 {
        let index = groups[random.below(groups.len())];
        if let TokenTree::Group(group) = &tokens[index] {
            let inner = mutate(group.stream(), random, salt);
            tokens[index] = Group::new(group.delimiter(), inner).into();
        }
        return tokens.into_iter().collect();
    }
    let (at, other) = (random.below(tokens.len()), random.below(tokens.len()));
    let from_salt = salt[random.below(salt.len())].clone();
    match (random.below(6), tokens.is_empty()) {
        (_, true) => tokens.push(from_salt),
        (0, _) => drop(tokens.remove(at)),
        (1, _) => tokens.insert(at, tokens[at].clone()),
        (2, _) => tokens.swap(at, other),
        (3, _) => tokens.insert(at, from_salt),
        (4, _) => tokens[at] = from_salt,
        _ => {
            let delimiter =
                [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::None][random.below(3)];
            let inner = tokens.split_off(at).into_iter().collect();
            tokens.push(Group::new(delimiter, inner).into());
        }
    }
    tokens.into_iter().collect()
}

/// Mutates what `seeds` gives, and hands it to `check`.
fn soup(seeds: &[(TokenStream, TokenStream)], check: impl Fn(TokenStream, TokenStream)) {
    let cases = std::env::var("SOUP_CASES").map_or(2000, |cases| cases.parse().unwrap());
    let salt: Vec<TokenTree> = SALT.parse::<TokenStream>().unwrap().into_iter().collect();
    for case in 0..cases {
        let mut random = Random(case);
        let (mut attribute, mut item) = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(4) {
            match random.below(2) {
                0 => attribute = mutate(attribute, &mut random, &salt),
                _ => item = mutate(item, &mut random, &salt),
            }
        }
        let (attribute_text, item_text) = (attribute.to_string(), item.to_string());
        let result = catch_unwind(AssertUnwindSafe(|| check(attribute, item)));
        assert!(result.is_ok(), "case {case}: #[…({attribute_text})] {item_text}");
    }
}

/// The methods that are declared, with the arguments of their attributes.
fn methods() -> Vec<(TokenStream, TokenStream)> {
    let mut methods = Vec::new();
    for item in declared().into_iter().flat_map(|(_, file)| file.items) {
        let Item::Trait(ItemTrait { items, .. }) = item else { continue };
        for item in items {
            let TraitItem::Fn(mut method) = item else { continue };
            if let Some(arguments) = take_attribute(&mut method.attrs, "connect_endpoint") {
                methods.push((arguments, method.into_token_stream()));
            }
        }
    }
    methods
}

/// In an expansion of what the compiler cannot parse either, and therefore reports.
const SALVAGED: &str = "syntax_that_the_macro_cannot_read";

fn stops_compilation(expanded: &str) -> bool {
    expanded.contains("compile_error") || expanded.contains(SALVAGED)
}

/// Whether the tokens are items of a trait.
fn are_trait_items(tokens: &TokenStream) -> bool {
    syn::parse2::<ItemTrait>(quote!(trait Soup { #tokens })).is_ok()
}

#[test]
fn an_endpoint_is_a_method_whatever_is_written() {
    soup(&methods(), |attribute, item| {
        let method = syn::parse2::<TraitItemFn>(item.clone());
        let expanded = connect_endpoint::expand(attribute, &item);
        if let Ok(method) = method {
            let name = method.sig.ident;
            let items = syn::parse2::<ItemTrait>(quote!(trait Soup { #expanded }));
            let items = items.unwrap_or_else(|error| panic!("{error}: {expanded}")).items;
            let is_method = |item: &TraitItem| matches!(item, TraitItem::Fn(method) if method.sig.ident == name);
            assert!(items.iter().any(is_method), "the method is gone: {expanded}");
        } else {
            let text = expanded.to_string();
            assert!(stops_compilation(&text), "no error: {text}");
            let is_kept = text.starts_with(&item.to_string());
            assert!(is_kept || text.contains(SALVAGED), "the item is gone: {text}");
        }
    });
}

#[test]
fn an_api_is_a_trait_whatever_is_written() {
    let mut apis = Vec::new();
    for item in declared().into_iter().flat_map(|(_, file)| file.items) {
        let Item::Trait(mut item) = item else { continue };
        let arguments = take_attribute(&mut item.attrs, "connect_api").unwrap_or_default();
        apis.push((arguments, item.into_token_stream()));
    }
    soup(&apis, |attribute, item| {
        let parsed = syn::parse2::<ItemTrait>(item.clone());
        let expanded = connect_api::expand(attribute, &item);
        match parsed {
            Ok(parsed) => {
                let name = parsed.ident;
                let file = syn::parse2::<syn::File>(expanded.clone());
                let items = file.unwrap_or_else(|error| panic!("{error}: {expanded}")).items;
                let is_trait =
                    |item: &Item| matches!(item, Item::Trait(item) if item.ident == name);
                assert!(items.iter().any(is_trait), "the trait is gone: {expanded}");
            }
            Err(_) => {
                assert!(stops_compilation(&expanded.to_string()), "no error: {expanded}");
            }
        }
    });
}

#[test]
fn a_derive_is_implementations_whatever_is_written() {
    let mut types = Vec::new();
    for item in declared().into_iter().flat_map(|(_, file)| file.items) {
        let Ok(mut input) = syn::parse2::<DeriveInput>(item.into_token_stream()) else { continue };
        let derives = take_attribute(&mut input.attrs, "derive").unwrap_or_default();
        types.push((derives, input.into_token_stream()));
    }
    soup(&types, |_, item| {
        for name in ["ConnectEnum", "ConnectError", "ConnectUnion", "ToValue"] {
            let derive = derive_of(name).unwrap();
            let expanded = derive::expand(item.clone(), derive);
            let file = syn::parse2::<syn::File>(expanded.clone());
            assert!(file.is_ok(), "{name}: {expanded}");
        }
    });
}

#[test]
fn the_soup_is_hot() {
    // Of the mutations, many parse and many do not: both ways are gone.
    let salt: Vec<TokenTree> = SALT.parse::<TokenStream>().unwrap().into_iter().collect();
    let (mut good, mut bad) = (0, 0);
    for case in 0..300 {
        let mut random = Random(case);
        let seeds = methods();
        let (_, item) = seeds[random.below(seeds.len())].clone();
        let mutated = mutate(item, &mut random, &salt);
        if are_trait_items(&mutated) { good += 1 } else { bad += 1 }
    }
    assert!(good > 30 && bad > 30, "{good} parse, {bad} do not");
}
