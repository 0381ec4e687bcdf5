//! Writes the checks that hold the types of arguments against the kinds of AWS's model.
//!
//! A check costs the compiler as much as any other call, so the macro writes none that would find nothing.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::request::Names;
use crate::binding::{Argument, ModelKind};

/// Writes the check of a label. Only the id of an instance may be wrong there.
pub(super) fn check_label(argument: &Argument, names: Names<'_>) -> TokenStream {
    write(in_arn(argument), argument, names)
}

/// Writes the check of a member of a JSON body.
pub(super) fn check_member(argument: &Argument, names: Names<'_>) -> TokenStream {
    let unusual = argument.kind.filter(|kind| !argument.written.is_usual_for(*kind));
    write(in_arn(argument).or(unusual.map(in_body)), argument, names)
}

/// Writes the check of a query name.
pub(super) fn check_query(argument: &Argument, names: Names<'_>) -> TokenStream {
    let Argument { kind, written, .. } = argument;
    let unusual = kind.filter(|_| !written.is_usual_scalar());
    // One value is a list too, of one item.
    let is_one_arn = matches!(kind, Some(ModelKind::ArnList)) && written.may_be_instance_id();
    let in_arn = if is_one_arn { Some("ArnText") } else { in_arn(argument) };
    write(in_arn.or(unusual.and_then(in_query)), argument, names)
}

/// The check in the runtime for ids where the model has ARNs.
fn in_arn(argument: &Argument) -> Option<&'static str> {
    let Argument { kind, written, .. } = argument;
    match kind {
        Some(ModelKind::Arn) if written.may_be_instance_id() => Some("ArnText"),
        Some(ModelKind::ArnList) if written.may_be_instance_ids() => Some("ArnList"),
        _ => None,
    }
}

/// The check in the runtime for a member of this kind.
fn in_body(kind: ModelKind) -> &'static str {
    match kind {
        ModelKind::String | ModelKind::Arn => "BodyText",
        ModelKind::Blob => "BodyBlob",
        ModelKind::Boolean => "BodyBoolean",
        ModelKind::Number => "BodyNumber",
        ModelKind::Timestamp => "BodyTime",
        ModelKind::TimestampText => "BodyTimeText",
        ModelKind::List | ModelKind::ArnList => "BodyList",
        ModelKind::Map => "BodyMap",
        ModelKind::Structure => "BodyStructure",
        ModelKind::Union => "BodyUnion",
    }
}

/// The check in the runtime for a query name of this kind. One value passes for a list.
fn in_query(kind: ModelKind) -> Option<&'static str> {
    match kind {
        ModelKind::List
        | ModelKind::ArnList
        | ModelKind::Map
        | ModelKind::Structure
        | ModelKind::Union => None,
        ModelKind::String
        | ModelKind::Arn
        | ModelKind::Blob
        | ModelKind::Boolean
        | ModelKind::Number
        | ModelKind::Timestamp
        | ModelKind::TimestampText => Some("QueryValue"),
    }
}

/// The span of the argument's type makes the compiler report a wrong type there.
fn write(check: Option<&str>, argument: &Argument, names: Names<'_>) -> TokenStream {
    // A token is sent as text, of whatever type it is.
    let Some(check) = check.filter(|_| !argument.is_idempotency_token) else {
        return TokenStream::new();
    };
    let Argument { ident, span, cfgs, .. } = argument;
    let (runtime, located) = (names.runtime, names.runtime.at(*span));
    let check = Ident::new(check, *span);
    let call = quote_spanned!(*span=> #located::__private::#check(&#ident).check_kind(););
    quote!(#(#cfgs)* { use #runtime::__private::KindUnknown as _; #call })
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;
    use crate::binding::WrittenType;
    use crate::runtime::Runtime;

    const LABEL: fn(&Argument, Names<'_>) -> TokenStream = check_label;
    const BODY: fn(&Argument, Names<'_>) -> TokenStream = check_member;
    const QUERY: fn(&Argument, Names<'_>) -> TokenStream = check_query;

    fn argument(kind: Option<ModelKind>, ty: &str) -> Argument {
        Argument {
            ident: Ident::new("value", Span::call_site()),
            name: "value".to_owned(),
            span: Span::call_site(),
            attribute: None,
            cfgs: Vec::new(),
            is_idempotency_token: false,
            kind,
            written: WrittenType::of(&syn::parse_str(ty).unwrap()),
        }
    }

    fn written(
        write: fn(&Argument, Names<'_>) -> TokenStream,
        argument: &Argument,
    ) -> Option<String> {
        let request = Ident::new("request", Span::call_site());
        let tokens = write(argument, Names { request: &request, runtime: &Runtime::default() });
        (!tokens.is_empty()).then(|| tokens.to_string().replace(' ', ""))
    }

    /// The name of the check for a type, if the macro writes one.
    fn check_of(
        write: fn(&Argument, Names<'_>) -> TokenStream,
        kind: ModelKind,
        ty: &str,
    ) -> Option<String> {
        let code = written(write, &argument(Some(kind), ty))?;
        let (_, call) = code.rsplit_once("__private::").unwrap();
        Some(call.split_once('(').unwrap().0.to_owned())
    }

    #[test]
    fn a_type_that_may_be_wrong_has_the_check_of_its_kind() {
        for (write, kind, ty, check) in [
            (BODY, ModelKind::String, "u32", "BodyText"),
            (BODY, ModelKind::Blob, "Vec<u8>", "BodyBlob"),
            (BODY, ModelKind::Boolean, "&str", "BodyBoolean"),
            (BODY, ModelKind::Number, "Option<&str>", "BodyNumber"),
            (BODY, ModelKind::Timestamp, "&str", "BodyTime"),
            (BODY, ModelKind::TimestampText, "Timestamp", "BodyTimeText"),
            (BODY, ModelKind::List, "&str", "BodyList"),
            (BODY, ModelKind::List, "Option<HashMap<String, String>>", "BodyList"),
            (BODY, ModelKind::Map, "&[String]", "BodyMap"),
            (BODY, ModelKind::Structure, "HashMap<String, String>", "BodyStructure"),
            (QUERY, ModelKind::String, "&[&str]", "QueryValue"),
            (BODY, ModelKind::Arn, "u32", "BodyText"),
            (BODY, ModelKind::Arn, "Option<&InstanceId>", "ArnText"),
            (BODY, ModelKind::Structure, "&InstanceId", "BodyStructure"),
            (QUERY, ModelKind::Arn, "&connect_runtime::InstanceId", "ArnText"),
            (QUERY, ModelKind::Arn, "&[&str]", "QueryValue"),
            (LABEL, ModelKind::Arn, "&InstanceId", "ArnText"),
            (BODY, ModelKind::ArnList, "&[InstanceId]", "ArnList"),
            (BODY, ModelKind::ArnList, "Option<Vec<&connect_runtime::InstanceId>>", "ArnList"),
            (BODY, ModelKind::ArnList, "&InstanceId", "BodyList"),
            (BODY, ModelKind::ArnList, "HashMap<String, InstanceId>", "BodyList"),
            (QUERY, ModelKind::ArnList, "[InstanceId; 2]", "ArnList"),
            (QUERY, ModelKind::ArnList, "&InstanceId", "ArnText"),
            (LABEL, ModelKind::ArnList, "&[InstanceId]", "ArnList"),
            (QUERY, ModelKind::Number, "Option<Vec<u32>>", "QueryValue"),
            (QUERY, ModelKind::Timestamp, "[Timestamp; 2]", "QueryValue"),
        ] {
            assert_eq!(check_of(write, kind, ty).as_deref(), Some(check), "{ty}");
        }
    }

    #[test]
    fn a_type_that_cannot_be_wrong_has_no_check() {
        for (write, kind, ty) in [
            (BODY, ModelKind::String, "&str"),
            (BODY, ModelKind::String, "Option<&Channel>"),
            (BODY, ModelKind::String, "&InstanceId"),
            (BODY, ModelKind::Arn, "&str"),
            (QUERY, ModelKind::String, "&InstanceId"),
            (QUERY, ModelKind::Arn, "&str"),
            (LABEL, ModelKind::String, "&InstanceId"),
            (LABEL, ModelKind::Arn, "&str"),
            (BODY, ModelKind::List, "&[InstanceId]"),
            (BODY, ModelKind::ArnList, "&[&str]"),
            (BODY, ModelKind::ArnList, "Vec<String>"),
            (QUERY, ModelKind::ArnList, "&[String]"),
            (QUERY, ModelKind::ArnList, "&str"),
            (LABEL, ModelKind::Arn, "u32"),
            (BODY, ModelKind::Structure, "&Filter"),
            (BODY, ModelKind::Union, "my::Alias"),
            (QUERY, ModelKind::Boolean, "Flags"),
            (BODY, ModelKind::String, "Option<std::string::String>"),
            (BODY, ModelKind::String, "Cow<'_, str>"),
            (BODY, ModelKind::Blob, "&connect_runtime::Blob"),
            (BODY, ModelKind::Boolean, "Option<bool>"),
            (BODY, ModelKind::Number, "&mut Box<f64>"),
            (BODY, ModelKind::Timestamp, "Option<Timestamp>"),
            (BODY, ModelKind::TimestampText, "DateTime"),
            (BODY, ModelKind::List, "Option<&[String]>"),
            (BODY, ModelKind::List, "[u8; 4]"),
            (BODY, ModelKind::List, "Vec<Filter>"),
            (BODY, ModelKind::Map, "&HashMap<String, String>"),
            (BODY, ModelKind::Structure, "&impl serde::Serialize"),
            (BODY, ModelKind::Structure, "&dyn Filter"),
            (BODY, ModelKind::List, "(u8, u8)"),
            (QUERY, ModelKind::String, "Option<&str>"),
            (QUERY, ModelKind::Number, "Option<u32>"),
            (QUERY, ModelKind::Boolean, "bool"),
            (QUERY, ModelKind::List, "&[&str]"),
            (QUERY, ModelKind::List, "&str"),
        ] {
            assert_eq!(check_of(write, kind, ty), None, "{ty}");
        }
    }

    #[test]
    fn what_the_model_does_not_know_has_no_check() {
        let unknown = argument(None, "u32");
        assert_eq!(written(BODY, &unknown), None);
        assert_eq!(written(QUERY, &unknown), None);
        let mut token = argument(Some(ModelKind::String), "Option<u32>");
        token.is_idempotency_token = true;
        assert_eq!(written(BODY, &token), None);
    }

    #[test]
    fn a_check_is_under_the_cfg_of_its_parameter() {
        let mut value = argument(Some(ModelKind::List), "&str");
        value.cfgs = vec![syn::parse_quote!(#[cfg(test)])];
        let expected = "#[cfg(test)]{use::connect_runtime::__private::KindUnknownas_;\
                        ::connect_runtime::__private::BodyList(&value).check_kind();}";
        assert_eq!(written(BODY, &value).as_deref(), Some(expected));
    }
}
