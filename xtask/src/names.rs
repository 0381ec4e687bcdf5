//! Names of a model, which become words of the data files.

use crate::source::Model;

/// Refuses names that the readers would not find again.
pub(crate) fn check(model: &Model) -> Result<(), String> {
    for (name, operation) in &model.operations {
        if operation.name != *name {
            return Err(format!("operation `{name}`: it calls itself `{}`", operation.name));
        }
        // Readers ignore `_` in the names of operations.
        if !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(format!(
                "operation `{name}`: a name with other signs than letters and digits"
            ));
        }
        let words = [&operation.http.method, &operation.http.request_uri];
        words.into_iter().try_for_each(|text| word("operation", name, text))?;
    }
    for (name, shape) in &model.shapes {
        let code = shape.error.as_ref().and_then(|error| error.code.as_ref());
        let members = shape.members.0.iter();
        let members =
            members.flat_map(|(name, member)| [Some(name), member.location_name.as_ref()]);
        let words = [Some(name), code].into_iter().chain(members).flatten();
        words.into_iter().try_for_each(|text| word("shape", name, text))?;
    }
    let is_absent = |name: &&String| !model.operations.contains_key(*name);
    match model.pagination.keys().find(is_absent) {
        Some(name) => Err(format!("paginator `{name}`: the operation is not in the model")),
        None => Ok(()),
    }
}

/// A word starts no section and ends before a space.
fn word(kind: &str, name: &str, text: &str) -> Result<(), String> {
    if text.is_empty() || text.starts_with('[') || !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err(format!("{kind} `{name}`: `{}` is no word", text.escape_debug()));
    }
    Ok(())
}
