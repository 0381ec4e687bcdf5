//! What a declaration says about an operation before it is called.

pub(crate) mod operation;
pub mod service;
