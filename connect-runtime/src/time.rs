//! The signing clock, and the deadlines of calls.

pub(crate) mod clock;
mod date_header;
pub(crate) mod deadline;
