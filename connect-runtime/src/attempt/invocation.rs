//! Invocation ids. Each identifies all attempts of one call to the service.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;
use http::header::InvalidHeaderValue;
use uuid::fmt::Hyphenated;
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

/// Returns the value of the header `amz-sdk-invocation-id`.
pub(super) fn id_header(id: Uuid) -> Result<HeaderValue, InvalidHeaderValue> {
    HeaderValue::from_str(id.hyphenated().encode_lower(&mut [0; Hyphenated::LENGTH]))
}

/// Returns the value of the header `amz-sdk-request`.
///
/// Every request needs it, so it does without the machinery of `format!`.
pub(super) fn attempt_header(number: u32, max: u32) -> Result<HeaderValue, InvalidHeaderValue> {
    // A text as long as its capacity becomes a value without another allocation.
    let mut text = String::with_capacity("attempt=1; max=3".len());
    text.push_str("attempt=");
    push_number(&mut text, number);
    text.push_str("; max=");
    push_number(&mut text, max);
    text.try_into()
}

fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.extend(char::from_digit(number % 10, 10));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn headers_have_the_form_of_the_sdks() {
        let id = InvocationIds::new().next();
        assert_eq!(id_header(id).unwrap(), id.to_string());
        for (number, max) in [(1, 3), (10, 10), (9, 99), (100, 101), (1, u32::MAX)] {
            let expected = format!("attempt={number}; max={max}");
            assert_eq!(attempt_header(number, max).unwrap(), expected);
        }
    }

    #[test]
    fn no_two_calls_have_the_same_id() {
        let (one, other) = (InvocationIds::new(), InvocationIds::new());
        let ids: BTreeSet<Uuid> = (0..1000).flat_map(|_| [one.next(), other.next()]).collect();
        assert_eq!(ids.len(), 2000);
        assert!(ids.iter().all(|id| id.get_version_num() == 4));
    }
}
