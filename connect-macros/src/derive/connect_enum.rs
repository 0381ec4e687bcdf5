//! `#[derive(ConnectEnum)]`: an open enum of texts.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Fields, Ident, LitStr, Variant};

use super::{Form, OpenEnum, automatically_derived, check_differ, find, strings};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::snake_case;

const FORM: Form = Form {
    derive: "ConnectEnum",
    example: "enum Channel { Voice, Chat, #[other] Other(String) }",
    other: "Other(String)",
};

struct Model<'a> {
    known: Vec<(&'a Ident, LitStr)>,
    other: &'a Ident,
}

pub(crate) fn derive(
    input: &DeriveInput,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let model = Model::read(input, diagnostics)?;
    Ok(expand(input, &model))
}

impl<'a> Model<'a> {
    fn read(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let OpenEnum { named, other } = OpenEnum::read(input, &FORM, diagnostics)?;
        let mut known = Vec::new();
        for variant in named {
            if let Ok(value) = value(variant, diagnostics) {
                known.push((&variant.ident, value));
            }
        }
        let values: Vec<(LitStr, Span)> =
            known.iter().map(|(ident, value)| (value.clone(), ident.span())).collect();
        check_differ(&values, "value", diagnostics);
        Ok(Self { known, other })
    }
}

fn value(variant: &Variant, diagnostics: &mut Diagnostics) -> Result<LitStr, Reported> {
    if !matches!(variant.fields, Fields::Unit) {
        let message = format!("the variant `{}` has fields", variant.ident);
        let help = "a text has none; only the variant with `#[other]` holds a `String`";
        return Err(diagnostics.error(variant.ident.span(), message, help));
    }
    let Some(attribute) = find(&variant.attrs, "value") else {
        let value = snake_case(&variant.ident.unraw().to_string()).to_uppercase();
        return Ok(LitStr::new(&value, variant.ident.span()));
    };
    let mut values = strings(attribute, "VOICE", diagnostics)?;
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => {
            let message = format!("the variant `{}` has two values", variant.ident);
            let help = "keep one of them: it is what is sent";
            Err(diagnostics.error(variant.ident.span(), message, help))
        }
    }
}

fn expand(input: &DeriveInput, model: &Model<'_>) -> TokenStream {
    let (name, visibility, other) = (&input.ident, &input.vis, model.other);
    let (variants, values): (Vec<_>, Vec<_>) =
        model.known.iter().map(|(ident, value)| (*ident, value)).unzip();
    let derived = automatically_derived();
    let string = quote!(::std::string::String);
    let str = quote!(::core::primitive::str);
    let serde = quote!(::connect_runtime::__private::serde);
    quote! {
        #derived
        impl #name {
            /// The text on the wire.
            #visibility fn as_str(&self) -> &#str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(text) => ::core::convert::AsRef::as_ref(text),
                }
            }
        }

        #derived
        impl ::core::convert::From<#string> for #name {
            fn from(text: #string) -> Self {
                match ::core::convert::AsRef::<#str>::as_ref(&text) {
                    #(#values => Self::#variants,)*
                    _ => Self::#other(::core::convert::From::from(text)),
                }
            }
        }

        #derived
        impl ::core::convert::From<&#str> for #name {
            fn from(text: &#str) -> Self {
                <Self as ::core::convert::From<#string>>::from(::core::convert::From::from(text))
            }
        }

        #derived
        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &#str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }

        #derived
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::pad(f, self.as_str())
            }
        }

        #derived
        impl ::connect_runtime::ToValue for #name {
            fn to_value(
                &self,
                _place: ::connect_runtime::Place,
            ) -> ::connect_runtime::__private::Cow<'_, #str> {
                ::connect_runtime::__private::Cow::Borrowed(self.as_str())
            }
        }

        #derived
        impl #serde::Serialize for #name {
            fn serialize<S: #serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #serde::Serializer::serialize_str(serializer, self.as_str())
            }
        }

        #derived
        impl<'de> #serde::Deserialize<'de> for #name {
            fn deserialize<D: #serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text = <#string as #serde::Deserialize>::deserialize(deserializer)?;
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }
    }
}
