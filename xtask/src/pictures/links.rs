//! Writes the definitions of links with which rustdoc shows the pictures.
//!
//! A page shows a picture as `![…][how a call flows]`, and defines the link as a path in the repository. rustdoc copies no
//! files, so the page is preceded by definitions that hold the picture itself. Of several definitions of a link, Markdown
//! takes the first.

use std::fmt::Write as _;

/// Returns the definition of the link to a picture. Its text is the name of the file in words.
pub(super) fn definition(name: &str, svg: &str) -> String {
    let words = name.replace('_', " ");
    let mut definition = format!("[{words}]: data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => definition.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b';' | b',' | b'=' | b'@' => {
                definition.push(char::from(byte));
            }
            // Writing to memory does not fail.
            _ => drop(write!(definition, "%{byte:02X}")),
        }
    }
    definition.push('\n');
    definition
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_has_no_character_that_ends_a_link() {
        let link = definition("a_b", "<svg id=\"x\">(1) % é</svg>\n");
        assert_eq!(
            link,
            "[a b]: data:image/svg+xml,%3Csvg%20id=%22x%22%3E%281%29%20%25%20%C3%A9%3C/svg%3E%0A\n"
        );
    }
}
