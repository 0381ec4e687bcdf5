//! Recognizes the attributes of serde that name the member which is read.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, MetaList, Token};

/// Whether the attributes of a field name its member. An `alias` only adds a name.
pub(super) fn names_field(attributes: &[&Attribute]) -> bool {
    gives(attributes, "rename")
}

/// Whether the attributes of a variant have a rule that names the members of its fields.
pub(super) fn names_all_fields(attributes: &[&Attribute]) -> bool {
    gives(attributes, "rename_all")
}

/// Whether one of the attributes has `option = "…"` or `option(deserialize = "…")`.
/// `option(serialize = "…")` does not change the name that serde reads.
fn gives(attributes: &[&Attribute], option: &str) -> bool {
    let lists = attributes.iter().filter_map(|attribute| attribute.meta.require_list().ok());
    lists.flat_map(options).any(|meta| match meta {
        Meta::NameValue(pair) => pair.path.is_ident(option),
        Meta::List(list) => {
            list.path.is_ident(option)
                && options(&list).iter().any(|meta| meta.path().is_ident("deserialize"))
        }
        Meta::Path(_) => false,
    })
}

/// The options in the parentheses. There are none if serde will report the attribute.
fn options(list: &MetaList) -> Punctuated<Meta, Token![,]> {
    list.parse_args_with(Punctuated::parse_terminated).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn names(attribute: &Attribute) -> (bool, bool) {
        (names_field(&[attribute]), names_all_fields(&[attribute]))
    }

    #[test]
    fn only_options_of_serde_name_what_is_read() {
        for (attribute, expected) in [
            (parse_quote!(#[serde(rename = "a")]), (true, false)),
            (parse_quote!(#[serde(default, rename = "a",)]), (true, false)),
            (parse_quote!(#[serde(rename(deserialize = "a"))]), (true, false)),
            (parse_quote!(#[serde(rename(serialize = "a", deserialize = "b"))]), (true, false)),
            (parse_quote!(#[serde(rename(serialize = "a"))]), (false, false)),
            (parse_quote!(#[serde(rename_all = "kebab-case")]), (false, true)),
            (parse_quote!(#[serde(rename_all(deserialize = "kebab-case"))]), (false, true)),
            (parse_quote!(#[serde(rename_all(serialize = "kebab-case"))]), (false, false)),
            (parse_quote!(#[serde(default, deserialize_with = "rename_kind")]), (false, false)),
            (parse_quote!(#[serde(default = "rename_all")]), (false, false)),
            (parse_quote!(#[serde(with = "rename")]), (false, false)),
            (parse_quote!(#[serde(alias = "rename")]), (false, false)),
            (parse_quote!(#[serde(bound(deserialize = "rename: rename_all"))]), (false, false)),
            (parse_quote!(#[serde(crate = "rename")]), (false, false)),
            (parse_quote!(#[serde(rename)]), (false, false)),
            (parse_quote!(#[serde(= rename)]), (false, false)),
            (parse_quote!(#[serde]), (false, false)),
        ] {
            let attribute: Attribute = attribute;
            assert_eq!(names(&attribute), expected, "{}", quote::quote!(#attribute));
        }
    }
}
