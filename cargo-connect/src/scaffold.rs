//! Writes the declarations of operations, and the types that they need.

mod errors;
mod facts;
mod fields;
mod format;
mod method;
mod only;
mod reach;
mod types;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Operation, Service};

pub(crate) use self::format::formatted;
pub(crate) use self::method::Method;
use self::only::Only;
use self::reach::Reach;
pub(crate) use self::types::{TypeDefinition, Types};
use crate::options::Form;

/// How declarations are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    pub(crate) form: Form,
    pub(crate) only: BTreeSet<String>,
    pub(crate) has_deprecated: bool,
    pub(crate) has_errors: bool,
}

/// Methods and types of one service.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scaffold {
    pub(crate) methods: Vec<Method>,
    pub(crate) types: Vec<TypeDefinition>,
}

/// Writes operations of one service. Types that several of them need are written once.
pub(crate) fn scaffold(
    service: Service,
    operations: &[Operation<'static>],
    style: &Style,
    renamed: &BTreeMap<&'static str, String>,
) -> Result<Scaffold, String> {
    let only = Only::new(service, operations, &style.only)?;
    let types = Types {
        service,
        shapes: service.shapes(),
        reach: Reach::new(service),
        has_deprecated: style.has_deprecated,
        only,
        renamed: renamed.clone(),
    };
    let methods: Vec<Method> =
        operations.iter().map(|operation| method::declare(&types, operation, style)).collect();
    let mut needed = Vec::new();
    let mut definitions: Vec<TypeDefinition> = Vec::new();
    for method in &methods {
        definitions.extend(method.own_types.iter().cloned());
        for name in &method.shapes {
            let first = needed.len();
            if let Some(shape) = types.shapes.shape(name) {
                types.needed(&shape, &mut needed);
            }
            let new = needed.iter().skip(first).filter_map(|name| types.shapes.shape(name));
            definitions.extend(new.map(|shape| TypeDefinition {
                shape: Some(shape.name()),
                operation: method.operation,
                ..types.define(&shape)
            }));
        }
    }
    Ok(Scaffold { methods, types: definitions })
}

impl Scaffold {
    /// Returns the names that the methods and these types import.
    pub(crate) fn imports_for(&self, types: &[&TypeDefinition]) -> BTreeSet<&'static str> {
        let of_methods = self.methods.iter().flat_map(|method| &method.imports);
        of_methods.chain(types.iter().flat_map(|it| &it.imports)).copied().collect()
    }
}
