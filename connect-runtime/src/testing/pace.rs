//! How many requests the stand-in takes in a second.

use std::collections::HashMap;
use std::sync::Mutex;

use connect_model::Service;

use super::lock;

/// The number of requests that [`LocalConnect`](super::LocalConnect) takes for each operation.
///
/// The default is the [quota that Amazon Connect documents][quotas] for most of its operations: 2 requests
/// a second, and up to 5 at once.
///
/// ```
/// use connect_runtime::testing::Pace;
///
/// assert_eq!(Pace::default(), Pace::new(2, 5));
/// ```
///
/// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    per_second: u32,
    burst: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self::new(2, 5)
    }
}

impl Pace {
    /// Allows `burst` requests at once, but at least one, and then `per_second` requests in each second. With
    /// 0 for both, the stand-in takes no request.
    pub const fn new(per_second: u32, burst: u32) -> Self {
        Self { per_second, burst }
    }
}

/// What is left of the pace for each operation.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    state: Mutex<BucketState>,
}

#[derive(Debug, Default)]
struct BucketState {
    pace: Option<Pace>,
    buckets: HashMap<(Service, &'static str), Bucket>,
}

/// Thousandths of requests, so that a fraction of a second counts.
#[derive(Debug)]
struct Bucket {
    left: i64,
    at: i64,
}

const REQUEST: i64 = 1000;

impl Buckets {
    pub(super) fn set(&self, pace: Option<Pace>) {
        *lock(&self.state) = BucketState { pace, buckets: HashMap::new() };
    }

    /// Takes a request for an operation at `now` (milliseconds), if the pace allows one.
    pub(super) fn take(&self, service: Service, operation: &'static str, now: i64) -> bool {
        let mut state = lock(&self.state);
        let Some(pace) = state.pace else { return true };
        let least = u32::from(pace.per_second > 0);
        let full = i64::from(pace.burst.max(least)) * REQUEST;
        let bucket =
            state.buckets.entry((service, operation)).or_insert(Bucket { left: full, at: now });
        let added = (now - bucket.at).max(0).saturating_mul(i64::from(pace.per_second));
        bucket.left = bucket.left.saturating_add(added).min(full);
        bucket.at = now;
        let is_allowed = bucket.left >= REQUEST;
        if is_allowed {
            bucket.left -= REQUEST;
        }
        is_allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_starts_full_and_fills_with_time_up_to_the_burst() {
        let buckets = Buckets::default();
        buckets.set(Some(Pace::default()));
        let taken = |operation, now| {
            (0..9).filter(|_| buckets.take(Service::Connect, operation, now)).count()
        };
        assert_eq!(taken("ListUsers", 0), 5);
        assert_eq!(taken("ListQueues", 0), 5, "each operation has its own");
        assert_eq!(taken("ListUsers", 499), 0);
        assert_eq!(taken("ListUsers", 500), 1);
        assert_eq!(taken("ListUsers", 60_000), 5);
        buckets.set(None);
        assert_eq!(taken("ListUsers", 60_000), 9);
    }
}
