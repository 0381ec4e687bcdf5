//! The structure of the runtime's sources: imports run from upper layers to lower ones, and no files import each
//! other in a circle. `ARCHITECTURE.md` describes the layers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use connect_tests::{sources, workspace};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item};

/// The top-level modules, from the top layer to the bottom. A module may import those of the lines below its own.
const LAYERS: [&[&str]; 12] = [
    &["testing"],
    &["lib", "__private"],
    &["call"],
    &["pages"],
    &["client"],
    &["attempt"],
    &["sign"],
    &["transport"],
    &["endpoint"],
    &["envelope", "pace", "request", "retry", "time"],
    &["error"],
    &["declaration", "protocol"],
];

/// A module: its path below the crate, such as `["protocol", "json"]`. The crate's root is `["lib"]`.
type Module = Vec<String>;

/// The imports of a file, without those of its tests.
struct Source {
    /// Paths that start with `crate`, `self` or `super`, made absolute.
    used: BTreeSet<Vec<String>>,
    /// The names that the file re-exports, with their absolute paths.
    reexported: BTreeMap<String, Vec<String>>,
}

#[test]
fn imports_run_from_upper_layers_to_lower_ones() {
    let sources = read_sources();
    let layer = |module: &str| {
        let place = LAYERS.iter().position(|modules| modules.contains(&module));
        place.unwrap_or_else(|| panic!("the module `{module}` is not in LAYERS"))
    };
    let mut upward = Vec::new();
    for (file, imported) in imports_of(&sources) {
        for target in imported {
            let (from, to) = (layer(&file[0]), layer(&target[0]));
            if file[0] != target[0] && to <= from {
                upward.push(format!("{} imports {}", file.join("::"), target.join("::")));
            }
        }
    }
    assert!(
        upward.is_empty(),
        "imports of a module that is not in a lower layer:\n{}",
        upward.join("\n")
    );
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut left = imports_of(&read_sources());
    // Removes files that import none of the remaining ones, until only circles and the files above them remain.
    loop {
        let files: BTreeSet<Module> = left.keys().cloned().collect();
        let before = left.len();
        left.retain(|_, imported| imported.iter().any(|target| files.contains(target)));
        if left.len() == before {
            break;
        }
    }
    let files: BTreeSet<Module> = left.keys().cloned().collect();
    let circles: Vec<String> = left
        .iter()
        .map(|(file, imported)| {
            let targets = imported.intersection(&files).map(|target| target.join("::"));
            format!("{} imports {}", file.join("::"), targets.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "files in circles, and those above them:\n{}", circles.join("\n"));
}

/// Returns the files that each file imports.
fn imports_of(sources: &BTreeMap<Module, Source>) -> BTreeMap<Module, BTreeSet<Module>> {
    let imports = sources.iter().map(|(file, source)| {
        let targets = source.used.iter().map(|path| resolve(path, sources));
        // A submodule is a part of its parent, so it may know what its parent defines.
        let others = targets.filter(|target| !file.starts_with(target));
        (file.clone(), others.collect())
    });
    imports.collect()
}

/// Returns the file that defines what `path` names. Follows re-exports.
fn resolve(path: &[String], sources: &BTreeMap<Module, Source>) -> Module {
    let root: &[String] = &["lib".to_owned()];
    let (module, rest) = (1..=path.len())
        .rev()
        .map(|length| path.split_at(length))
        .find(|(module, _)| sources.contains_key(*module))
        .unwrap_or((root, path));
    let reexported = rest.first().and_then(|name| sources.get(module)?.reexported.get(name));
    match reexported {
        Some(target) if target != path => resolve(target, sources),
        _ => module.to_vec(),
    }
}

fn read_sources() -> BTreeMap<Module, Source> {
    let root = workspace().join("connect-runtime/src");
    let sources = sources("connect-runtime").into_iter().filter_map(|file| {
        let module = module_of(file.strip_prefix(&root).unwrap())?;
        Some((module.clone(), read_source(&file, &module)))
    });
    sources.collect()
}

/// Returns the module of a file; `None` for a file of tests.
fn module_of(file: &Path) -> Option<Module> {
    let module: Module = file
        .with_extension("")
        .components()
        .map(|part| match part.as_os_str().to_str().unwrap() {
            "private" => "__private".to_owned(),
            name => name.to_owned(),
        })
        .collect();
    (!module.iter().any(|name| name == "tests")).then_some(module)
}

fn read_source(file: &Path, module: &Module) -> Source {
    let parsed = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
    let mut source = Source { used: BTreeSet::new(), reexported: BTreeMap::new() };
    let is_root = module.as_slice() == ["lib".to_owned()];
    for item in parsed.items.into_iter().filter(|item| !is_test(item)) {
        let tokens = item.to_token_stream();
        match item {
            Item::Use(item) if !matches!(item.vis, syn::Visibility::Inherited) && !is_root => {
                let text = tokens.to_string();
                assert!(!text.contains('*') && !text.contains(" as "), "not followed: {text}");
                for path in paths_in(tokens, module) {
                    source.reexported.extend(path.last().cloned().map(|name| (name, path.clone())));
                    source.used.insert(path);
                }
            }
            Item::Mod(item) if item.content.is_some() => {
                // A path of the file itself is `super` there.
                let inner = [module.as_slice(), &[item.ident.to_string()]].concat();
                source.used.extend(paths_in(tokens, &inner));
            }
            _ => source.used.extend(paths_in(tokens, module)),
        }
    }
    source
}

fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| {
        attribute.meta.to_token_stream().to_string().replace(' ', "") == "cfg(test)"
    })
}

/// Returns the paths in `tokens` that start with `crate`, `self` or `super`, made absolute.
fn paths_in(tokens: TokenStream, module: &Module) -> Vec<Vec<String>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut paths = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            paths.extend(paths_in(group.stream(), module));
        }
        let start = match token {
            TokenTree::Ident(word) if word == "crate" => Module::new(),
            TokenTree::Ident(word) if word == "self" => module.clone(),
            TokenTree::Ident(word) if word == "super" => module[..module.len() - 1].to_vec(),
            _ => continue,
        };
        // `$crate` is in a macro for other crates.
        let is_start = match &tokens[..index] {
            [.., first, second] if is_punct(first, ':') && is_punct(second, ':') => false,
            [.., token] => !is_punct(token, '$'),
            [] => true,
        };
        if is_start && tokens.get(index + 1).is_some_and(|next| is_punct(next, ':')) {
            follow(start, &tokens[index + 1..], &mut paths);
        }
    }
    paths
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Adds the paths that continue `path` at `::`.
fn follow(mut path: Vec<String>, mut tokens: &[TokenTree], paths: &mut Vec<Vec<String>>) {
    while let [first, second, next, rest @ ..] = tokens
        && is_punct(first, ':')
        && is_punct(second, ':')
    {
        match next {
            TokenTree::Ident(word) if word == "super" => drop(path.pop()),
            TokenTree::Ident(word) if word == "self" => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                return follow_group(&path, group.stream(), paths);
            }
            _ => break,
        }
        tokens = rest;
    }
    paths.push(path);
}

/// Adds the paths of `path::{…}`.
fn follow_group(path: &[String], group: TokenStream, paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = group.into_iter().collect();
    for branch in tokens.split(|token| is_punct(token, ',')) {
        let Some((TokenTree::Ident(first), rest)) = branch.split_first() else { continue };
        let mut path = path.to_vec();
        if first != "self" {
            path.push(first.to_string());
        }
        follow(path, rest, paths);
    }
}

#[test]
fn paths_are_found_wherever_they_are() {
    let module = ["a".to_owned(), "b".to_owned()].to_vec();
    for (code, expected) in [
        ("use crate::x::Y;", "x::Y"),
        ("use crate::x::{Y, z::{self, W}};", "x::Y x::z x::z::W"),
        ("use super::{c::D, e::F};", "a::c::D a::e::F"),
        ("use super::super::e::F;", "e::F"),
        ("fn f(a: crate::x::Y, b: &self::G) {}", "x::Y a::b::G"),
        ("fn f<T: crate::x::Y>() { let a: super::H = crate::i::j(1); }", "x::Y a::H i::j"),
        ("macro_rules! m { () => { $crate::x::Y }; }", ""),
        ("fn f() -> ::other::crate_::Z { self.x() }", ""),
    ] {
        let paths = paths_in(code.parse().unwrap(), &module);
        let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
        assert_eq!(paths.join(" "), expected, "{code}");
    }
}
