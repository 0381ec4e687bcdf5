//! Mistakes in a declaration, collected so that one compilation shows them all.

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// Stands for a part that was wrong; its mistake is in the [`Diagnostics`].
pub(crate) struct Reported;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
}

impl Diagnostics {
    /// Adds a mistake: `message` says what is wrong, `help` what to write instead.
    pub(crate) fn error(
        &mut self,
        span: Span,
        message: impl AsRef<str>,
        help: impl AsRef<str>,
    ) -> Reported {
        let text = format!("{}\nhelp: {}", message.as_ref(), help.as_ref());
        self.errors.push(Error::new(span, text));
        Reported
    }

    pub(crate) fn push(&mut self, error: Error) {
        self.errors.push(error);
    }

    pub(crate) fn len(&self) -> usize {
        self.errors.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors.iter().map(Error::to_compile_error).collect()
    }
}
