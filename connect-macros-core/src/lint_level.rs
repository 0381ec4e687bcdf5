//! Recognizes the attributes that allow, expect or deny a lint.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::carried::{conditional, inner};

/// The attributes that allow in the expansion what `attributes` allow or expect in the declaration. An
/// expectation becomes a permission, because a lint need not fire in both.
pub(crate) fn allowed<'a>(attributes: impl IntoIterator<Item = &'a Attribute>) -> TokenStream {
    let allowed = attributes.into_iter().filter_map(|attribute| {
        let Meta::List(list) = inner(&attribute.meta) else { return None };
        let lints = &list.tokens;
        let is_carried = list.path.is_ident("allow") || list.path.is_ident("expect");
        is_carried.then(|| match conditional(&attribute.meta) {
            Some((predicate, _)) => quote!(#[cfg_attr(#predicate, allow(#lints))]),
            None => quote!(#[allow(#lints)]),
        })
    });
    allowed.collect()
}

const LEVELS: [&str; 5] = ["allow", "expect", "warn", "deny", "forbid"];

/// Whether an attribute sets the level of `lint`. A conditional one counts too.
pub(crate) fn is_set_by(attribute: &Meta, lint: [&str; 2]) -> bool {
    let Meta::List(attribute) = attribute else { return false };
    let metas: Punctuated<Meta, Token![,]> =
        attribute.parse_args_with(Punctuated::parse_terminated).unwrap_or_default();
    if attribute.path.is_ident("cfg_attr") {
        return metas.iter().skip(1).any(|attribute| is_set_by(attribute, lint));
    }
    LEVELS.iter().any(|level| attribute.path.is_ident(level))
        && metas.iter().any(|meta| {
            let segments = meta.path().segments.iter().map(|segment| segment.ident.to_string());
            matches!(meta, Meta::Path(_)) && segments.eq(lint)
        })
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn only_the_attributes_of_lints_set_a_level() {
        let lint = ["clippy", "too_many_arguments"];
        for (attribute, expected) in [
            (parse_quote!(allow(clippy::too_many_arguments)), true),
            (parse_quote!(expect(dead_code, clippy::too_many_arguments, reason = "so")), true),
            (parse_quote!(deny(clippy::too_many_arguments,)), true),
            (parse_quote!(cfg_attr(test, forbid(clippy::too_many_arguments))), true),
            (
                parse_quote!(cfg_attr(
                    test,
                    inline,
                    cfg_attr(unix, warn(clippy::too_many_arguments))
                )),
                true,
            ),
            (parse_quote!(cfg_attr(clippy::too_many_arguments, inline)), false),
            (parse_quote!(allow(dead_code, reason = "clippy::too_many_arguments")), false),
            (parse_quote!(allow(too_many_arguments)), false),
            (parse_quote!(doc = "clippy::too_many_arguments"), false),
            (parse_quote!(deprecated(note = "too_many_arguments")), false),
            (parse_quote!(cfg(feature = "too_many_arguments")), false),
            (parse_quote!(must_use), false),
            (parse_quote!(allow(too many)), false),
        ] {
            let attribute: Meta = attribute;
            assert_eq!(is_set_by(&attribute, lint), expected, "{}", quote::quote!(#attribute));
        }
    }
}
