//! How many requests the stand-in takes in a second.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use connect_model::Service;

use super::lock;
use crate::pace::{Bucket, Pace};

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

impl Buckets {
    pub(super) fn set(&self, pace: Option<Pace>) {
        *lock(&self.state) = BucketState { pace, buckets: HashMap::new() };
    }

    /// Takes a request for an operation at `now` (milliseconds), if the pace allows one.
    pub(super) fn take(&self, service: Service, operation: &'static str, now: i64) -> bool {
        let mut state = lock(&self.state);
        let Some(pace) = state.pace else { return true };
        let now = Duration::from_millis(now.try_into().unwrap_or_default());
        let bucket = state.buckets.entry((service, operation)).or_insert_with(|| Bucket::new(pace));
        let is_allowed = bucket.wait(now, 0).is_zero();
        if is_allowed {
            bucket.take(now);
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
