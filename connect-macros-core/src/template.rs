//! The path template: literal segments, labels, and the names of the query.

mod parser;

use proc_macro2::Span;
use syn::LitStr;

use crate::diagnostics::{Diagnostics, Reported, all};

/// A template in which every part is well-formed. `N` is a name at first, and later the argument that
/// is bound to it.
pub(crate) struct Template<N = Name> {
    /// The path as written, for documentation.
    pub(crate) path_text: String,
    /// The span of the whole template.
    pub(crate) span: Span,
    pub(crate) path: Vec<PathPart<N>>,
    pub(crate) query: Vec<QueryPart<N>>,
}

pub(crate) enum PathPart<N> {
    /// Text with its slashes.
    Literal(String),
    Label(N),
    GreedyLabel(N),
}

pub(crate) enum QueryPart<N> {
    /// `name=value`, or `name` alone, as it goes over the wire.
    Fixed(String),
    Bound {
        wire_name: String,
        value: N,
    },
}

/// A name in angle brackets.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Template {
    pub(crate) fn parse(literal: &LitStr, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        parser::parse(literal, diagnostics)
    }
}

impl<N> Template<N> {
    /// All names: first those of the path, then those of the query.
    pub(crate) fn names(&self) -> impl Iterator<Item = (Place, &N)> {
        let labels = self.path.iter().filter_map(|part| match part {
            PathPart::Label(name) | PathPart::GreedyLabel(name) => Some((Place::Path, name)),
            PathPart::Literal(_) => None,
        });
        let query = self.query.iter().filter_map(|part| match part {
            QueryPart::Bound { value, .. } => Some((Place::Query, value)),
            QueryPart::Fixed(_) => None,
        });
        labels.chain(query)
    }

    /// Replaces all names, in the order of [`names`](Self::names). Returns an error if `with` does so
    /// for one of them, after it was called for all.
    pub(crate) fn replace<P>(
        self,
        mut with: impl FnMut(Place, N) -> Result<P, Reported>,
    ) -> Result<Template<P>, Reported> {
        let path = all(self.path.into_iter().map(|part| match part {
            PathPart::Literal(text) => Ok(PathPart::Literal(text)),
            PathPart::Label(name) => with(Place::Path, name).map(PathPart::Label),
            PathPart::GreedyLabel(name) => with(Place::Path, name).map(PathPart::GreedyLabel),
        }));
        let query = all(self.query.into_iter().map(|part| match part {
            QueryPart::Fixed(pair) => Ok(QueryPart::Fixed(pair)),
            QueryPart::Bound { wire_name, value } => {
                with(Place::Query, value).map(|value| QueryPart::Bound { wire_name, value })
            }
        }));
        Ok(Template { path_text: self.path_text, span: self.span, path: path?, query: query? })
    }

    /// The query names with a fixed value.
    pub(crate) fn fixed_query_names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().filter_map(|part| match part {
            QueryPart::Fixed(pair) => pair.split('=').next(),
            QueryPart::Bound { .. } => None,
        })
    }

    pub(crate) fn has_fixed_query_name(&self, name: &str) -> bool {
        self.fixed_query_names().any(|fixed| fixed == name)
    }

    /// Whether the template binds this query name to a parameter.
    pub(crate) fn has_bound_query_name(&self, name: &str) -> bool {
        self.query.iter().any(|part| match part {
            QueryPart::Fixed(_) => false,
            QueryPart::Bound { wire_name, .. } => wire_name == name,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
}
