//! The error enum of an operation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::Operation;

use super::types::TypeDefinition;
use crate::names::pascal;

/// Writes an enum with a variant for each code that the model has for the operation.
pub(super) fn define(operation: &Operation<'static>) -> TypeDefinition {
    let name = format!("{}Error", pascal(operation.name()));
    let mut variants = String::new();
    for code in operation.errors() {
        let ident = pascal(code.strip_suffix("Exception").unwrap_or(code));
        let _ = writeln!(variants, "#[code(\"{code}\")]\n{ident}(ApiError),");
    }
    let text = format!(
        "#[derive(Debug, ConnectError)]\npub enum {name} {{\n{variants}\
         /// Any other error: no connection, no credentials, a code that the model does not have.\n\
         #[other]\nOther(Error),\n}}\n"
    );
    let imports = BTreeSet::from([
        "connect_runtime::ApiError",
        "connect_runtime::ConnectError",
        "connect_runtime::Error",
    ]);
    TypeDefinition { name, text, imports, operation: operation.name(), ..TypeDefinition::default() }
}
