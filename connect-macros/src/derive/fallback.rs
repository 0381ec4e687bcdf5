//! Implementations that are never run: a mistake in a type costs its own message, and none where the
//! type is used.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// An implementation of `Deserialize` that is never run, for a type without parameters.
pub(super) fn never_deserialized(input: &DeriveInput) -> Option<TokenStream> {
    let name = &input.ident;
    let serde = quote!(::connect_runtime::__private::serde);
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

/// An implementation of `Serialize` that is never run.
pub(super) fn never_serialized(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let serde = quote!(::connect_runtime::__private::serde);
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

/// An implementation of `ToValue` that is never run.
pub(super) fn never_a_value(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        impl #impl_generics ::connect_runtime::ToValue for #name #type_generics #where_clause {
            fn to_value(
                &self,
                _: ::connect_runtime::Place,
            ) -> ::connect_runtime::__private::Cow<'_, ::core::primitive::str> {
                ::core::unreachable!()
            }
        }
    }
}
