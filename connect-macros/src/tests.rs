//! Tests of all macros on the declarations of `snapshots/declared`.

mod snapshots;
mod soup;
