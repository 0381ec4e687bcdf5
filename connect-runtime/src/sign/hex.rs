//! Hexadecimal digits.

/// Returns two lower-case hexadecimal digits for each byte of a SHA-256.
pub(super) fn hex(hash: [u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    let (pairs, _) = digits.as_chunks_mut();
    for (pair, byte) in pairs.iter_mut().zip(hash) {
        *pair = [digit(byte >> 4), digit(byte & 0xf)];
    }
    digits
}

/// Computes the digit, because the compiler computes many at a time but looks up one at a time.
fn digit(value: u8) -> u8 {
    value + if value < 10 { b'0' } else { b'a' - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_two_digits() {
        for start in (0..=255).step_by(32) {
            let hash = std::array::from_fn(|index| start + u8::try_from(index).unwrap());
            let expected = hash.map(|byte| format!("{byte:02x}")).concat();
            assert_eq!(hex(hash), expected.as_bytes());
        }
    }
}
