//! Replaces what makes a text no JSON, where only a part of a string is lost.

use super::path::member_of_prefix;
use super::report::Repair;
use super::tokens::string_content_length;

pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// JSON text without its defects.
pub(crate) struct Mended {
    pub(crate) text: Vec<u8>,
    defects: Vec<Defect>,
}

/// The first defect of its kind in a text.
struct Defect {
    kind: Kind,
    /// The offset in the original text.
    start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    ByteOrderMark,
    LoneSurrogate,
    NotUtf8,
    ControlCharacter,
}

impl Mended {
    /// Returns what was replaced in `original`.
    pub(crate) fn repairs(&self, original: &[u8]) -> impl Iterator<Item = Repair> {
        self.defects.iter().map(|defect| {
            let prefix = original.get(..defect.start).unwrap_or(original);
            let prefix = prefix.strip_prefix(BYTE_ORDER_MARK).unwrap_or(prefix);
            let (found, read_as) = defect.kind.names();
            Repair { member: member_of_prefix(prefix), found, read_as }
        })
    }
}

impl Kind {
    /// Returns the form found and what it is read as.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::ByteOrderMark => ("a byte order mark", "nothing"),
            Self::LoneSurrogate => ("a lone surrogate", "U+FFFD"),
            Self::NotUtf8 => ("bytes that are not UTF-8", "U+FFFD"),
            Self::ControlCharacter => ("a control character that is not escaped", "the character"),
        }
    }
}

/// Returns the text without a byte order mark, and without the defects in its strings. Returns `None` for a
/// text that has none.
///
/// A surrogate without its other half and a byte that is not UTF-8 become U+FFFD. A control character becomes
/// its escape. Every other mistake is left as it is, since its meaning is not sure.
pub(crate) fn mend(json: &[u8]) -> Option<Mended> {
    let mut mending =
        Mending { rest: json, length: json.len(), text: Vec::new(), defects: Vec::new() };
    while let Some(rest) = mending.rest.strip_prefix(BYTE_ORDER_MARK) {
        mending.record(Kind::ByteOrderMark);
        mending.rest = rest;
    }
    while let Some(quote) = memchr::memchr(b'"', mending.rest) {
        mending.copy(quote + 1);
        let content = string_content_length(mending.rest);
        mending.string(content);
        mending.copy(1.min(mending.rest.len()));
    }
    mending.copy(mending.rest.len());
    let Mending { text, defects, .. } = mending;
    (!defects.is_empty()).then_some(Mended { text, defects })
}

struct Mending<'a> {
    rest: &'a [u8],
    length: usize,
    text: Vec<u8>,
    defects: Vec<Defect>,
}

impl Mending<'_> {
    fn record(&mut self, kind: Kind) {
        if self.defects.iter().all(|defect| defect.kind != kind) {
            self.defects.push(Defect { kind, start: self.length - self.rest.len() });
        }
    }

    fn copy(&mut self, length: usize) {
        let (copied, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, b""));
        self.text.extend_from_slice(copied);
        self.rest = rest;
    }

    fn replace(&mut self, kind: Kind, length: usize, replacement: &[u8]) {
        self.record(kind);
        self.text.extend_from_slice(replacement);
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Copies the content of a string.
    fn string(&mut self, length: usize) {
        let end = self.rest.len() - length;
        while let Some(content) = self.rest.get(..self.rest.len().saturating_sub(end))
            && let Some(&first) = content.first()
        {
            match first {
                b'\\' => self.escape(content),
                0..0x20 => {
                    let escape = format!("\\u{first:04x}");
                    self.replace(Kind::ControlCharacter, 1, escape.as_bytes());
                }
                _ => self.characters(content),
            }
        }
    }

    /// Copies the escape at the start of `content`.
    fn escape(&mut self, content: &[u8]) {
        match code_unit(content) {
            Some(0xd800..0xdc00) => match content.get(6..).and_then(code_unit) {
                Some(0xdc00..0xe000) => self.copy(12),
                _ => self.replace(Kind::LoneSurrogate, 6, REPLACEMENT),
            },
            Some(0xdc00..0xe000) => self.replace(Kind::LoneSurrogate, 6, REPLACEMENT),
            // The string was cut inside an escape.
            None if content.len() < 6
                && content
                    .strip_prefix(b"\\u")
                    .is_some_and(|cut| cut.iter().all(u8::is_ascii_hexdigit)) =>
            {
                self.replace(Kind::LoneSurrogate, content.len(), REPLACEMENT);
            }
            _ if content.get(1).is_some_and(u8::is_ascii) => self.copy(2),
            _ => self.copy(1),
        }
    }

    /// Copies the characters up to an escape or control character.
    fn characters(&mut self, content: &[u8]) {
        let is_plain = |byte: &u8| *byte != b'\\' && *byte >= 0x20;
        let length = content.iter().position(|byte| !is_plain(byte)).unwrap_or(content.len());
        for chunk in content.get(..length).unwrap_or(content).utf8_chunks() {
            self.copy(chunk.valid().len());
            if !chunk.invalid().is_empty() {
                self.replace(Kind::NotUtf8, chunk.invalid().len(), REPLACEMENT);
            }
        }
    }
}

/// Returns the UTF-16 code unit of the escape `\uXXXX` at the start of `text`.
fn code_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    let digits = str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_defects_in_strings_are_replaced() {
        for (json, mended) in [
            (&b"\xef\xbb\xbf\xef\xbb\xbf{}"[..], "{}"),
            (b"[\"a\tb\", 1\t]", "[\"a\\u0009b\", 1\t]"),
            (b"[\"\xff\",\"\\\xff\"]", "[\"\u{fffd}\",\"\\\u{fffd}\"]"),
            (
                br#"["\\\ud83d","\ud83d\ude00\ude00"]"#,
                "[\"\\\\\u{fffd}\",\"\\ud83d\\ude00\u{fffd}\"]",
            ),
            (br#"["\ud83d\u00e9"]"#, "[\"\u{fffd}\\u00e9\"]"),
            (br#"["\u12"]"#, "[\"\u{fffd}\"]"),
            (b"\"\xff", "\"\u{fffd}"),
            (b"\"\\ud83d", "\"\u{fffd}"),
        ] {
            let text = mend(json).unwrap().text;
            assert_eq!(String::from_utf8_lossy(&text), mended, "{}", json.escape_ascii());
            assert!(mend(&text).is_none(), "{mended}");
        }
    }

    #[test]
    fn other_text_stays() {
        for json in [
            &b""[..],
            b"{}",
            b"\xff",
            b"{\xff}",
            br#"{"a":"\u00e9\n\"\\\ud83d\ude00"}"#,
            br#"["\x41","\u12g4","\u+123","\"]"#,
            "\"\u{feff}é\u{10ffff}\"".as_bytes(),
            b"\"\\",
        ] {
            assert!(mend(json).is_none(), "{}", json.escape_ascii());
        }
    }
}
