//! The time that requests are signed for, and the time that a call may take.

pub(crate) mod clock;
pub(crate) mod deadline;
