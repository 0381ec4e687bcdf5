//! Mistakes in a declaration, collected so that one compilation shows them all.
//!
//! A function that finds a mistake adds it to the [`Diagnostics`] and returns `Err(Reported)`. Only
//! `Diagnostics` can make a [`Reported`], so no mistake goes unreported, and a value built from `Ok`
//! parts has no mistake. `Option` means that a part is legitimately absent.
//!
//! `?` ends a function at its first mistake. To show all mistakes, a caller first evaluates all parts
//! and then joins their results: with [`Result::and`], whose argument is evaluated in any case, or
//! with [`split`].

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// Proof that a mistake is in the [`Diagnostics`].
#[derive(Debug, Clone, Copy)]
#[must_use = "a reported mistake must end what it is in"]
pub(crate) struct Reported(());

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
}

impl Diagnostics {
    /// Adds a mistake. `message` says what is wrong, and `help` what to write instead.
    pub(crate) fn error(
        &mut self,
        span: Span,
        message: impl AsRef<str>,
        help: impl AsRef<str>,
    ) -> Reported {
        let text = format!("{}\nhelp: {}", message.as_ref(), help.as_ref());
        self.push(Error::new(span, text))
    }

    /// Adds an error of `syn`.
    pub(crate) fn push(&mut self, error: Error) -> Reported {
        self.errors.push(error);
        Reported(())
    }

    pub(crate) fn into_errors(self) -> impl Iterator<Item = Error> {
        self.errors.into_iter().flatten()
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors.iter().map(Error::to_compile_error).collect()
    }
}

/// Evaluates all results; returns the values, and an error if one of the results is one.
pub(crate) fn split<T>(
    results: impl IntoIterator<Item = Result<T, Reported>>,
) -> (Vec<T>, Result<(), Reported>) {
    let mut values = Vec::new();
    let mut all = Ok(());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(reported) => all = Err(reported),
        }
    }
    (values, all)
}

/// Evaluates all results; returns the values if none of the results is an error.
pub(crate) fn all<T>(
    results: impl IntoIterator<Item = Result<T, Reported>>,
) -> Result<Vec<T>, Reported> {
    let (values, all) = split(results);
    all.map(|()| values)
}
