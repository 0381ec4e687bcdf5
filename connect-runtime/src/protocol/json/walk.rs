//! Walks through the tokens of a JSON text and keeps the path of each.

use super::tokens::{Tokens, tokens};

/// What a token is in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    /// A value other than an object or list.
    Scalar,
    /// The start of an object or list.
    Open,
    /// The end of an object or list.
    Close,
    /// A comma or colon.
    Separator,
}

#[derive(Clone, Copy)]
pub(super) struct Token<'a> {
    /// The offset in the text.
    pub(super) start: usize,
    pub(super) text: &'a [u8],
    pub(super) role: Role,
}

/// One step of the path to a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step<'a> {
    /// A member, with its key as written but without quotes.
    Key(&'a [u8]),
    Item(usize),
}

#[derive(Clone, Copy)]
struct Container<'a> {
    /// `None` in an object before the key of a member.
    step: Option<Step<'a>>,
    start: usize,
}

/// An iterator over tokens that knows where it is.
#[derive(Clone)]
pub(super) struct Walk<'a> {
    tokens: Tokens<'a>,
    containers: Vec<Container<'a>>,
    /// The container that the last token opened. The path does not enter it yet.
    opened: Option<Container<'a>>,
    /// The offset of the container that the last token closed.
    closed: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(json: &'a [u8]) -> Self {
        Self { tokens: tokens(json), containers: Vec::new(), opened: None, closed: 0 }
    }

    /// Returns the path of the last token: of a value, or for a key, of its member.
    pub(super) fn path(&self) -> Vec<Step<'a>> {
        self.containers.iter().filter_map(|container| container.step).collect()
    }

    /// Returns the last step of the path.
    pub(super) fn step(&self) -> Option<Step<'a>> {
        self.containers.last()?.step
    }

    /// Returns the path of the token that follows.
    pub(super) fn next_path(mut self) -> Vec<Step<'a>> {
        self.containers.extend(self.opened.take());
        self.path()
    }

    /// Returns the number of containers around the token that follows.
    pub(super) fn depth(&self) -> usize {
        self.containers.len() + usize::from(self.opened.is_some())
    }

    /// Returns the offset of the object around the last token, which must be a key.
    pub(super) fn object_start(&self) -> usize {
        self.containers.last().map_or(0, |container| container.start)
    }

    /// Returns the offset of the container that the last token closed.
    pub(super) fn closed_start(&self) -> usize {
        self.closed
    }

    /// Returns the value of the key that was the last token.
    pub(super) fn peek_value(&self) -> Option<Token<'a>> {
        let (start, text) = self.tokens.clone().nth(1)?;
        let role = if matches!(text, b"{" | b"[") { Role::Open } else { Role::Scalar };
        Some(Token { start, text, role })
    }

    /// Skips the value that follows.
    pub(super) fn skip_value(&mut self) {
        let tokens = self.by_ref();
        if tokens
            .find(|token| token.role != Role::Separator)
            .is_some_and(|token| token.role == Role::Open)
        {
            self.skip_container();
        }
    }

    /// Skips the rest of the container that the last token opened.
    pub(super) fn skip_container(&mut self) {
        let depth = self.depth();
        while self.next().is_some() && self.depth() >= depth {}
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.containers.extend(self.opened.take());
        let (start, text) = self.tokens.next()?;
        let step = self.containers.last_mut().map(|container| &mut container.step);
        let role = match (text, step) {
            (b"{", _) => {
                self.opened = Some(Container { step: None, start });
                Role::Open
            }
            (b"[", _) => {
                self.opened = Some(Container { step: Some(Step::Item(0)), start });
                Role::Open
            }
            (b"}" | b"]", _) => {
                self.closed = self.containers.pop().map_or(0, |container| container.start);
                Role::Close
            }
            (b",", step) => {
                match step {
                    Some(Some(Step::Item(index))) => *index += 1,
                    Some(key) => *key = None,
                    None => {}
                }
                Role::Separator
            }
            (b":", _) => Role::Separator,
            (key, Some(step @ None)) => {
                *step = Some(Step::Key(content(key)));
                Role::Key
            }
            _ => Role::Scalar,
        };
        Some(Token { start, text, role })
    }
}

/// Returns the content of a string token. The closing quote may be missing.
pub(super) fn content(token: &[u8]) -> &[u8] {
    let text = token.strip_prefix(b"\"").unwrap_or(token);
    text.strip_suffix(b"\"").unwrap_or(text)
}
