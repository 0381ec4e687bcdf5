//! The path template: literal segments, labels, and the names of the query.

mod parser;

use proc_macro2::Span;
use syn::LitStr;

use crate::diagnostics::Diagnostics;

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
    /// Parses the literal; none where something is wrong, which is reported.
    pub(crate) fn parse(literal: &LitStr, diagnostics: &mut Diagnostics) -> Option<Self> {
        parser::parse(literal, diagnostics)
    }

    /// All names, path first.
    pub(crate) fn names(&self) -> impl Iterator<Item = (Place, &Name)> {
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

    /// Replaces the names; none where `bind` has nothing for one of them.
    pub(crate) fn bind<P>(self, bind: impl Fn(Place, Name) -> Option<P>) -> Option<Template<P>> {
        let mut path = Vec::new();
        for part in self.path {
            path.push(match part {
                PathPart::Literal(text) => PathPart::Literal(text),
                PathPart::Label(name) => PathPart::Label(bind(Place::Path, name)?),
                PathPart::GreedyLabel(name) => PathPart::GreedyLabel(bind(Place::Path, name)?),
            });
        }
        let mut query = Vec::new();
        for part in self.query {
            query.push(match part {
                QueryPart::Fixed(pair) => QueryPart::Fixed(pair),
                QueryPart::Bound { wire_name, value } => {
                    QueryPart::Bound { wire_name, value: bind(Place::Query, value)? }
                }
            });
        }
        Some(Template { path_text: self.path_text, path, query })
    }
}

impl<N> Template<N> {
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
