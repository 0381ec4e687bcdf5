//! Encodes and decodes values, text and JSON by the rules of AWS's restJson1 protocol.

pub(crate) mod blob;
pub(crate) mod decimal;
pub(crate) mod document;
pub(crate) mod encode;
pub(crate) mod float;
pub(crate) mod header_value;
pub(crate) mod headers;
pub(crate) mod instance_id;
pub(crate) mod json;
pub(crate) mod sensitive;
pub(crate) mod timestamp;
pub(crate) mod union;
pub(crate) mod value;
