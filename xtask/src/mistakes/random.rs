//! Random numbers that are the same for one seed everywhere, and random edits of names.

/// The generator `SplitMix64`.
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = self.below(from.len());
        from.get(index)
    }

    /// Changes, drops, doubles or swaps one letter of `name` at a place that `is_free` allows. Returns
    /// `None` if the result is the same name but for its case.
    pub(super) fn edit(&mut self, name: &str, is_free: impl Fn(usize) -> bool) -> Option<String> {
        let mut letters: Vec<char> = name.chars().collect();
        let is_letter = |index: &usize| {
            letters.get(*index).is_some_and(char::is_ascii_alphabetic) && is_free(*index)
        };
        let free: Vec<usize> = (0..letters.len()).filter(is_letter).collect();
        let index = *self.pick(&free)?;
        let letter = *letters.get(index)?;
        match self.below(4) {
            0 => *letters.get_mut(index)? = self.letter_like(letter)?,
            1 => drop(letters.remove(index)),
            2 => letters.insert(index, letter),
            _ if free.contains(&(index + 1)) => letters.swap(index, index + 1),
            _ => return None,
        }
        let edited: String = letters.into_iter().collect();
        (!edited.is_empty() && !edited.eq_ignore_ascii_case(name)).then_some(edited)
    }

    /// A letter in the same case.
    fn letter_like(&mut self, letter: char) -> Option<char> {
        let letters: Vec<char> = ('a'..='z').collect();
        let other = *self.pick(&letters)?;
        Some(if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_sequence() {
        let numbers = |seed| {
            let mut random = Random::new(seed);
            [random.next(), random.next()]
        };
        assert_eq!(numbers(1), [0x910a_2dec_8902_5cc1, 0xbeeb_8da1_658e_ec67]);
        assert_ne!(numbers(1), numbers(2));
    }

    #[test]
    fn an_edit_changes_one_letter_of_the_free_ones() {
        let mut random = Random::new(7);
        let edits: Vec<String> =
            (0..200).filter_map(|_| random.edit("max-Results", |index| index > 3)).collect();
        assert!(edits.len() > 100);
        for edited in edits {
            assert!(edited.starts_with("max-"), "{edited}");
            assert!((10..=12).contains(&edited.len()), "{edited}");
            assert!(!edited.eq_ignore_ascii_case("max-Results"));
        }
    }
}
