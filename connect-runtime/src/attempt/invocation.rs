//! Invocation ids. Each identifies all attempts of one call to the service.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// Generates a unique invocation id for each call of a client.
///
/// The ids count up from a random start. New random bits would cost a system call for each call.
#[derive(Debug)]
pub(crate) struct InvocationIds {
    first: u128,
    calls: AtomicU64,
}

impl InvocationIds {
    pub(crate) fn new() -> Self {
        Self { first: Uuid::new_v4().as_u128(), calls: AtomicU64::new(0) }
    }

    pub(crate) fn next(&self) -> Uuid {
        let call = u128::from(self.calls.fetch_add(1, Ordering::Relaxed));
        // Sets the version and variant bits of a random UUID (version 4).
        Builder::from_random_bytes(self.first.wrapping_add(call).to_be_bytes()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_calls_have_the_same_id() {
        let (one, other) = (InvocationIds::new(), InvocationIds::new());
        let ids: BTreeSet<Uuid> = (0..1000).flat_map(|_| [one.next(), other.next()]).collect();
        assert_eq!(ids.len(), 2000);
        assert!(ids.iter().all(|id| id.get_version_num() == 4));
    }
}
