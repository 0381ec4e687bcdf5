//! Random numbers for backoff and jitter, which need no cryptographic quality.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Returns a random number from 0 up to, but not including, 1.
pub(crate) fn random() -> f64 {
    // The standard library gives each `RandomState` new keys.
    let bits = RandomState::new().build_hasher().finish() >> 11;
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    let number = bits as f64;
    number / 9_007_199_254_740_992.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_differ_and_are_below_one() {
        let numbers: Vec<f64> = (0..100).map(|_| random()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(numbers.windows(2).any(|pair| pair[0] < pair[1]));
        assert!(numbers.windows(2).any(|pair| pair[0] > pair[1]));
    }
}
