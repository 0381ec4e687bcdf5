//! Finds operations by their names, and by words.

use connect_model::{Operation, Service, edits};

use crate::names::words;
use crate::options::service_name;

/// An operation and its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) service: Service,
    pub(crate) operation: Operation<'static>,
}

/// Finds an operation by its name, in any case. The error names the nearest ones.
pub(crate) fn by_name(name: &str, services: &[Service]) -> Result<Found, String> {
    let with_name = |service: &Service| {
        let operation = service.calls().operation(name)?;
        Some(Found { service: *service, operation })
    };
    let found: Vec<Found> = services.iter().filter_map(with_name).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(unknown(name, services)),
        several => {
            let options: Vec<String> = several
                .iter()
                .map(|found| format!("  --service {}", service_name(found.service)))
                .collect();
            Err(format!(
                "{} services have an operation `{name}`\nhelp: say which one:\n{}",
                several.len(),
                options.join("\n")
            ))
        }
    }
}

fn unknown(name: &str, services: &[Service]) -> String {
    const SHOWN: usize = 5;
    let elsewhere = Service::ALL
        .into_iter()
        .filter(|service| !services.contains(service))
        .find_map(|service| Some((service, service.calls().operation(name)?)));
    if let Some((service, operation)) = elsewhere {
        let (name, option) = (operation.name(), service_name(service));
        return format!("`{name}` is an operation of {}\nhelp: --service {option}", service.name());
    }
    let wanted = name.to_ascii_lowercase();
    let mut near: Vec<(usize, &str)> = all(services)
        .map(|found| found.operation.name())
        .map(|known| (edits(&wanted, &known.to_ascii_lowercase()), known))
        .collect();
    near.sort_unstable();
    near.dedup();
    let near: Vec<String> =
        near.iter().take(SHOWN).map(|(_, known)| format!("  {known}")).collect();
    format!(
        "no operation has the name `{name}`\nhelp: the nearest are:\n{}\n\
         help: `cargo connect list` finds operations by words",
        near.join("\n")
    )
}

/// Returns the operations of services, in the order of their names.
pub(crate) fn all(services: &[Service]) -> impl Iterator<Item = Found> {
    services.iter().flat_map(|service| {
        let operations = service.calls().operations();
        operations.map(|operation| Found { service: *service, operation })
    })
}

/// Finds the operations that have all of the words, the best ones first: words of the name before words
/// of members, and whole words before parts.
pub(crate) fn by_words(wanted: &[String], services: &[Service]) -> Vec<Found> {
    let wanted: Vec<String> = wanted.iter().map(|word| word.to_ascii_lowercase()).collect();
    let mut found: Vec<(usize, Found)> = all(services)
        .filter_map(|found| {
            let rank = |word: &String| rank(&found.operation, word);
            let ranks: Option<Vec<usize>> = wanted.iter().map(rank).collect();
            Some((ranks?.iter().sum(), found))
        })
        .collect();
    // The order within a rank stays that of the names.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

/// How far down an operation comes for a word. `None` if it does not have the word.
fn rank(operation: &Operation<'_>, word: &str) -> Option<usize> {
    let name = operation.name();
    if let Some(rank) = rank_in(name, word) {
        return Some(rank);
    }
    let inputs = operation.members().map(|member| member.name);
    let members = inputs.chain(operation.outputs().map(|output| output.name));
    members.filter_map(|member| rank_in(member, word)).min().map(|rank| rank + 10)
}

fn rank_in(name: &str, word: &str) -> Option<usize> {
    let words = words(name);
    let is_plural = |known: &String| known.strip_suffix('s') == Some(word);
    if words.iter().any(|known| known == word || is_plural(known)) {
        return Some(0);
    }
    name.to_ascii_lowercase().contains(word).then_some(1)
}

/// Returns the known word nearest to one that no operation has.
pub(crate) fn nearest_word(word: &str, services: &[Service]) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let known = all(services).flat_map(|found| words(found.operation.name()));
    let near = known.map(|known| (edits(&word, &known), known)).min()?;
    (near.0 <= 2).then_some(near.1)
}
