//! A page with what decides how the list goes on.

use super::names::FoundNames;

/// A decoded page.
pub(crate) struct DecodedPage<P> {
    pub(crate) page: P,
    /// The token of the next page.
    pub(crate) token: Option<String>,
    pub(crate) names: FoundNames,
    /// Whether the page consists of the items that the declaration names.
    pub(crate) is_items: bool,
}
