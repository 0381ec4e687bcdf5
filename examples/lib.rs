//! Compiles and runs the Rust blocks of the READMEs as documentation tests.
//!
//! This package is not published, so the path out of it breaks no `cargo package`.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../connect-runtime/README.md")]
struct RuntimeReadme;
