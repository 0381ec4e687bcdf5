//! Sends calls: makes the attempts of a call and holds the state that all calls of a client share.

mod attempts;
mod dispatcher;
mod execute;
mod invocation;
mod lambda;
mod limits;
mod observe;
mod presign;
mod repeats;
mod response;

pub(crate) use self::dispatcher::Dispatcher;
pub(crate) use self::execute::execute;
pub(crate) use self::limits::CallLimits;
pub(crate) use self::presign::presign;
pub(crate) use self::repeats::RepeatOn;
pub(crate) use self::response::{ReadApiError, UndecodedResponse};
