//! The signing clock, the deadlines of calls, and what the tokio runtime provides for them.

pub(crate) mod clock;
mod date_header;
pub(crate) mod deadline;
pub(crate) mod driver;
