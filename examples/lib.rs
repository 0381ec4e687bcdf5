//! Compiles and runs the Rust blocks of the READMEs and of other pages as documentation tests.
//!
//! This package is not published, so the path out of it breaks no `cargo package`.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../connect-runtime/README.md")]
struct RuntimeReadme;

#[cfg(doctest)]
#[doc = include_str!("../cargo-connect/README.md")]
struct CommandReadme;

#[cfg(doctest)]
#[doc = include_str!("../CONTRIBUTING.md")]
struct Contributing;

#[cfg(doctest)]
#[doc = include_str!("../ARCHITECTURE.md")]
struct Architecture;
