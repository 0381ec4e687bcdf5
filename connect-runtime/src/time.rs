//! The signing clock, and the deadlines of calls.

pub(crate) mod clock;
pub(crate) mod deadline;
