//! Holds the type of an argument against the kind that AWS's model gives the value.
//!
//! Expanded code writes `BodyList(&argument).check_kind();` for a member that is a list in the model. A check such as
//! `BodyList` has an inherent method `check_kind` for the types that are surely wrong. The bound of that method never
//! holds, and its text is the message. For any other type, the compiler takes the method of the trait `KindUnknown`.
//! It chooses where the method is declared, and knows no kind of a generic type there, so that type passes.
//!
//! A type tells its kind if all its values have one form in JSON: see [`TellsKind`]. Other types pass.
//!
//! This is the table of the checks. A number is the reason why a kind is surely wrong. An empty cell passes.
//!
//! | check | text | id | number | boolean | seconds | time text | binary | list | map |
//! |---|---|---|---|---|---|---|---|---|---|
//! | `BodyText` | | | 1 | 1 | 1 | | | 1 | 1 |
//! | `BodyTimeText` | | | 1 | 1 | 1 | | 2 | 1 | 1 |
//! | `BodyBlob` | | | 1 | 1 | 1 | 2 | | 1 | 1 |
//! | `BodyBoolean` | 1 | 1 | 1 | | 1 | 1 | 1 | 1 | 1 |
//! | `BodyNumber` | 1 | 1 | | 1 | | 1 | 1 | 1 | 1 |
//! | `BodyTime` | 1 | 1 | | 1 | | 1 | 1 | 1 | 1 |
//! | `BodyList` | 1 | 1 | 1 | 1 | 1 | 1 | 1 | | 1 |
//! | `BodyMap`, `BodyStructure`, `BodyUnion` | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | |
//! | `ArnText` | | 4 | | | | | | | |
//! | `ArnList` | | | | | | | | 5 | |
//! | `QueryValue` | | | | | | | | 3 | |
//!
//! 1. The JSON has another type than the service reads. Serde writes bytes as a list of numbers.
//! 2. A date has characters that base64 lacks, so neither is the other.
//! 3. The query repeats the name for each item, and the service reads one value.
//! 4. The service reads an ARN, and [`InstanceId`] sends the id.
//! 5. The same is true of each item, if the items are ids. See [`TellsItem`]. A list of others passes.
//!
//! The empty cells may be right on the wire:
//!
//! - Text may be base64 or a date already, and both are strings. A time in seconds is a number.
//! - An integer may stand for a float. A float may be whole.
//! - In a query, every scalar is text, and one value is a list of one item. A map in a query is another error.
//!
//! Three places have no check, apart from `ArnText` for a label. A label is one text in any case. A header joins a list
//! into one text. A document in the model is any JSON.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::num::{NonZero, Saturating, Wrapping};
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use crate::protocol::blob::Blob;
use crate::protocol::float::Float;
use crate::protocol::instance_id::InstanceId;
use crate::protocol::sensitive::Sensitive;
use crate::protocol::timestamp::{DateTime, EpochSeconds, HttpDate, Timestamp};

/// A type whose values all have one JSON form, apart from `None`.
pub trait TellsKind {
    /// One of [`Text`], [`Id`], [`Number`], [`Boolean`], [`Seconds`], [`TimeText`], [`Binary`], [`List`] and [`Map`].
    type Kind;
}

pub struct Text;
/// The id of an instance.
pub struct Id;
pub struct Number;
pub struct Boolean;
/// A time that is a number in JSON.
pub struct Seconds;
/// A time that is text in JSON.
pub struct TimeText;
/// Bytes that are base64 text in JSON.
pub struct Binary;
pub struct List;
pub struct Map;

/// A list, or a pointer to one.
pub trait TellsItem {
    type Item;
}

macro_rules! tells_kind {
    ($([$($generics:tt)*] $type:ty => $kind:ident;)+) => {$(
        impl<$($generics)*> TellsKind for $type {
            type Kind = $kind;
        }
    )+};
}

tells_kind! {
    [] str => Text;
    [] String => Text;
    [] char => Text;
    [] fmt::Arguments<'_> => Text;
    [] Uuid => Text;
    [] InstanceId => Id;
    [] f32 => Number;
    [] f64 => Number;
    [] Float => Number;
    [] bool => Boolean;
    [] Timestamp => Seconds;
    [] EpochSeconds => Seconds;
    [] DateTime => TimeText;
    [] HttpDate => TimeText;
    [] Blob => Binary;
    [] Bytes => List;
    [K, V] BTreeMap<K, V> => Map;
    [K, V, S] HashMap<K, V, S> => Map;
    [] serde_json::Map<String, serde_json::Value> => Map;
}

macro_rules! lists_tell_kind_and_item {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        tells_kind! { [T, $($generics)*] $type => List; }

        impl<T, $($generics)*> TellsItem for $type {
            type Item = T;
        }
    )+};
}

lists_tell_kind_and_item! {
    [] [T];
    [const N: usize] [T; N];
    [] Vec<T>;
    [] VecDeque<T>;
    [] LinkedList<T>;
    [] BinaryHeap<T>;
    [] BTreeSet<T>;
    [S] HashSet<T, S>;
}

macro_rules! integers_tell_kind {
    ($($integer:ty)*) => {
        tells_kind! { $([] $integer => Number; [] NonZero<$integer> => Number;)* }
    };
}

integers_tell_kind!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// Implements [`TellsKind`] and [`TellsItem`] for what has the JSON form of its content.
macro_rules! tells_kind_of_content {
    ($([$($bound:tt)*] $type:ty;)+) => {$(
        impl<T: TellsKind + $($bound)*> TellsKind for $type {
            type Kind = T::Kind;
        }

        impl<T: TellsItem + $($bound)*> TellsItem for $type {
            type Item = T::Item;
        }
    )+};
}

tells_kind_of_content! {
    [] Option<T>;
    [] Sensitive<T>;
    [] Wrapping<T>;
    [] Saturating<T>;
    [?Sized] &T;
    [?Sized] &mut T;
    [?Sized] Box<T>;
    [?Sized] Rc<T>;
    [?Sized] Arc<T>;
    [?Sized + ToOwned] Cow<'_, T>;
}
