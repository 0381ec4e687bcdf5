//! The path template: literal segments, labels, and the names of the query.

mod parser;

use proc_macro2::Span;
use syn::LitStr;

use crate::diagnostics::{Diagnostics, Reported, all};

/// A template in which every part is well-formed. `N` is what stands for a name: the name itself
/// when parsed, the parameter when bound.
pub(crate) struct Template<N = Name> {
    /// The path as written, for documentation.
    pub(crate) path_text: String,
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

/// A name in angle brackets, and where it stands.
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
    /// All names, path first.
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

    /// Replaces all names, path first; an error where one of them cannot be replaced.
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
        Ok(Template { path_text: self.path_text, path: path?, query: query? })
    }

    /// The query names that are fixed.
    pub(crate) fn fixed_query_names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().filter_map(|part| match part {
            QueryPart::Fixed(pair) => pair.split('=').next(),
            QueryPart::Bound { .. } => None,
        })
    }

    pub(crate) fn has_fixed_query_name(&self, name: &str) -> bool {
        self.fixed_query_names().any(|fixed| fixed == name)
    }

    /// Whether this query name is bound in the template.
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
