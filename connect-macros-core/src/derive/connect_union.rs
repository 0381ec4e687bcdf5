//! `#[derive(ConnectUnion)]`: an open union, whose value is one of its members.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr, Type, Variant};

use super::attributes::{at_most_one, check_differ, string};
use super::fallback::{never_deserialized, never_serialized};
use super::{Derive, OpenEnum, OpenEnumShape, impl_attributes, is_newtype, own};
use crate::diagnostics::{Diagnostics, Reported, split};
use crate::options::{OptionKind, Options};
use crate::runtime::Runtime;

const SHAPE: OpenEnumShape = OpenEnumShape {
    derive: "ConnectUnion",
    example: "enum Reference { Url(UrlReference), #[other] Other(UnknownMember) }",
    other: "Other(UnknownMember)",
    attribute: "member",
};

pub(crate) const DERIVE: Derive =
    Derive { options: &[OptionKind::Crate], expand: derive, fallback };

struct Member<'a> {
    variant: &'a Ident,
    name: LitStr,
    ty: &'a Type,
}

struct Model<'a> {
    members: Vec<Member<'a>>,
    other: &'a Ident,
}

fn derive(
    input: &DeriveInput,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let model = Model::read(input, diagnostics)?;
    Ok(expand(input, &model, &options.runtime()))
}

impl<'a> Model<'a> {
    fn read(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let OpenEnum { named, other } = OpenEnum::read(input, &SHAPE, diagnostics)?;
        let read = |variant| member(variant, diagnostics);
        let (members, all_read) = split(named.into_iter().map(read));
        let names: Vec<(LitStr, Span)> =
            members.iter().map(|member| (member.name.clone(), member.variant.span())).collect();
        let differ = check_differ(&names, "member", diagnostics);
        all_read.and(differ)?;
        Ok(Self { members, other: other? })
    }
}

fn member<'a>(variant: &'a Variant, diagnostics: &mut Diagnostics) -> Result<Member<'a>, Reported> {
    let field = variant.fields.iter().next().filter(|_| is_newtype(variant));
    let Some(field) = field else {
        let message = format!("the variant `{}` does not hold one value", variant.ident);
        let help = format!("write `{}(TheType)`: the value of the member", variant.ident);
        return Err(diagnostics.error(variant.ident.span(), message, help));
    };
    let name = match at_most_one(&variant.attrs, "member", diagnostics)? {
        Some(attribute) => string(attribute, "Url", diagnostics)?,
        None => LitStr::new(&variant.ident.unraw().to_string(), variant.ident.span()),
    };
    Ok(Member { variant: &variant.ident, name, ty: &field.ty })
}

/// Writes the implementations that code elsewhere relies on.
fn fallback(input: &DeriveInput, runtime: &Runtime) -> TokenStream {
    let serialize = never_serialized(input, runtime);
    let deserialize = never_deserialized(input, runtime);
    quote!(#serialize #deserialize)
}

fn expand(input: &DeriveInput, model: &Model<'_>, runtime: &Runtime) -> TokenStream {
    let (name, other) = (own(&input.ident), own(model.other));
    let variants: Vec<_> = model.members.iter().map(|member| own(member.variant)).collect();
    let names: Vec<_> = model.members.iter().map(|member| &member.name).collect();
    let types: Vec<_> = model.members.iter().map(|member| member.ty).collect();
    let impl_attributes = impl_attributes(input);
    let serde = quote!(#runtime::__private::serde);
    let option = quote!(::core::option::Option);
    let visitor = visitor(&name, model, runtime);
    quote! {
        #impl_attributes
        impl #serde::Serialize for #name {
            fn serialize<__S: #serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                use #serde::ser::SerializeMap as _;
                let mut map = #serde::Serializer::serialize_map(serializer, #option::Some(1))?;
                match self {
                    #(Self::#variants(value) => map.serialize_entry(#names, value)?,)*
                    Self::#other(member) => map.serialize_entry(&member.name, &member.value)?,
                }
                map.end()
            }
        }

        #impl_attributes
        impl<'de> #serde::Deserialize<'de> for #name
        where #(#types: #serde::Deserialize<'de>,)*
        {
            fn deserialize<__D: #serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #visitor
                #serde::Deserializer::deserialize_map(deserializer, __UnionVisitor)
            }
        }
    }
}

/// Writes the visitor, which reads the only member that is not `null`.
fn visitor(name: &Ident, model: &Model<'_>, runtime: &Runtime) -> TokenStream {
    let other = own(model.other);
    let variants: Vec<_> = model.members.iter().map(|member| own(member.variant)).collect();
    let names: Vec<_> = model.members.iter().map(|member| &member.name).collect();
    let types: Vec<_> = model.members.iter().map(|member| member.ty).collect();
    let serde = quote!(#runtime::__private::serde);
    let option = quote!(::core::option::Option);
    let result = quote!(::core::result::Result);
    let expected = format!("the union {}, which has one member", name.unraw());
    quote! {
        struct __UnionVisitor;

        impl<'de> #serde::de::Visitor<'de> for __UnionVisitor
        where #(#types: #serde::Deserialize<'de>,)*
        {
            type Value = #name;

            fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(#expected)
            }

            fn visit_map<__A: #serde::de::MapAccess<'de>>(
                self,
                mut map: __A,
            ) -> #result<Self::Value, __A::Error> {
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
                            let value: #runtime::Document = map.next_value()?;
                            let member = #runtime::UnknownMember::new(key, value);
                            if union.is_none() && !#runtime::__private::is_null(&member) {
                                union = #option::Some(#name::#other(
                                    ::core::convert::From::from(member),
                                ));
                            }
                        }
                    }
                }
                union.ok_or_else(|| {
                    <__A::Error as #serde::de::Error>::custom("missing field of a union")
                })
            }
        }
    }
}
