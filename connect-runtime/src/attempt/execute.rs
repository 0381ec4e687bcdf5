//! Executes a call: from its request to its undecoded response.

use std::pin::pin;
use std::time::Instant;

use tracing::Instrument;

use super::attempts::Attempts;
use super::dispatcher::Dispatcher;
use super::limits::CallLimits;
use super::observe;
use super::response::{ReadApiError, UndecodedResponse};
use crate::error::Error;
use crate::request::Request;

/// Sends a request, with retries, and returns the response, whatever its status.
///
/// `limits` are those that the call sets itself. The declaration and the client fill in the rest. This
/// function is not generic, so all operations share its compiled code.
pub(crate) fn execute(
    dispatcher: &Dispatcher,
    request: Request,
    limits: CallLimits,
    read_error: ReadApiError,
) -> impl Future<Output = Result<UndecodedResponse, Error>> + Send {
    let operation = request.operation();
    // An `async fn` would hold its arguments twice.
    async move {
        // The futures are pinned in place. They are large, and moving them would cost more than running them.
        let call = pin!(async {
            let limits = dispatcher.resolve_limits(operation, limits)?;
            let mut attempts = Attempts::new(dispatcher, &request, limits, read_error);
            let response = attempts.run().await;
            let may_act_twice = attempts.may_act_twice();
            response
                .map_err(|error| if may_act_twice { error.of_unrepeatable_call() } else { error })
        });
        let span = observe::call_span(operation);
        let start = Instant::now();
        let response = call.instrument(span.clone()).await;
        observe::record_call(&span, operation, start, &response);
        response
    }
}
