//! Implementations for types with a mistake, so that the mistake causes no further errors where the
//! type is used. They never run, because the mistake stops the compilation.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::runtime::Runtime;

/// Writes an implementation of `Deserialize` that never runs, for a type without parameters.
pub(super) fn never_deserialized(input: &DeriveInput, runtime: &Runtime) -> Option<TokenStream> {
    let name = &input.ident;
    let serde = quote!(#runtime::__private::serde);
    input.generics.params.is_empty().then(|| {
        quote! {
            impl<'de> #serde::Deserialize<'de> for #name {
                fn deserialize<__D: #serde::Deserializer<'de>>(
                    _: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    ::core::unreachable!()
                }
            }
        }
    })
}

/// Writes an implementation of `Serialize` that never runs.
pub(super) fn never_serialized(input: &DeriveInput, runtime: &Runtime) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let serde = quote!(#runtime::__private::serde);
    quote! {
        impl #impl_generics #serde::Serialize for #name #type_generics #where_clause {
            fn serialize<__S: #serde::Serializer>(
                &self,
                _: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unreachable!()
            }
        }
    }
}

/// Writes an implementation of `ToValue` that never runs.
pub(super) fn never_a_value(input: &DeriveInput, runtime: &Runtime) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        impl #impl_generics #runtime::ToValue for #name #type_generics #where_clause {
            fn to_value(
                &self,
                _: #runtime::Place,
            ) -> #runtime::__private::Cow<'_, ::core::primitive::str> {
                ::core::unreachable!()
            }
        }
    }
}
