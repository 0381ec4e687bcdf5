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
        // The future is pinned in place. It is large, and moving it would cost more than running it. All that a call
        // rarely needs is in boxes of its own.
        let mut call = pin!(
            async {
                // Without the clone, the block would take the limits, and the future would hold them twice.
                let limits = dispatcher.resolve_limits(operation, limits.clone())?;
                let mut attempts = Attempts::new(dispatcher, &request, limits, read_error);
                let response = attempts.run().await;
                let may_act_twice = attempts.may_act_twice();
                response.map_err(
                    |error| if may_act_twice { error.of_unrepeatable_call() } else { error },
                )
            }
            .instrument(observe::call_span(operation))
        );
        let start = Instant::now();
        let response = call.as_mut().await;
        observe::record_call(call.span(), operation, start, &response);
        response
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::declaration::operation::Operation;
    use crate::request::RequestBuilder;
    use crate::{Client, Credentials};

    /// Up to this size, the allocator of glibc keeps freed memory for the next call of the same thread. For a larger
    /// future, threads may wait for each other.
    const MAX_CACHED: usize = 1032;

    #[test]
    fn the_future_of_a_call_is_small_enough_to_be_cached() {
        static OPERATION: Operation = Operation::new("Name", Method::GET, "/");
        let credentials = Credentials::new("AKID", "secret", None, None, "test");
        let client = Client::builder().region("us-west-2").credentials(credentials);
        let client = client.build().unwrap();
        let request = RequestBuilder::new(&OPERATION).finish().unwrap();
        let future = execute(client.dispatcher(), request, CallLimits::default(), |_| None);
        assert!(size_of_val(&future) <= MAX_CACHED, "{}", size_of_val(&future));
    }
}
