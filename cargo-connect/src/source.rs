//! A Rust file of the user: what it declares, and where.

mod imports;

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, File, Item, ItemTrait, TraitItem};

pub(crate) use self::imports::Imports;

/// A parsed file.
pub(crate) struct Source {
    pub(crate) text: String,
    file: File,
    /// The bytes before the code: a byte order mark or a line for the shell, which places do not count.
    skipped: usize,
}

/// An operation that a trait of the file declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The constant of its service. Services share a few lines.
    pub(crate) service: String,
    pub(crate) method: String,
    /// The path without its query and the names of its labels.
    pub(crate) path: String,
    pub(crate) line: usize,
}

/// A trait of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trait {
    pub(crate) name: String,
    /// The constant of its service, if `#[connect_api]` names one.
    pub(crate) service: Option<String>,
    /// Whether it has `#[connect_api]`.
    pub(crate) is_api: bool,
    /// Where its closing brace is.
    pub(crate) end: usize,
    pub(crate) is_empty: bool,
}

impl Source {
    /// Reads a file. The error says where it is broken.
    pub(crate) fn parse(text: String, path: &Path) -> Result<Self, String> {
        let code = without_start(&text);
        let skipped = text.len() - code.len();
        match syn::parse_file(code) {
            Ok(file) => Ok(Self { text, file, skipped }),
            Err(error) => {
                let start = error.span().start();
                let place = format!("{}:{}:{}", path.display(), start.line, start.column + 1);
                let problem = problem(&error.to_string());
                Err(format!("{place}: {problem}\nhelp: mend this first; nothing was written"))
            }
        }
    }

    /// Returns the operations that the traits of the file declare.
    pub(crate) fn declared(&self) -> Vec<Declared> {
        let mut declared = Vec::new();
        visit_traits(&self.file.items, &mut |item| {
            let methods = item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(method) => Some(method.attrs.iter()),
                _ => None,
            });
            let of_trait = service_of(item);
            let by = |attribute| declared_by(attribute, of_trait.as_deref());
            declared.extend(methods.flatten().filter_map(by));
        });
        declared
    }

    /// Returns the traits at the top of the file.
    pub(crate) fn traits(&self) -> Vec<Trait> {
        let traits = self.file.items.iter().filter_map(|item| match item {
            Item::Trait(item) => Some(of_trait(item, self.skipped)),
            _ => None,
        });
        traits.collect()
    }

    /// Returns the types at the top of the file by their names, as tokens without documentation.
    pub(crate) fn types(&self) -> BTreeMap<String, String> {
        types_of(&self.file)
    }

    pub(crate) fn imports(&self) -> Imports {
        Imports::of(&self.file.items)
    }

    /// Returns where a new import goes: after the last one, or else after the inner attributes.
    pub(crate) fn import_position(&self) -> usize {
        let mut uses = self.file.items.iter().filter(|item| matches!(item, Item::Use(_)));
        let last = uses.next_back().map(|item| item.span().byte_range().end);
        let attributes = self.file.attrs.last().map(|it| it.span().byte_range().end);
        last.or(attributes).map_or(self.skipped, |place| place + self.skipped)
    }
}

/// Says what is wrong in other words than the parser, where it only says that it cannot parse.
pub(crate) fn problem(error: &str) -> String {
    match error {
        "cannot parse string into token stream" => {
            "a bracket, a quote or a comment is not closed, or a character is not Rust's".to_owned()
        }
        other => other.to_owned(),
    }
}

/// Returns the text without what the parser leaves out at its start.
fn without_start(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_for_shell = text.starts_with("#!") && !text.starts_with("#![");
    let end = text.find('\n').filter(|_| is_for_shell);
    end.and_then(|end| text.get(end..)).unwrap_or(text)
}

/// Returns the types of generated code, in the same form as [`Source::types`].
pub(crate) fn types_in(code: &str) -> BTreeMap<String, String> {
    syn::parse_file(code).map(|file| types_of(&file)).unwrap_or_default()
}

fn types_of(file: &File) -> BTreeMap<String, String> {
    let types = file.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some((item.ident.to_string(), plain(item))),
        Item::Enum(item) => Some((item.ident.to_string(), plain(item))),
        Item::Type(item) => Some((item.ident.to_string(), plain(item))),
        Item::Union(item) => Some((item.ident.to_string(), plain(item))),
        Item::Trait(item) => Some((item.ident.to_string(), String::new())),
        _ => None,
    });
    types.collect()
}

/// Returns the tokens of an item without its documentation, which a person may have changed.
fn plain(item: &impl ToTokens) -> String {
    without_docs(item.to_token_stream()).to_string()
}

fn without_docs(tokens: TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let inner = group.stream();
                let is_doc = inner.clone().into_iter().next().is_some_and(
                    |first| matches!(first, TokenTree::Ident(ident) if ident == "doc"),
                );
                let is_attribute =
                    matches!(kept.last(), Some(TokenTree::Punct(it)) if it.as_char() == '#');
                if is_doc && is_attribute {
                    kept.pop();
                    continue;
                }
                kept.push(Group::new(group.delimiter(), without_docs(inner)).into());
            }
            // rustfmt adds a comma after the last one where it breaks a line.
            other => kept.push(other),
        }
    }
    if matches!(kept.last(), Some(TokenTree::Punct(it)) if it.as_char() == ',') {
        kept.pop();
    }
    kept.into_iter().collect()
}

fn visit_traits<'a>(items: &'a [Item], visit: &mut impl FnMut(&'a ItemTrait)) {
    for item in items {
        match item {
            Item::Trait(item) => visit(item),
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    visit_traits(items, visit);
                }
            }
            _ => {}
        }
    }
}

fn of_trait(item: &ItemTrait, skipped: usize) -> Trait {
    Trait {
        name: item.ident.to_string(),
        service: service_of(item),
        is_api: api(item).is_some(),
        end: item.brace_token.span.close().byte_range().start + skipped,
        is_empty: item.items.is_empty(),
    }
}

fn api(item: &ItemTrait) -> Option<&Attribute> {
    item.attrs.iter().find(|attribute| is_named(attribute, "connect_api"))
}

/// Returns the constant of the service that `#[connect_api]` names.
fn service_of(item: &ItemTrait) -> Option<String> {
    let arguments = api(item)?.meta.require_list().ok()?;
    service_in(arguments.tokens.clone())
}

/// Whether an attribute has this name, by whatever path.
fn is_named(attribute: &Attribute, name: &str) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == name)
}

/// Returns the last name after `service =`.
fn service_in(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<String> = tokens.into_iter().map(|tree| tree.to_string()).collect();
    let start = tokens.windows(2).position(|pair| pair == ["service", "="])?;
    let value = tokens.iter().skip(start + 2).take_while(|token| *token != ",");
    value.last().cloned()
}

/// Returns what `#[connect_endpoint(METHOD "path", …)]` declares in a trait for a service.
fn declared_by(attribute: &Attribute, of_trait: Option<&str>) -> Option<Declared> {
    if !is_named(attribute, "connect_endpoint") {
        return None;
    }
    let tokens = attribute.meta.require_list().ok()?.tokens.clone();
    let own = service_in(tokens.clone());
    let service = own.as_deref().or(of_trait).unwrap_or("CONNECT").to_owned();
    let mut tokens = tokens.into_iter();
    let method = tokens.next()?.to_string();
    let template = syn::parse2::<syn::LitStr>(tokens.next()?.into()).ok()?.value();
    let path = template.split('?').next().unwrap_or_default();
    Some(Declared {
        service,
        method,
        path: connect_model::without_label_names(path),
        line: attribute.span().start().line,
    })
}
