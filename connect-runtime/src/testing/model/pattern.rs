//! The regular expressions of AWS's model: matching, and strings that match.

use fancy_regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

use super::random::Random;

/// A regular expression of the model.
pub(super) struct Pattern {
    /// The ways to read it. A few are escaped once too often, and the service means the other reading.
    readings: Vec<Reading>,
    /// The reading to write strings by, without its look-ahead.
    syntax: Option<Hir>,
}

impl Pattern {
    /// Compiles an expression. Returns `None` for one that cannot be read, by which nothing is checked.
    pub(super) fn new(source: &str) -> Option<Self> {
        let source = without_delimiters(source);
        let unescaped = source.replace(r"\\", r"\");
        // Of an expression that is not escaped twice, both readings are the same.
        let sources = if unescaped == source { vec![source] } else { vec![&unescaped, source] };
        let readings: Vec<Reading> = sources.iter().filter_map(|it| Reading::new(it)).collect();
        let syntax =
            sources.iter().find_map(|it| regex_syntax::parse(&without_look_ahead(it)).ok());
        (!readings.is_empty()).then_some(Self { readings, syntax })
    }

    /// Whether a string satisfies the expression anywhere, which is the rule of Smithy's models.
    ///
    /// An expression that takes too long for a string counts as satisfied.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.readings.iter().any(|reading| reading.is_match(text))
    }

    /// Returns a string of `min` to `max` characters that satisfies the expression.
    pub(super) fn sample(&self, min: usize, max: usize, random: &mut Random) -> Option<String> {
        const ATTEMPTS: usize = 300;
        let syntax = self.syntax.as_ref()?;
        (0..ATTEMPTS).find_map(|attempt| {
            // The first attempts repeat as often as the length needs, and later ones less and more often.
            let more = match attempt % 3 {
                0 => min.saturating_sub(attempt / 3).min(max),
                1 => attempt / 3,
                _ => min + attempt / 3,
            };
            let mut writer = Writer { random: &mut *random, more, text: String::new() };
            writer.write(syntax);
            let text = fitted(writer.text, min);
            let length = text.chars().count();
            ((min..=max).contains(&length) && self.is_match(&text)).then_some(text)
        })
    }
}

/// One way to read an expression.
enum Reading {
    /// Nothing but characters of one class, a number of times: `^[a-z]{1,250}$`. With most of Unicode in the
    /// class, its automaton would be too large.
    Run {
        class: ClassUnicode,
        min: usize,
        max: usize,
    },
    Other(Regex),
}

impl Reading {
    fn new(source: &str) -> Option<Self> {
        let run = regex_syntax::parse(source).ok().and_then(|syntax| run(&syntax));
        run.or_else(|| Regex::new(source).ok().map(Self::Other))
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Run { class, min, max } => {
                let is_in_class = |character| {
                    class.ranges().iter().any(|it| (it.start()..=it.end()).contains(&character))
                };
                (*min..=*max).contains(&text.chars().count()) && text.chars().all(is_in_class)
            }
            Self::Other(regex) => regex.is_match(text).unwrap_or(true),
        }
    }
}

fn run(syntax: &Hir) -> Option<Reading> {
    let HirKind::Concat(parts) = syntax.kind() else { return None };
    let [start, repeated, end] = parts.as_slice() else { return None };
    let (HirKind::Look(Look::Start), HirKind::Look(Look::End)) = (start.kind(), end.kind()) else {
        return None;
    };
    let HirKind::Repetition(repetition) = repeated.kind() else { return None };
    let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() else { return None };
    let max = repetition.max.map_or(usize::MAX, count);
    Some(Reading::Run { class: class.clone(), min: count(repetition.min), max })
}

/// Repeats a text that is too short, which an expression without anchors allows.
fn fitted(text: String, min: usize) -> String {
    let length = text.chars().count();
    if length >= min || length == 0 { text } else { text.repeat(min.div_ceil(length)) }
}

/// Removes the slashes around an expression in the style of ECMAScript.
fn without_delimiters(source: &str) -> &str {
    let inside = source.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    inside.filter(|inside| inside.starts_with('^')).unwrap_or(source)
}

/// Removes the groups that only look ahead.
fn without_look_ahead(source: &str) -> String {
    let mut kept = String::new();
    let mut rest = source;
    while let Some(start) = ["(?!", "(?="].iter().filter_map(|open| rest.find(open)).min() {
        let (before, group) = rest.split_at(start);
        kept.push_str(before);
        rest = after_group(group);
    }
    kept + rest
}

/// Returns the text after the group that starts here.
fn after_group(group: &str) -> &str {
    let (mut depth, mut is_escaped, mut is_in_class) = (0_usize, false, false);
    for (index, character) in group.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => depth += 1,
            ')' if !is_in_class => {
                depth -= 1;
                if depth == 0 {
                    return group.get(index + 1..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    ""
}

/// Writes a string by the syntax of an expression.
struct Writer<'a> {
    random: &'a mut Random,
    /// How often to repeat what may be repeated without end, beyond the least number.
    more: usize,
    text: String,
}

impl Writer<'_> {
    fn write(&mut self, syntax: &Hir) {
        match syntax.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => {
                let character = self.character(class);
                self.text.extend(character);
            }
            HirKind::Repetition(repetition) => self.repeat(repetition),
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(choices) => {
                if let Some(choice) = choices.get(self.random.below(choices.len())) {
                    self.write(choice);
                }
            }
        }
    }

    fn repeat(&mut self, repetition: &Repetition) {
        let least = count(repetition.min);
        let most = repetition.max.map_or(usize::MAX, count);
        for _ in 0..least.saturating_add(self.more).min(most) {
            self.write(&repetition.sub);
        }
    }

    /// Returns a character of the class: a letter or digit if it has one.
    fn character(&mut self, class: &Class) -> Option<char> {
        const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => {
                class.ranges().iter().map(|range| (range.start(), range.end())).collect()
            }
            Class::Bytes(class) => {
                let ranges = class.ranges().iter();
                ranges.map(|range| (char::from(range.start()), char::from(range.end()))).collect()
            }
        };
        let has = |character: &char| ranges.iter().any(|(a, b)| (a..=b).contains(&character));
        let plain: Vec<char> = PLAIN.chars().filter(has).collect();
        let chosen = plain.get(self.random.below(plain.len())).copied();
        let printable = || (' '..='~').find(has);
        chosen.or_else(printable).or_else(|| ranges.first().map(|(first, _)| *first))
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use connect_model::{Limit, Service};

    use super::*;

    #[test]
    fn every_pattern_of_the_model_is_read_and_has_samples_within_its_limits() {
        let mut count = 0;
        for shape in Service::ALL.iter().flat_map(|service| service.shapes().shapes()) {
            let Some(source) = shape.pattern() else { continue };
            let pattern = Pattern::new(source).unwrap_or_else(|| panic!("{source}"));
            let limit = |limit: Option<Limit>| limit.and_then(Limit::as_i64);
            let number = |limit: i64| usize::try_from(limit).unwrap();
            let min = limit(shape.min()).map_or(0, number);
            let max = limit(shape.max()).map_or(usize::MAX, number);
            for seed in 0..20 {
                let text = pattern.sample(min, max, &mut Random::new(seed));
                let text = text.unwrap_or_else(|| panic!("{shape:?} {min}..={max} {source}"));
                assert!(text.chars().count() <= min.max(64) + 64, "{shape:?}: {text}");
            }
            count += 1;
        }
        assert!(count > 150, "{count}");
    }

    #[test]
    fn a_match_anywhere_is_enough_without_anchors() {
        for (source, matching, other) in [
            ("[0-9]{3}", "a123b", "a12b"),
            ("^[0-9]{3}$", "123", "1234"),
            ("(?!aws:)^[a-z:]+$", "a:b", "aws:b"),
            (r"/^(?=.*\d)[a-z\d]{2,}$/", "a1", "ab"),
            (r".*\\S.*", "a", " "),
            (r"\\+[1-9]\\d{1,14}$", "+15551234567", "15551234567"),
            (r"^[\\p{L}]+$", "é", "1"),
            (r"^[\u0021-\u007e]+$", "a~", "a b"),
        ] {
            let pattern = Pattern::new(source).unwrap_or_else(|| panic!("{source}"));
            assert!(pattern.is_match(matching), "{source} {matching}");
            assert!(!pattern.is_match(other), "{source} {other}");
        }
    }
}
