//! Numbers that a seed determines.

/// The generator `SplitMix64`: small, and the same on every machine.
#[derive(Debug, Clone)]
pub(in crate::testing) struct Random(u64);

impl Random {
    pub(in crate::testing) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(in crate::testing) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `limit`, or 0 if that is 0.
    pub(in crate::testing) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        self.next().checked_rem(limit).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    }
}
