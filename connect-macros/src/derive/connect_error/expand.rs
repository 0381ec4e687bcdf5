//! The implementations that `ConnectError` writes.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, Field};

use super::super::automatically_derived;
use super::{Coded, Content, Model};
use crate::names::{lower_camel_case, pascal_case};

pub(super) fn expand(name: &Ident, model: &Model<'_>) -> TokenStream {
    let other = model.other;
    let arms = model.coded.iter().map(|variant| conversion(variant, other));
    let display = model.coded.iter().map(display);
    let sources = model.coded.iter().map(source);
    let derived = automatically_derived();
    quote! {
        #derived
        impl ::core::convert::From<::connect_runtime::Error> for #name {
            fn from(error: ::connect_runtime::Error) -> Self {
                let api_error = match error {
                    ::connect_runtime::Error::Api(api_error) => api_error,
                    error => return Self::#other(::core::convert::From::from(error)),
                };
                match api_error.code() {
                    #(#arms)*
                    _ => Self::#other(::core::convert::From::from(
                        ::connect_runtime::Error::Api(api_error),
                    )),
                }
            }
        }

        #derived
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#display)*
                    Self::#other(error) => ::core::fmt::Display::fmt(error, f),
                }
            }
        }

        #derived
        impl ::std::error::Error for #name {
            // The text of an inner error is that of this one, so its cause comes next.
            fn source(
                &self,
            ) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
                match self {
                    #(#sources)*
                    Self::#other(error) => ::std::error::Error::source(error),
                }
            }
        }
    }
}

fn conversion(variant: &Coded<'_>, other: &Ident) -> TokenStream {
    let Coded { ident, codes, content } = variant;
    let (attributes, fields, api_error) = match content {
        Content::Nothing => return quote!(#(#codes)|* => Self::#ident,),
        Content::ApiError => {
            return quote!(#(#codes)|* => Self::#ident(::core::convert::From::from(api_error)),);
        }
        Content::Members { attributes, fields, api_error } => (attributes, fields, api_error),
    };
    let names: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    let members = fields.iter().map(|field| member(field));
    let api_error = api_error.map(|field| quote!(#field: ::core::convert::From::from(api_error),));
    quote! {
        #(#codes)|* => {
            #[derive(::connect_runtime::__private::serde::Deserialize)]
            #[serde(crate = "::connect_runtime::__private::serde")]
            #(#attributes)*
            struct Members { #(#members,)* }

            match api_error.members::<Members>() {
                ::core::result::Result::Ok(members) => {
                    Self::#ident { #(#names: members.#names,)* #api_error }
                }
                // Nothing is lost where the members are not those that were declared.
                ::core::result::Result::Err(_) => Self::#other(::core::convert::From::from(
                    ::connect_runtime::Error::Api(api_error),
                )),
            }
        }
    }
}

/// The field of the struct that is decoded; members begin with a capital in most models.
fn member(field: &Field) -> TokenStream {
    let Field { ident, ty, attrs, .. } = field;
    let is_serde = |attribute: &&Attribute| attribute.path().is_ident("serde");
    let attributes: Vec<_> = attrs.iter().filter(is_serde).collect();
    if !attributes.is_empty() {
        return quote!(#(#attributes)* #ident: #ty);
    }
    let name = ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
    let (pascal, camel) = (pascal_case(&name), lower_camel_case(&name));
    quote!(#[serde(rename = #pascal, alias = #camel)] #ident: #ty)
}

fn display(variant: &Coded<'_>) -> TokenStream {
    let Coded { ident, codes, content } = variant;
    let code = codes.first().map(syn::LitStr::value).unwrap_or_default();
    let text = format!("the service answered {code}");
    match content {
        Content::Nothing => quote!(Self::#ident => f.write_str(#text),),
        Content::ApiError => quote!(Self::#ident(error) => ::core::fmt::Display::fmt(error, f),),
        Content::Members { api_error: Some(field), .. } => {
            quote!(Self::#ident { #field, .. } => ::core::fmt::Display::fmt(#field, f),)
        }
        Content::Members { api_error: None, .. } => {
            quote!(Self::#ident { .. } => f.write_str(#text),)
        }
    }
}

fn source(variant: &Coded<'_>) -> TokenStream {
    let ident = variant.ident;
    match &variant.content {
        Content::Nothing => quote!(Self::#ident => ::core::option::Option::None,),
        Content::ApiError => quote!(Self::#ident(error) => ::std::error::Error::source(error),),
        Content::Members { api_error: Some(field), .. } => {
            quote!(Self::#ident { #field, .. } => ::std::error::Error::source(#field),)
        }
        Content::Members { api_error: None, .. } => {
            quote!(Self::#ident { .. } => ::core::option::Option::None,)
        }
    }
}
