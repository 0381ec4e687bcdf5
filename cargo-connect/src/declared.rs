//! The declarations in the sources of a crate.

use std::path::Path;

use connect_macros_core::{Inspection, inspect_api, inspect_endpoint, inspect_error};
use connect_model::{Operation, Service};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Block, DeriveInput, ItemEnum, ItemMod, ItemTrait, ItemUse, Macro, Signature, TraitItem,
    TraitItemFn, UseTree,
};

use crate::attributes::{derives, find, last_name, unraw};
use crate::finding::{Finding, Place};
use crate::modules::{Module, Modules, Scope};
use crate::types::KnownTypes;
use crate::{out, package};

/// The declarations of the crate, and what is to be said about them.
#[derive(Default)]
pub(crate) struct Declarations {
    pub(crate) endpoints: Vec<Endpoint>,
    /// Errors, as the macros report them, and files that cannot be read.
    pub(crate) mistakes: Vec<Finding>,
    /// What the macros pass in silence.
    pub(crate) notes: Vec<Finding>,
    /// The types of the crate.
    pub(crate) types: KnownTypes,
    /// The number of endpoints, those with mistakes too.
    pub(crate) declared: usize,
    /// The number of files that were read.
    pub(crate) files: usize,
}

/// An endpoint without a mistake.
pub(crate) struct Endpoint {
    pub(crate) place: Place,
    /// `None` if AWS's model does not have it.
    pub(crate) operation: Option<(Service, Operation<'static>)>,
    pub(crate) signature: Signature,
    /// The module of the trait. `None` for a trait in a function.
    pub(crate) scope: Option<Scope>,
    /// Whether an envelope of the runtime decodes the output as the model has it.
    pub(crate) has_json_output: bool,
    pub(crate) has_pages: bool,
}

/// An operation of AWS's model that the crate declares.
pub(crate) struct DeclaredOperation {
    pub(crate) service: Service,
    pub(crate) operation: Operation<'static>,
    pub(crate) place: Place,
}

/// Returns the operations of AWS's model that the crate declares. Says which declarations are left out.
pub(crate) fn operations(manifest_path: Option<&Path>) -> Result<Vec<DeclaredOperation>, String> {
    let found = Declarations::of_crate(manifest_path)?;
    if !found.mistakes.is_empty() {
        out::say("note: declarations with mistakes are left out; `cargo connect check` shows them");
    }
    let known = found.endpoints.into_iter().filter_map(|endpoint| {
        let (service, operation) = endpoint.operation?;
        Some(DeclaredOperation { service, operation, place: endpoint.place })
    });
    Ok(known.collect())
}

impl Declarations {
    /// Reads the sources of a crate.
    pub(crate) fn of_crate(manifest_path: Option<&Path>) -> Result<Self, String> {
        let modules = Modules::read(package::roots(manifest_path)?);
        let mut declarations = Self {
            mistakes: modules.broken,
            notes: modules.missing,
            files: modules.files.len(),
            ..Self::default()
        };
        for module in &modules.files {
            let mut finder = Finder::new(module);
            finder.visit_file(&module.file);
            for inspected in finder.inspected {
                declarations.add(inspected, &module.path);
            }
            declarations.notes.extend(finder.unread.into_iter().map(|span| Finding {
                place: Place::of(&module.path, span),
                message: "the declarations in this macro call are not looked at".to_owned(),
            }));
            declarations.types.add(&module.path, &module.scope, &module.file.items);
        }
        Ok(declarations)
    }

    fn add(&mut self, inspected: Inspected, path: &Path) {
        let Inspected { attribute, inspection, methods, scope } = inspected;
        self.declared += inspection.declared;
        let finding = |found: connect_macros_core::Finding| {
            // The place of the call, which is nowhere outside the compiler.
            let is_call = found.span.byte_range().is_empty();
            let span = if is_call { attribute } else { found.span };
            Finding { place: Place::of(path, span), message: found.message }
        };
        self.mistakes.extend(inspection.mistakes.into_iter().map(finding));
        self.notes.extend(inspection.notes.into_iter().map(finding));
        self.endpoints.extend(inspection.endpoints.into_iter().filter_map(|endpoint| {
            // Two methods of one name may have opposite conditions, so the place decides.
            let start = endpoint.method.span().start();
            let method = methods.iter().find(|it| it.sig.ident.span().start() == start)?;
            Some(Endpoint {
                place: Place::of(path, endpoint.method.span()),
                operation: endpoint.operation,
                signature: method.sig.clone(),
                scope: scope.clone(),
                has_json_output: endpoint.has_json_output,
                has_pages: endpoint.has_pages,
            })
        }));
    }
}

/// Finds what the macros read, in functions too.
struct Finder {
    /// The names under which the file imports macros: `use connect_runtime::connect_api as api`.
    renamed: Vec<(String, String)>,
    inspected: Vec<Inspected>,
    /// Macro calls with declarations in them.
    unread: Vec<Span>,
    scope: Scope,
    /// How many functions this point is in.
    functions: usize,
}

/// What was read of an item, the place of its attribute, and its methods.
struct Inspected {
    attribute: Span,
    inspection: Inspection,
    methods: Vec<TraitItemFn>,
    /// The module. `None` in a function, whose names are its own.
    scope: Option<Scope>,
}

impl Finder {
    fn new(module: &Module) -> Self {
        let mut renames = Renames::default();
        renames.visit_file(&module.file);
        Self {
            renamed: renames.0,
            inspected: Vec::new(),
            unread: Vec::new(),
            scope: module.scope.clone(),
            functions: 0,
        }
    }

    fn add(&mut self, attribute: Span, inspection: Inspection, methods: Vec<TraitItemFn>) {
        let scope = (self.functions == 0).then(|| self.scope.clone());
        self.inspected.push(Inspected { attribute, inspection, methods, scope });
    }

    /// Whether a path is the one of a macro.
    fn is(&self, path: &syn::Path, name: &str) -> bool {
        let last = last_name(path);
        last == name || self.renamed.iter().any(|(own, new)| own == name && *new == last)
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        if let Some((index, arguments)) = find(&item.attrs, |path| self.is(path, "connect_api")) {
            let mut item = item.clone();
            let attribute = item.attrs.remove(index).span();
            let methods = item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(method) => Some(method.clone()),
                _ => None,
            });
            let methods = methods.collect();
            self.add(attribute, inspect_api(&arguments, &item), methods);
            return;
        }
        for item in &item.items {
            let TraitItem::Fn(method) = item else { continue };
            let found = find(&method.attrs, |path| self.is(path, "connect_endpoint"));
            if let Some((index, arguments)) = found {
                let mut method = method.clone();
                let attribute = method.attrs.remove(index).span();
                let inspection = inspect_endpoint(&arguments, &method);
                self.add(attribute, inspection, vec![method]);
            }
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        if derives(&item.attrs, |path| self.is(path, "ConnectError"))
            && let Ok(input) = syn::parse2::<DeriveInput>(item.to_token_stream())
        {
            self.add(item.ident.span(), inspect_error(&input), Vec::new());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let outside = self.scope.clone();
        self.scope = outside.child(&unraw(&item.ident));
        visit::visit_item_mod(self, item);
        self.scope = outside;
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.functions += 1;
        visit::visit_block(self, block);
        self.functions -= 1;
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if mentions_macro(call.tokens.clone()) {
            self.unread.push(call.path.span());
        }
    }
}

/// Whether tokens have an attribute of a declaration.
fn mentions_macro(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions_macro(group.stream()),
        TokenTree::Ident(name) => name == "connect_api" || name == "connect_endpoint",
        _ => false,
    })
}

/// The imports of a file that give a name of their own: what was named, and the new name.
#[derive(Default)]
struct Renames(Vec<(String, String)>);

impl<'ast> Visit<'ast> for Renames {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add(&item.tree);
    }
}

impl Renames {
    fn add(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.add(&path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add(tree)),
            UseTree::Rename(rename) => {
                self.0.push((rename.ident.to_string(), rename.rename.to_string()));
            }
            UseTree::Name(_) | UseTree::Glob(_) => {}
        }
    }
}
