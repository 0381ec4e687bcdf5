//! The checks of [`kind`](super::kind), each with its message.
//!
//! Their methods are written out, because the compiler shows the bound: as the output of a macro, it would show the
//! whole macro.

use super::kind::{
    Binary, Boolean, Id, List, Map, Number, Seconds, TellsItem, TellsKind, Text, TimeText,
};

/// The method of the checks for a type that may be right.
pub trait KindUnknown: Sized {
    #[inline(always)]
    fn check_kind(self) {}
}

impl<Check> KindUnknown for Check {}

/// Declares each check, and the trait of the kinds that are surely wrong for it.
macro_rules! checks {
    ($($check:ident refuses $refused:ident: $($kind:ident)+;)+) => {$(
        pub struct $check<'a, T: ?Sized>(pub &'a T);

        pub trait $refused {}

        $(impl $refused for $kind {})+
    )+};
}

checks! {
    BodyText refuses NotText: Number Boolean Seconds List Map;
    BodyTimeText refuses NotTimeText: Number Boolean Seconds Binary List Map;
    BodyBlob refuses NotBlob: Number Boolean Seconds TimeText List Map;
    BodyBoolean refuses NotBoolean: Text Id Number Seconds TimeText Binary List Map;
    BodyNumber refuses NotNumber: Text Id Boolean TimeText Binary List Map;
    BodyTime refuses NotTime: Text Id Boolean TimeText Binary List Map;
    BodyList refuses NotList: Text Id Number Boolean Seconds TimeText Binary Map;
    BodyMap refuses NotMap: Text Id Number Boolean Seconds TimeText Binary List;
    BodyStructure refuses NotStructure: Text Id Number Boolean Seconds TimeText Binary List;
    BodyUnion refuses NotUnion: Text Id Number Boolean Seconds TimeText Binary List;
    QueryValue refuses NotOneValue: List;
    ArnText refuses NotArn: Id;
}

impl<T: TellsKind<Kind: NotText> + ?Sized> BodyText<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsText,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a string",
    label = "not text in JSON",
    note = "take text, such as `&str`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsText {}

impl<T: TellsKind<Kind: NotTimeText> + ?Sized> BodyTimeText<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsTimeText,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a time as text",
    label = "not a date as text in JSON",
    note = "take `DateTime`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsTimeText {}

impl<T: TellsKind<Kind: NotBlob> + ?Sized> BodyBlob<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsBlob,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has binary data",
    label = "not base64 in JSON",
    note = "take `Blob`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsBlob {}

impl<T: TellsKind<Kind: NotBoolean> + ?Sized> BodyBoolean<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsBoolean,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a boolean",
    label = "neither `true` nor `false` in JSON",
    note = "take `bool`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsBoolean {}

impl<T: TellsKind<Kind: NotNumber> + ?Sized> BodyNumber<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsNumber,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a number",
    label = "not a number in JSON",
    note = "take a number, such as `u32` or `f64`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsNumber {}

impl<T: TellsKind<Kind: NotTime> + ?Sized> BodyTime<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsTime,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a time in seconds",
    label = "not a number of seconds in JSON",
    note = "take `Timestamp`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsTime {}

impl<T: TellsKind<Kind: NotList> + ?Sized> BodyList<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsList,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a list",
    label = "not a list",
    note = "take a list, such as `&[&str]`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsList {}

impl<T: TellsKind<Kind: NotMap> + ?Sized> BodyMap<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsMap,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a map",
    label = "not an object in JSON",
    note = "take a map, such as `&BTreeMap<String, String>`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsMap {}

impl<T: TellsKind<Kind: NotStructure> + ?Sized> BodyStructure<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsStructure,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a structure",
    label = "not an object in JSON",
    note = "take a struct with `#[derive(serde::Serialize)]`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsStructure {}

impl<T: TellsKind<Kind: NotUnion> + ?Sized> BodyUnion<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsUnion,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a union",
    label = "not an object in JSON",
    note = "take an enum with `#[derive(ConnectUnion)]`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsUnion {}

impl<T: TellsKind<Kind: NotOneValue> + ?Sized> QueryValue<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsOneValue,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has one value",
    label = "a list, for which the query repeats the name",
    note = "take one value, such as `&str` or `u32`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsOneValue {}

impl<T: TellsKind<Kind: NotArn> + ?Sized> ArnText<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsArn,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has an ARN",
    label = "sends the id of the instance",
    note = "take `&str` and pass `.arn()?` of the `InstanceId`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsArn {}

pub struct ArnList<'a, T: ?Sized>(pub &'a T);

impl<T: TellsItem<Item: TellsKind<Kind: NotArn>> + ?Sized> ArnList<'_, T> {
    #[inline(always)]
    pub fn check_kind(self)
    where
        T: IsArnList,
    {
    }
}

#[diagnostic::on_unimplemented(
    message = "`{Self}` where AWS's model has a list of ARNs",
    label = "sends the ids of the instances",
    note = "take `&[&str]` and pass `.arn()?` of each `InstanceId`, or write `unchecked` in `#[connect_endpoint(…)]` if the model is out of date"
)]
pub trait IsArnList {}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
    use std::num::{NonZero, Wrapping};
    use std::rc::Rc;
    use std::sync::Arc;

    use bytes::Bytes;
    use uuid::Uuid;

    use super::*;
    use crate::{
        Blob, DateTime, Document, EpochSeconds, Float, HttpDate, InstanceId, Sensitive, Timestamp,
    };

    /// The mark of a check for a type that it does not refuse. The compiler chooses as for `check_kind`.
    trait Passes {
        const MARK: char = '.';
    }

    impl<Check> Passes for Check {}

    macro_rules! marks {
        ($($check:ident $refused:ident;)+) => {
            $(impl<T: TellsKind<Kind: $refused> + ?Sized> $check<'_, T> {
                const MARK: char = 'x';
            })+

            /// The marks of all checks for the type: `x` refuses.
            macro_rules! marks_of {
                ($type:ty) => {
                    String::from_iter([$($check::<'_, $type>::MARK),+])
                };
            }
        };
    }

    marks! {
        BodyText NotText;
        BodyTimeText NotTimeText;
        BodyBlob NotBlob;
        BodyBoolean NotBoolean;
        BodyNumber NotNumber;
        BodyTime NotTime;
        BodyList NotList;
        BodyMap NotMap;
        BodyStructure NotStructure;
        BodyUnion NotUnion;
        QueryValue NotOneValue;
        ArnText NotArn;
    }

    impl<T: TellsItem<Item: TellsKind<Kind: NotArn>> + ?Sized> ArnList<'_, T> {
        const MARK: char = 'x';
    }

    struct Structure;

    const TEXT: &str = "...xxxxxxx..";
    const ID: &str = "...xxxxxxx.x";
    const NUMBER: &str = "xxxx..xxxx..";
    const BOOLEAN: &str = "xxx.xxxxxx..";
    const SECONDS: &str = "xxxx..xxxx..";
    const TIME_TEXT: &str = "..xxxxxxxx..";
    const BINARY: &str = ".x.xxxxxxx..";
    const LIST: &str = "xxxxxx.xxxx.";
    const MAP: &str = "xxxxxxx.....";
    const UNTOLD: &str = "............";

    macro_rules! assert_marks {
        ($($marks:ident: $($type:ty),+;)+) => {$($(
            assert_eq!(marks_of!($type), $marks, "{}", stringify!($type));
        )+)+};
    }

    #[test]
    fn each_check_refuses_the_kinds_of_the_table() {
        assert_marks! {
            TEXT: str, String, char, std::fmt::Arguments<'_>, Uuid;
            ID: InstanceId;
            NUMBER: u8, i8, u64, i128, usize, f32, f64, Float, NonZero<u32>, Wrapping<i16>;
            BOOLEAN: bool;
            SECONDS: Timestamp, EpochSeconds;
            TIME_TEXT: DateTime, HttpDate;
            BINARY: Blob;
            LIST: [u8], [&str; 3], Vec<Structure>, VecDeque<u8>, HashSet<u8>, BTreeSet<u8>, Bytes;
            MAP: HashMap<String, u8>, BTreeMap<u8, String>, crate::json::Map;
        }
    }

    #[test]
    fn a_pointer_or_option_has_the_kind_of_its_content() {
        assert_marks! {
            TEXT: &str, &mut String, Option<&str>, &Option<Box<str>>, Cow<'_, str>, Sensitive<String>;
            ID: &InstanceId, Option<&InstanceId>, Arc<InstanceId>;
            NUMBER: Rc<u8>, Option<Option<u8>>;
            LIST: Option<&[String]>, Arc<[u8]>, Cow<'_, [u8]>, &&Vec<u8>;
            MAP: Option<&HashMap<String, String>>;
        }
    }

    #[test]
    fn a_type_that_tells_no_kind_passes() {
        assert_marks! {
            UNTOLD: Structure, &Structure, Option<Structure>, Document, crate::json::Value, (u8, u8), (), dyn ToString;
        }
    }

    #[test]
    fn a_list_of_ids_is_no_list_of_arns() {
        macro_rules! marks {
            ($($type:ty),+ $(,)?) => { String::from_iter([$(ArnList::<'_, $type>::MARK),+]) };
        }
        let refused = marks![
            [InstanceId],
            &[InstanceId],
            [InstanceId; 2],
            Vec<InstanceId>,
            Option<&Vec<&InstanceId>>,
            HashSet<InstanceId>,
            Arc<[Option<InstanceId>]>,
            Cow<'_, [InstanceId]>,
        ];
        assert_eq!(refused, "xxxxxxxx");
        let passed = marks![
            &[&str], Vec<String>, Bytes, Vec<Structure>, InstanceId, str, Structure, HashMap<String, InstanceId>,
        ];
        assert_eq!(passed, "........");
    }

    #[test]
    fn a_generic_type_passes() {
        fn marks_of_generic<T>() -> [String; 2] {
            [marks_of!(T), marks_of!(Option<&T>)]
        }
        assert_eq!(marks_of_generic::<u8>(), [UNTOLD, UNTOLD]);
    }

    /// Does not compile if `check_kind` refuses a value.
    #[test]
    fn a_value_that_passes_compiles() {
        macro_rules! pass {
            ($($check:ident: $($value:expr),+;)+) => {$($($check(&$value).check_kind();)+)+};
        }
        let time = Timestamp::now();
        let id: InstanceId = "12345678-abcd-4321-abcd-123456789012".parse().unwrap();
        let (list, map) = (vec![1_u8], HashMap::from([(1, 2)]));
        pass! {
            BodyText: "", 'a', id, DateTime::from(time), Blob::default(), Structure;
            BodyTimeText: "", DateTime::from(time), Structure;
            BodyBlob: "", Blob::default(), Structure;
            BodyBoolean: true, Some(false), Structure;
            BodyNumber: 1_u8, 1.5_f64, Float(1.5), time, Structure;
            BodyTime: time, 1_u64, 1.5_f64, EpochSeconds::from(time), Structure;
            BodyList: list, &list[..], [""], Some(&list), Structure;
            BodyMap: map, Some(&map), Structure;
            BodyStructure: map, Structure;
            BodyUnion: map, Structure;
            QueryValue: "", 1_u8, true, time, Structure;
            ArnText: "", String::new(), Structure;
            ArnList: [""], list, id, Structure;
        }
    }
}
