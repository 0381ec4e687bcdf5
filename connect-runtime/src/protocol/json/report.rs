//! Tells the user once about each member that the service sends in another form than declared.

use std::cell::Cell;
use std::sync::{Mutex, PoisonError};

use tracing::{Level, enabled, warn};

/// A value that was read although it is not in the declared form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repair {
    /// The member's path, such as `Items[].Count`.
    pub(crate) member: String,
    pub(crate) found: &'static str,
    pub(crate) read_as: &'static str,
}

impl Repair {
    /// Removes the member of the wrapped form from the path, so that the path starts at the output.
    pub(crate) fn in_output(mut self) -> Self {
        if let Some(path) = self.member.strip_prefix("data.") {
            self.member = path.to_owned();
        }
        self
    }

    /// Prefixes the path with the member `name`.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        let separator =
            if self.member.is_empty() || self.member.starts_with('[') { "" } else { "." };
        self.member = format!("{name}{separator}{}", self.member);
        self
    }
}

/// Receives the repairs of a text that was read.
pub(crate) type Report<'r> = dyn FnMut(Repair) + 'r;

/// Keeps memory and log bounded if the keys of a map vary. Later members are not reported.
const MAX_REPORTED: usize = 1000;

thread_local! {
    /// The operation whose response this thread decodes.
    static OPERATION: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Runs `decode`. Events about its repairs name `operation`.
///
/// An envelope knows only the response. To carry the name in the response's extensions would cost every
/// successful call an allocation.
pub(crate) fn in_operation<R>(operation: &'static str, decode: impl FnOnce() -> R) -> R {
    set_operation(Some(operation));
    let decoded = decode();
    set_operation(None);
    decoded
}

// Inlined, it would be in the code of each type of page.
#[inline(never)]
fn set_operation(operation: Option<&'static str>) {
    OPERATION.set(operation);
}

/// Reports a repair in the response that this thread decodes.
pub(crate) fn report_in_operation(repair: &Repair) {
    report_once(OPERATION.get(), repair);
}

/// Emits a warning event, once for each operation and member in the life of the process.
///
/// The event never shows the value, which may be personal data.
#[cold]
pub(crate) fn report_once(operation: Option<&str>, repair: &Repair) {
    static REPORTED: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
    if !enabled!(target: "connect_runtime::decode", Level::WARN) {
        return;
    }
    let operation = operation.unwrap_or_default();
    let is_new = {
        let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = reported.len() < MAX_REPORTED
            && !reported.iter().any(|known| known.0 == operation && known.1 == repair.member);
        if is_new {
            reported.push((operation.to_owned(), repair.member.clone()));
        }
        is_new
    };
    if is_new {
        warn!(
            target: "connect_runtime::decode",
            {
                "rpc.method" = operation,
                "connect.member" = repair.member,
                "connect.found" = repair.found,
                "connect.read_as" = repair.read_as,
            },
            "the response has a value in another form than declared, which was read nevertheless"
        );
    }
}
