//! `#[derive(ToValue)]`: a newtype with the text of its field.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Index};

use super::fallback::never_a_value;
use super::{Derive, impl_attributes, own};
use crate::diagnostics::{Diagnostics, Reported};
use crate::options::{OptionKind, Options};

pub(crate) const DERIVE: Derive =
    Derive { options: &[OptionKind::Crate], expand: derive, fallback: never_a_value };

fn derive(
    input: &DeriveInput,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let field = match &input.data {
        Data::Struct(data) if data.fields.len() == 1 => data.fields.iter().next(),
        _ => None,
    };
    let Some(field) = field else {
        let message = format!(
            "`ToValue` is derived for `{}`, which is not a struct with one field",
            input.ident
        );
        let help = "derive `ConnectEnum` for an enum of texts, and use `to_value_by_display!` for a \
                    type that implements `Display`";
        return Err(diagnostics.error(input.ident.span(), message, help));
    };
    let runtime = options.runtime();
    let (name, ty) = (own(&input.ident), &field.ty);
    let member = match &field.ident {
        Some(ident) => own(ident).into_token_stream(),
        None => {
            let index = Index::from(0);
            quote!(#index)
        }
    };
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let predicates = where_clause.map(|clause| &clause.predicates);
    // Without a bound, the compiler reports a wrong type on the field.
    let bound = (!input.generics.params.is_empty()).then(|| quote!(#ty: #runtime::ToValue,));
    let impl_attributes = impl_attributes(input);
    let runtime_there = runtime.at(ty.span());
    let to_value = quote_spanned!(ty.span()=> <#ty as #runtime_there::ToValue>::to_value);
    Ok(quote! {
        #impl_attributes
        impl #impl_generics #runtime::ToValue for #name #type_generics
        where #bound #predicates
        {
            fn to_value(
                &self,
                place: #runtime::Place,
            ) -> #runtime::__private::Cow<'_, ::core::primitive::str> {
                #to_value(&self.#member, place)
            }

            fn is_quoted_in_lists(&self) -> ::core::primitive::bool {
                <#ty as #runtime::ToValue>::is_quoted_in_lists(&self.#member)
            }
        }
    })
}
