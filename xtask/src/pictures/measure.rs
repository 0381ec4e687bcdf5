//! Estimates the width of text.
//!
//! The reader's font is not known. The widths are those of the font `DejaVu Sans`, which is wider than most fonts for
//! screens, so that text fits into its box.

/// The size of text in pixels.
pub(super) const SIZE: f64 = 14.0;
/// The height of a line.
pub(super) const LINE: f64 = 19.0;

/// Returns the width of `text` in pixels.
pub(super) fn width(text: &str, is_bold: bool) -> f64 {
    let units: f64 = text.chars().map(of_character).sum();
    units * SIZE * if is_bold { 1.12 } else { 1.0 }
}

/// Returns the width of a character in parts of the size of the text.
fn of_character(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 0.29,
        '.' | ',' | ':' | ';' | ' ' | 'I' => 0.33,
        'f' | 'r' | 't' | '(' | ')' | '/' | '-' => 0.41,
        'm' | 'w' | 'M' | 'W' | '…' | '@' => 1.0,
        'A'..='Z' | '<' | '>' | '_' | '`' | '=' | '+' => 0.8,
        _ => 0.63,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_bold_text_is_wider() {
        assert!(width("MMM", false) > width("iii", false));
        assert!(width("abc", true) > width("abc", false));
    }
}
