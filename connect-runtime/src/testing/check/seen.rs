//! What expanded code says about the types of an operation.
//!
//! A type that cannot be an output has the message of the compiler already. So nothing here has a bound that
//! such a type would fail: a constant of the type shadows one of a trait, which every type has.
#![expect(missing_docs, reason = "not part of the public interface")]

use std::any::{Any, type_name};
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{probe_error, probe_items, probe_output};
use crate::__private::{ErrorCodes, ErrorMembers};
use crate::call::Call;
use crate::declaration::operation::{Operation, Outcome};
use crate::pages::Pages;

/// The declared return type of a method.
pub trait Returned {
    type Error;
}

impl<T, E> Returned for Result<T, E> {
    type Error = E;
}

impl<T, E> Returned for Call<'_, T, E> {
    type Error = E;
}

impl<T, E> Returned for Pages<'_, T, E> {
    type Error = E;
}

type Probe = Option<fn(&mut dyn Any)>;

pub struct Output<R>(PhantomData<R>);

pub trait NoProbe {
    const PROBE: Probe = None;
}

impl<R> NoProbe for Output<R> {}

impl<T: DeserializeOwned, E> Output<Result<T, E>> {
    pub const PROBE: Probe = Some(probe_output::<T>);
}

impl<T: DeserializeOwned, E> Output<Call<'_, T, E>> {
    pub const PROBE: Probe = Some(probe_output::<T>);
}

impl<T: DeserializeOwned, E> Output<Pages<'_, T, E>> {
    pub const PROBE: Probe = Some(probe_items::<T>);
}

pub struct Codes<E>(PhantomData<E>);

pub trait NoCodes {
    const CODES: &'static [&'static str] = &[];
    const MEMBERS: &'static [ErrorMembers] = &[];
}

impl<E> NoCodes for Codes<E> {}

impl<E: ErrorCodes> Codes<E> {
    pub const CODES: &'static [&'static str] = E::CODES;
    pub const MEMBERS: &'static [ErrorMembers] = E::MEMBERS;
}

pub const fn with_outcome<R: Returned>(
    operation: Operation,
    probe: Probe,
    (codes, members): (&'static [&'static str], &'static [ErrorMembers]),
) -> Operation {
    operation.with_outcome(Outcome { probe, codes, members, error_name: type_name::<R::Error> })
}

pub const fn error_probe<T: DeserializeOwned>() -> Option<fn(&mut dyn Any)> {
    Some(probe_error::<T>)
}

/// Adds the types of an operation to its metadata.
#[doc(hidden)]
#[macro_export]
macro_rules! __with_outcome {
    ($operation:expr, $returned:ty) => {{
        use $crate::testing::check::seen::{NoCodes as _, NoProbe as _};
        $crate::testing::check::seen::with_outcome::<$returned>(
            $operation,
            $crate::testing::check::seen::Output::<$returned>::PROBE,
            (
                $crate::testing::check::seen::Codes::<
                    <$returned as $crate::testing::check::seen::Returned>::Error,
                >::CODES,
                $crate::testing::check::seen::Codes::<
                    <$returned as $crate::testing::check::seen::Returned>::Error,
                >::MEMBERS,
            ),
        )
    }};
}

/// Returns what checks the members of an error.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_probe {
    ($members:ty) => {
        $crate::testing::check::seen::error_probe::<$members>()
    };
}
