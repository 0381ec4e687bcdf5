//! Expands `ConnectError` into implementations.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Field};

use super::super::{impl_attributes, own};
use super::header::HeaderField;
use super::serde_names::{names_all_fields, names_field};
use super::{Coded, Content, Model, is_serde};
use crate::names::lower_camel_case;
use crate::runtime::Runtime;

pub(super) fn expand(input: &DeriveInput, model: &Model<'_>, runtime: &Runtime) -> TokenStream {
    let (name, other) = (own(&input.ident), &own(model.other));
    let arms = model.coded.iter().map(|variant| conversion(variant, other, runtime));
    let display = model.coded.iter().map(display);
    let any_coded = (!model.coded.is_empty()).then(|| quote!(_ => ::core::option::Option::None,));
    let impl_attributes = impl_attributes(input);
    let codes = codes(&name, model, runtime);
    quote! {
        #codes

        #impl_attributes
        impl ::core::convert::From<#runtime::Error> for #name {
            fn from(error: #runtime::Error) -> Self {
                let api_error = match error {
                    #runtime::Error::Api(api_error) => api_error,
                    error => return Self::#other(::core::convert::From::from(error)),
                };
                match api_error.code() {
                    #(#arms)*
                    _ => Self::#other(::core::convert::From::from(
                        #runtime::Error::Api(api_error),
                    )),
                }
            }
        }

        #impl_attributes
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#display)*
                    Self::#other(error) => ::core::fmt::Display::fmt(error, f),
                }
            }
        }

        #impl_attributes
        impl ::std::error::Error for #name {
            // `Display` shows the inner error itself, so the source is the cause of that. An error
            // from the service has none.
            fn source(
                &self,
            ) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
                match self {
                    Self::#other(error) => ::std::error::Error::source(error),
                    #any_coded
                }
            }
        }
    }
}

/// Writes the codes for checks in tests, which only the feature `testing` of the runtime turns on.
fn codes(name: &Ident, model: &Model<'_>, runtime: &Runtime) -> Option<TokenStream> {
    let codes = model.coded.iter().flat_map(|variant| &variant.codes);
    let members = model.coded.iter().flat_map(|variant| members_of_codes(variant, runtime));
    cfg!(all(feature = "testing", not(test))).then(|| {
        quote! {
            impl #runtime::__private::ErrorCodes for #name {
                const CODES: &'static [&'static ::core::primitive::str] = &[#(#codes),*];
                const MEMBERS: &'static [#runtime::__private::ErrorMembers] = &[#(#members),*];
            }
        }
    })
}

/// Writes what looks at the members of a variant, for each of its codes.
fn members_of_codes(variant: &Coded<'_>, runtime: &Runtime) -> Vec<TokenStream> {
    let Content::Members { attributes, fields, .. } = &variant.content else { return Vec::new() };
    if fields.is_empty() {
        return Vec::new();
    }
    let declaration = members_struct(attributes, fields, runtime);
    let names: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).map(own).collect();
    let of_code = |code| {
        // The first constant reads the fields, so that they are not dead code.
        quote!((#code, {
            #declaration
            const _: fn(&__Members) = |members| { #(let _ = &members.#names;)* };
            #runtime::__error_probe!(__Members)
        }))
    };
    variant.codes.iter().map(of_code).collect()
}

fn conversion(variant: &Coded<'_>, other: &Ident, runtime: &Runtime) -> TokenStream {
    let Coded { ident, codes, content } = variant;
    let ident = own(ident);
    let (attributes, fields, headers, api_error) = match content {
        Content::Nothing => return quote!(#(#codes)|* => Self::#ident,),
        Content::ApiError(span) => {
            let runtime = runtime.at(*span);
            let from = quote_spanned!(*span=> #runtime::__private::hold_api_error(api_error));
            return quote!(#(#codes)|* => Self::#ident(#from),);
        }
        Content::Members { attributes, fields, headers, api_error } => {
            (attributes, fields, headers, api_error)
        }
    };
    let names: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).map(own).collect();
    let api_error =
        api_error.map(own).map(|field| quote!(#field: ::core::convert::From::from(api_error),));
    if fields.is_empty() && headers.is_empty() {
        return quote!(#(#codes)|* => Self::#ident { #api_error },);
    }
    let header_fields = headers.iter().map(|header| own(header.ident));
    let held: Vec<Ident> =
        (0..headers.len()).map(|index| format_ident!("__header_{index}")).collect();
    let read_headers =
        headers.iter().zip(&held).map(|(header, held)| read_header(header, held, other, runtime));
    let declaration = members_struct(attributes, fields, runtime);
    quote! {
        #(#codes)|* => {
            #declaration

            #(#read_headers)*
            match api_error.members::<__Members>() {
                ::core::result::Result::Ok(members) => {
                    Self::#ident { #(#names: members.#names,)* #(#header_fields: #held,)* #api_error }
                }
                // Members that cannot be decoded leave the whole error in the other variant.
                ::core::result::Result::Err(_) => Self::#other(::core::convert::From::from(
                    #runtime::Error::Api(api_error),
                )),
            }
        }
    }
}

/// Writes the struct that the members of the body are decoded into.
fn members_struct(attributes: &[&Attribute], fields: &[&Field], runtime: &Runtime) -> TokenStream {
    let names_all_fields = names_all_fields(attributes);
    let members = fields.iter().map(|field| member(field, names_all_fields));
    // Only for `deserialize`: serde refuses a second rule, and the variant may have one for
    // `serialize`.
    let rename_all =
        (!names_all_fields).then(|| quote!(#[serde(rename_all(deserialize = "PascalCase"))]));
    quote! {
        use #runtime::__private::serde as __serde;

        #[derive(__serde::Deserialize)]
        #[serde(crate = "__serde")]
        #rename_all
        #(#attributes)*
        struct __Members { #(#members,)* }
    }
}

/// Writes the statement that reads a header. Like a member that cannot be decoded, a header that cannot
/// be read leaves the whole error in the other variant.
fn read_header(
    header: &HeaderField<'_>,
    held: &Ident,
    other: &Ident,
    runtime: &Runtime,
) -> TokenStream {
    let there = runtime.at(header.ty.span());
    let HeaderField { ty, name, .. } = header;
    let read = quote_spanned! {ty.span()=>
        #there::__private::read_header::<#ty>(&api_error, #name)
    };
    quote! {
        let ::core::option::Option::Some(#held) = #read else {
            return Self::#other(::core::convert::From::from(
                #runtime::Error::Api(api_error),
            ));
        };
    }
}

/// Writes a field of the struct that is decoded. Members begin with a capital in most models. If neither
/// the field nor the variant names the member, the field also accepts its camelCase name.
fn member(field: &Field, variant_names_it: bool) -> TokenStream {
    let Field { ident, ty, attrs, .. } = field;
    let attributes: Vec<_> = attrs.iter().filter(|attribute| is_serde(attribute)).collect();
    let alias = (!variant_names_it && !names_field(&attributes)).then(|| {
        let name = ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
        let camel_case = lower_camel_case(&name);
        quote!(#[serde(alias = #camel_case)])
    });
    quote!(#alias #(#attributes)* #ident: #ty)
}

/// Writes the implementations that code elsewhere relies on.
pub(super) fn fallback(input: &DeriveInput, runtime: &Runtime) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        impl #impl_generics ::core::convert::From<#runtime::Error>
            for #name #type_generics #where_clause
        {
            fn from(_: #runtime::Error) -> Self {
                ::core::unreachable!()
            }
        }

        impl #impl_generics ::core::fmt::Display for #name #type_generics #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }

        impl #impl_generics ::std::error::Error for #name #type_generics #where_clause {}
    }
}

fn display(variant: &Coded<'_>) -> TokenStream {
    let Coded { ident, codes, content } = variant;
    let ident = own(ident);
    let codes: Vec<String> = codes.iter().map(syn::LitStr::value).collect();
    let text = format!("the service answered {}", codes.join(" or "));
    match content {
        Content::Nothing => quote!(Self::#ident => f.write_str(#text),),
        Content::ApiError(_) => quote!(Self::#ident(error) => ::core::fmt::Display::fmt(error, f),),
        Content::Members { api_error: Some(field), .. } => {
            let field = own(field);
            quote!(Self::#ident { #field: error, .. } => ::core::fmt::Display::fmt(error, f),)
        }
        Content::Members { api_error: None, .. } => {
            quote!(Self::#ident { .. } => f.write_str(#text),)
        }
    }
}
