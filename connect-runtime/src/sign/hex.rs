//! Hexadecimal digits.

/// Appends two lower-case hexadecimal digits for each byte.
pub(super) fn push_hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.reserve(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xf] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_two_digits() {
        let mut text = "0x".to_owned();
        push_hex(&mut text, &[0, 1, 0x7f, 0xa0, 0xff]);
        assert_eq!(text, "0x00017fa0ff");
    }
}
