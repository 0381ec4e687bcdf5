//! Compiles and runs the Rust blocks of the README as documentation tests.
//!
//! This package is not published, so the path out of it breaks no `cargo package`.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
