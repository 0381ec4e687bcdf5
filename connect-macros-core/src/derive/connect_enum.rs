//! `#[derive(ConnectEnum)]`: an open enum of texts.

use connect_model::snake_case;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Fields, Ident, LitStr, Variant};

use super::attributes::{at_most_one, check_differ, string};
use super::fallback::{never_a_value, never_deserialized, never_serialized};
use super::{Derive, OpenEnum, OpenEnumShape, impl_attributes, own};
use crate::diagnostics::{Diagnostics, Reported, split};
use crate::options::{OptionKind, Options};
use crate::runtime::Runtime;

const SHAPE: OpenEnumShape = OpenEnumShape {
    derive: "ConnectEnum",
    example: "enum Channel { Voice, Chat, #[other] Other(String) }",
    other: "Other(String)",
    attribute: "text",
};

pub(crate) const DERIVE: Derive =
    Derive { options: &[OptionKind::Crate], expand: derive, fallback };

struct Model<'a> {
    known: Vec<(&'a Ident, LitStr)>,
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
        let read = |variant: &'a Variant| Ok((&variant.ident, text(variant, diagnostics)?));
        let (known, all_known) = split(named.into_iter().map(read));
        let texts: Vec<(LitStr, Span)> =
            known.iter().map(|(ident, text)| (text.clone(), ident.span())).collect();
        let differ = check_differ(&texts, "text", diagnostics);
        all_known.and(differ)?;
        Ok(Self { known, other: other? })
    }
}

fn text(variant: &Variant, diagnostics: &mut Diagnostics) -> Result<LitStr, Reported> {
    if !matches!(variant.fields, Fields::Unit) {
        let message = format!("the variant `{}` has fields", variant.ident);
        let help = "remove them: only the variant with `#[other]` holds a `String`";
        return Err(diagnostics.error(variant.ident.span(), message, help));
    }
    match at_most_one(&variant.attrs, "text", diagnostics)? {
        Some(attribute) => string(attribute, "VOICE", diagnostics),
        None => {
            let text = snake_case(&variant.ident.unraw().to_string()).to_uppercase();
            Ok(LitStr::new(&text, variant.ident.span()))
        }
    }
}

/// Writes the implementations that code elsewhere relies on.
fn fallback(input: &DeriveInput, runtime: &Runtime) -> TokenStream {
    let (name, visibility) = (&input.ident, &input.vis);
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let value = never_a_value(input, runtime);
    let serialize = never_serialized(input, runtime);
    let deserialize = never_deserialized(input, runtime);
    quote! {
        #value
        #serialize
        #deserialize

        impl #impl_generics #name #type_generics #where_clause {
            /// The text on the wire.
            #visibility fn as_str(&self) -> &::core::primitive::str {
                ::core::unreachable!()
            }
        }

        impl #impl_generics ::core::fmt::Display for #name #type_generics #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }
    }
}

fn expand(input: &DeriveInput, model: &Model<'_>, runtime: &Runtime) -> TokenStream {
    let (name, visibility, other) = (own(&input.ident), &input.vis, own(model.other));
    let (variants, texts): (Vec<_>, Vec<_>) =
        model.known.iter().map(|(ident, text)| (own(ident), text)).unzip();
    let impl_attributes = impl_attributes(input);
    let string = quote!(::std::string::String);
    let str = quote!(::core::primitive::str);
    let serde = quote!(#runtime::__private::serde);
    quote! {
        #impl_attributes
        impl #name {
            /// The text on the wire.
            #visibility fn as_str(&self) -> &#str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#other(text) => ::core::convert::AsRef::as_ref(text),
                }
            }
        }

        #impl_attributes
        impl ::core::convert::From<#string> for #name {
            fn from(text: #string) -> Self {
                match ::core::convert::AsRef::<#str>::as_ref(&text) {
                    #(#texts => Self::#variants,)*
                    _ => Self::#other(::core::convert::From::from(text)),
                }
            }
        }

        #impl_attributes
        impl ::core::convert::From<&#str> for #name {
            fn from(text: &#str) -> Self {
                <Self as ::core::convert::From<#string>>::from(::core::convert::From::from(text))
            }
        }

        #impl_attributes
        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(
                text: &#str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }

        #impl_attributes
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::pad(f, self.as_str())
            }
        }

        #impl_attributes
        impl #runtime::ToValue for #name {
            fn to_value(
                &self,
                _place: #runtime::Place,
            ) -> #runtime::__private::Cow<'_, #str> {
                #runtime::__private::Cow::Borrowed(self.as_str())
            }
        }

        #impl_attributes
        impl #serde::Serialize for #name {
            fn serialize<__S: #serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #serde::Serializer::serialize_str(serializer, self.as_str())
            }
        }

        #impl_attributes
        impl<'de> #serde::Deserialize<'de> for #name {
            fn deserialize<__D: #serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let text = <#string as #serde::Deserialize>::deserialize(deserializer)?;
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }
    }
}
