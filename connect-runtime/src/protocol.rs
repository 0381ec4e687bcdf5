//! The forms that AWS's restJson1 protocol gives to values, text and JSON.

pub(crate) mod blob;
pub(crate) mod document;
pub(crate) mod encode;
pub(crate) mod float;
pub(crate) mod headers;
pub(crate) mod json;
pub(crate) mod sensitive;
pub(crate) mod timestamp;
pub(crate) mod union;
pub(crate) mod value;
