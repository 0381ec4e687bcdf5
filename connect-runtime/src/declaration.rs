//! Describes declared operations and their services.

pub(crate) mod operation;
pub mod service;
