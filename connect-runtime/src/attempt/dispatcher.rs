//! The state that all calls of a client and its clones share.

use std::sync::Arc;

use http::HeaderValue;

use super::invocation::InvocationIds;
use super::lambda;
use super::limits::CallLimits;
use crate::declaration::operation::Operation;
use crate::endpoint::Endpoints;
use crate::error::ConstructionError;
use crate::pace::{Pacer, Paces};
use crate::retry::{Retries, Retry};
use crate::sign::Signing;
use crate::time::deadline::has_timer;
use crate::transport::Transport;

/// The shared state behind a `Client`, which turns requests into attempts.
pub(crate) struct Dispatcher {
    pub(crate) signing: Signing,
    pub(crate) endpoints: Endpoints,
    pub(super) transport: Arc<dyn Transport>,
    /// The limits for calls that set none themselves or in their declaration.
    pub(crate) limits: CallLimits,
    pub(super) retries: Retries,
    pub(super) pacer: Option<Pacer>,
    pub(super) invocations: InvocationIds,
    pub(crate) user_agent: HeaderValue,
    pub(super) is_lambda: bool,
}

impl Dispatcher {
    pub(crate) fn new(
        signing: Signing,
        endpoints: Endpoints,
        transport: Arc<dyn Transport>,
        limits: CallLimits,
        retry: Retry,
        paces: Paces,
        user_agent: HeaderValue,
    ) -> Self {
        Self {
            signing,
            endpoints,
            transport,
            limits,
            retries: Retries::new(retry),
            pacer: Pacer::new(paces),
            invocations: InvocationIds::new(),
            user_agent,
            is_lambda: lambda::is_lambda(),
        }
    }

    /// Returns the complete limits of a call. `limits` are those that the call sets itself.
    ///
    /// # Errors
    ///
    /// Returns an error if the call or its declaration needs a timer, and there is no tokio runtime with one.
    pub(super) fn resolve_limits(
        &self,
        operation: &Operation,
        limits: CallLimits,
    ) -> Result<CallLimits, ConstructionError> {
        let explicit = limits.or(CallLimits::declared_by(operation));
        let timed = if explicit.has_timeout() {
            Some("a timeout")
        } else if explicit.repeat_on.is_some() {
            Some("`retry_on`")
        } else if self.pacer.as_ref().is_some_and(|pacer| pacer.is_pacing(operation)) {
            Some("a pace")
        } else {
            None
        };
        match (has_timer(), timed) {
            (true, _) if self.retries.is_off() => Ok(explicit.or(self.limits.clone()).once()),
            (true, _) => Ok(explicit.or(self.limits.clone())),
            (false, None) => Ok(CallLimits::ONE_ATTEMPT),
            (false, Some(timed)) => {
                let reason = format!(
                    "{timed} needs tokio's timer; call it on a tokio runtime whose builder has \
                     `enable_all()`"
                );
                Err(ConstructionError::new(operation.name(), reason))
            }
        }
    }
}
