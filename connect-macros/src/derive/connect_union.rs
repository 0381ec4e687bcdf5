//! `#[derive(ConnectUnion)]`: an open union, which has one of its members.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Fields, Ident, LitStr, Type, Variant};

use super::{Form, OpenEnum, automatically_derived, check_differ, find, strings};
use crate::diagnostics::{Diagnostics, Reported};

const FORM: Form = Form {
    derive: "ConnectUnion",
    example: "enum Reference { Url(UrlReference), #[other] Other(UnknownMember) }",
    other: "Other(UnknownMember)",
};

struct Member<'a> {
    variant: &'a Ident,
    name: LitStr,
    ty: &'a Type,
}

struct Model<'a> {
    members: Vec<Member<'a>>,
    other: &'a Ident,
}

pub(crate) fn derive(
    input: &DeriveInput,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let model = Model::read(input, diagnostics)?;
    Ok(expand(&input.ident, &model))
}

impl<'a> Model<'a> {
    fn read(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let OpenEnum { named, other } = OpenEnum::read(input, &FORM, diagnostics)?;
        let mut members = Vec::new();
        for variant in named {
            if let Ok(member) = member(variant, diagnostics) {
                members.push(member);
            }
        }
        let names: Vec<(LitStr, Span)> =
            members.iter().map(|member| (member.name.clone(), member.variant.span())).collect();
        check_differ(&names, "member", diagnostics);
        Ok(Self { members, other })
    }
}

fn member<'a>(variant: &'a Variant, diagnostics: &mut Diagnostics) -> Result<Member<'a>, Reported> {
    let ty = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.iter().next(),
        _ => None,
    };
    let Some(field) = ty else {
        let message = format!("the variant `{}` does not hold one value", variant.ident);
        let help = format!("write `{}(TheType)`: the value of the member", variant.ident);
        return Err(diagnostics.error(variant.ident.span(), message, help));
    };
    let name = match find(&variant.attrs, "member") {
        Some(attribute) => strings(attribute, "Url", diagnostics)?.into_iter().next(),
        None => None,
    };
    let default = || LitStr::new(&variant.ident.unraw().to_string(), variant.ident.span());
    Ok(Member { variant: &variant.ident, name: name.unwrap_or_else(default), ty: &field.ty })
}

fn expand(name: &Ident, model: &Model<'_>) -> TokenStream {
    let other = model.other;
    let variants: Vec<_> = model.members.iter().map(|member| member.variant).collect();
    let names: Vec<_> = model.members.iter().map(|member| &member.name).collect();
    let types: Vec<_> = model.members.iter().map(|member| member.ty).collect();
    let derived = automatically_derived();
    let serde = quote!(::connect_runtime::__private::serde);
    let option = quote!(::core::option::Option);
    let visitor = visitor(name, model);
    quote! {
        #derived
        impl #serde::Serialize for #name {
            fn serialize<S: #serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                use #serde::ser::SerializeMap as _;
                let mut map = #serde::Serializer::serialize_map(serializer, #option::Some(1))?;
                match self {
                    #(Self::#variants(value) => map.serialize_entry(#names, value)?,)*
                    Self::#other(member) => map.serialize_entry(&member.name, &member.value)?,
                }
                map.end()
            }
        }

        #derived
        impl<'de> #serde::Deserialize<'de> for #name
        where #(#types: #serde::Deserialize<'de>,)*
        {
            fn deserialize<D: #serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                #visitor
                #serde::Deserializer::deserialize_map(deserializer, UnionVisitor)
            }
        }
    }
}

/// Reads the one member that is not `null`.
fn visitor(name: &Ident, model: &Model<'_>) -> TokenStream {
    let other = model.other;
    let variants: Vec<_> = model.members.iter().map(|member| member.variant).collect();
    let names: Vec<_> = model.members.iter().map(|member| &member.name).collect();
    let types: Vec<_> = model.members.iter().map(|member| member.ty).collect();
    let serde = quote!(::connect_runtime::__private::serde);
    let option = quote!(::core::option::Option);
    let result = quote!(::core::result::Result);
    let expected = format!("the union {}, which has one member", name.unraw());
    quote! {
        struct UnionVisitor;

        impl<'de> #serde::de::Visitor<'de> for UnionVisitor
        where #(#types: #serde::Deserialize<'de>,)*
        {
            type Value = #name;

            fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(#expected)
            }

            fn visit_map<A: #serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> #result<Self::Value, A::Error> {
                let mut union = #option::None;
                while let #option::Some(key) = map.next_key::<::std::string::String>()? {
                    match ::core::convert::AsRef::<::core::primitive::str>::as_ref(&key) {
                        #(#names => {
                            if let #option::Some(value) = map.next_value::<#option<#types>>()? {
                                union = #option::Some(#name::#variants(value));
                            }
                        })*
                        "__type" => {
                            map.next_value::<#serde::de::IgnoredAny>()?;
                        }
                        _ => {
                            let value = map.next_value()?;
                            let member = ::connect_runtime::UnknownMember { name: key, value };
                            if union.is_none() && !member.is_null() {
                                union = #option::Some(#name::#other(
                                    ::core::convert::From::from(member),
                                ));
                            }
                        }
                    }
                }
                union.ok_or_else(|| {
                    <A::Error as #serde::de::Error>::custom("missing field of a union")
                })
            }
        }
    }
}
