//! The budget for retries.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::reason::Reason;

const BUDGET: u32 = 500;

/// The budget that a client and its clones share for retries, so that retries do not worsen an outage.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

/// The payment for a retry that is not sent yet. Dropping it refunds the cost.
#[derive(Debug)]
pub(crate) struct Payment<'a> {
    budget: &'a Budget,
    cost: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(BUDGET))
    }
}

impl Budget {
    /// Pays for a retry. Returns `None` if too little is left.
    pub(crate) fn pay(&self, reason: Reason) -> Option<Payment<'_>> {
        let cost = reason.cost();
        let mut left = self.left();
        *left = left.checked_sub(cost)?;
        Some(Payment { budget: self, cost })
    }

    /// Refunds the cost of a retry that succeeded, or adds 1 for a first attempt that succeeded.
    pub(crate) fn give_back(&self, paid: Option<u32>) {
        let mut left = self.left();
        *left = left.saturating_add(paid.unwrap_or(1)).min(BUDGET);
    }

    fn left(&self) -> MutexGuard<'_, u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Payment<'_> {
    /// Returns the cost of the retry, which is sent now and no longer refunded on drop.
    pub(crate) fn spend(mut self) -> u32 {
        std::mem::take(&mut self.cost)
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        self.budget.give_back(Some(self.cost));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_runs_out_and_is_refunded() {
        let (transient, throttling) = (Reason::TRANSIENT, Reason::THROTTLING);
        let budget = Budget::default();
        for _ in 0..35 {
            assert_eq!(budget.pay(transient).unwrap().spend(), 14);
        }
        assert!(budget.pay(transient).is_none());
        assert_eq!(budget.pay(throttling).unwrap().spend(), 5);
        budget.give_back(Some(14));
        assert_eq!(budget.pay(transient).unwrap().spend(), 14);
        for _ in 0..10_000 {
            budget.give_back(None);
        }
        assert_eq!(*budget.left(), 500);
    }

    #[test]
    fn a_retry_that_is_not_sent_costs_nothing() {
        let budget = Budget::default();
        let payment = budget.pay(Reason::THROTTLING);
        assert_eq!(*budget.left(), 495);
        drop(payment);
        assert_eq!(*budget.left(), 500);
    }
}
