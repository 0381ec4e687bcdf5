//! Shows text of the service on one line.

use std::fmt;

/// Shows text on one line: escapes control characters, and truncates long text.
pub(super) struct OneLine<'a>(pub(super) &'a str);

/// The number of characters that are shown.
const LIMIT: usize = 300;

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars().take(LIMIT) {
            if changes_lines(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        if self.0.chars().nth(LIMIT).is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}

/// Whether a character ends the line, controls the terminal, or changes the direction of the text.
fn changes_lines(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_on_one_line_and_cut() {
        let (short, long) = ("x".repeat(LIMIT), "x".repeat(LIMIT + 1));
        let cut = format!("{short}…");
        for (text, expected) in [
            ("a\nb\u{1b}[31m", r"a\nb\u{1b}[31m"),
            ("é\u{202e}\u{2028}", r"é\u{202e}\u{2028}"),
            (&*short, &*short),
            (&*long, &*cut),
        ] {
            assert_eq!(OneLine(text).to_string(), expected);
        }
    }
}
