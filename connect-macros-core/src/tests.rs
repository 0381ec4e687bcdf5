//! Tests of all macros on the declarations of `snapshots/declared`.

mod slips;
mod snapshots;
mod soup;
