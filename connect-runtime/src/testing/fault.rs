//! Faults between the stand-in and a client.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Response, StatusCode};

use super::faulty_stream::WireStep;
use super::received::ReceivedRequest;
use super::reply::error_response;

/// A fault that [`LocalConnect`](super::LocalConnect) injects into the response to a request.
///
/// The stand-in receives, verifies and records the request as usual. Unless noted otherwise, the handler of
/// the route also runs: the service has acted, but the client does not get a proper response.
///
/// `Debug` shows the status and length of an answer, not its content.
///
/// ```
/// use connect_runtime::testing::{Fault, LocalConnect};
/// use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};
///
/// trait Federation: ConnectClient {
///     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
///     fn get_federation_token(&self, instance_id: &str) -> Call<'_, serde_json::Value>;
/// }
/// impl Federation for Client {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalConnect::start().await?;
/// service.inject([Fault::Reset, Fault::Unavailable]);
/// let client = service.client()?;
/// let call = client.get_federation_token(LocalConnect::INSTANCE_ID);
/// assert_eq!(call.with_response().await?.attempts, 3);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum Fault {
    /// Delays the response by this time.
    Delay(Duration),
    /// Never sends a response.
    Hang,
    /// Resets the connection instead of sending a response.
    Reset,
    /// Closes the connection instead of sending a response.
    Close,
    /// Resets the connection after this many bytes of the response, including its head.
    ResetAfter(usize),
    /// Closes the connection after this many bytes of the body.
    TruncatedBody(usize),
    /// Sends the body in pieces.
    TrickledBody {
        /// The size of each piece in bytes.
        bytes: usize,
        /// The pause before each piece.
        pause: Duration,
    },
    /// Responds with 429 and the code `TooManyRequestsException`. The handler does not run.
    Throttling {
        /// The value of `x-amz-retry-after`, in whole milliseconds. `None` omits the header.
        retry_after: Option<Duration>,
    },
    /// Responds with 503 and the code `ServiceUnavailableException`. The handler does not run.
    Unavailable,
    /// Sets the `date` header this many seconds ahead of the stand-in's time, or behind it if negative.
    SkewedDate(i32),
    /// Sets the `content-length` header to this value, regardless of the body's length.
    ContentLength(usize),
    /// Sends this response. The handler does not run.
    Answer(Response<Bytes>),
    /// Sends these bytes instead of a response and closes the connection.
    Raw(Bytes),
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delay(delay) => f.debug_tuple("Delay").field(delay).finish(),
            Self::Hang => f.write_str("Hang"),
            Self::Reset => f.write_str("Reset"),
            Self::Close => f.write_str("Close"),
            Self::ResetAfter(bytes) => f.debug_tuple("ResetAfter").field(bytes).finish(),
            Self::TruncatedBody(bytes) => f.debug_tuple("TruncatedBody").field(bytes).finish(),
            Self::TrickledBody { bytes, pause } => {
                f.debug_struct("TrickledBody").field("bytes", bytes).field("pause", pause).finish()
            }
            Self::Throttling { retry_after } => {
                f.debug_struct("Throttling").field("retry_after", retry_after).finish()
            }
            Self::Unavailable => f.write_str("Unavailable"),
            Self::SkewedDate(seconds) => f.debug_tuple("SkewedDate").field(seconds).finish(),
            Self::ContentLength(length) => f.debug_tuple("ContentLength").field(length).finish(),
            Self::Answer(response) => {
                write!(f, "Answer({}, {} bytes)", response.status(), response.body().len())
            }
            Self::Raw(bytes) => write!(f, "Raw({} bytes)", bytes.len()),
        }
    }
}

/// Chooses the fault for a request from the request and its number.
pub(super) type Decide = Arc<dyn Fn(&ReceivedRequest, u64) -> Option<Fault> + Send + Sync>;

/// The faults for future requests.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) next: VecDeque<Fault>,
    pub(super) decide: Option<Decide>,
}

impl Faults {
    /// Takes the next fault, or else what decides. That is a test's code, and runs without the lock.
    pub(super) fn take(&mut self) -> Result<Fault, Option<Decide>> {
        self.next.pop_front().ok_or_else(|| self.decide.clone())
    }
}

impl Fault {
    /// Returns the response that replaces the handler's, if the fault has one.
    pub(super) fn answer(&self) -> Option<Response<Bytes>> {
        match self {
            Self::Throttling { retry_after } => {
                let code = "TooManyRequestsException";
                let mut answer = error_response(StatusCode::TOO_MANY_REQUESTS, code, "slow down");
                if let Some(after) = retry_after {
                    let value = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                    answer.headers_mut().insert("x-amz-retry-after", HeaderValue::from(value));
                }
                Some(answer)
            }
            Self::Unavailable => {
                let code = "ServiceUnavailableException";
                Some(error_response(StatusCode::SERVICE_UNAVAILABLE, code, "busy"))
            }
            Self::Answer(answer) => Some(answer.clone()),
            _ => None,
        }
    }

    /// Returns the steps on the wire that replace sending `response`. Returns `None` if it is sent normally.
    pub(super) fn wire_steps(self, response: &Response<Bytes>) -> Option<VecDeque<WireStep>> {
        let (head, body) = (|| head(response, response.body().len()), response.body());
        let steps = match self {
            Self::Hang => vec![WireStep::Pause(Duration::MAX)],
            Self::Reset => vec![WireStep::Reset],
            Self::Close => vec![WireStep::Close],
            Self::ResetAfter(bytes) => {
                let mut answer = head();
                answer.extend_from_slice(body);
                answer.truncate(bytes);
                vec![WireStep::Send(answer.freeze()), WireStep::Reset]
            }
            Self::TruncatedBody(bytes) => {
                let part = body.slice(..bytes.min(body.len()));
                vec![WireStep::Send(head().freeze()), WireStep::Send(part), WireStep::Close]
            }
            Self::TrickledBody { bytes, pause } => {
                let pieces = body.chunks(bytes.max(1)).map(|piece| body.slice_ref(piece));
                let trickle =
                    pieces.flat_map(|piece| [WireStep::Pause(pause), WireStep::Send(piece)]);
                std::iter::once(WireStep::Send(head().freeze())).chain(trickle).collect()
            }
            Self::ContentLength(length) => {
                let mut answer = self::head(response, length);
                answer.extend_from_slice(body);
                vec![WireStep::Send(answer.freeze())]
            }
            Self::Raw(bytes) => vec![WireStep::Send(bytes), WireStep::Close],
            Self::Delay(_)
            | Self::Throttling { .. }
            | Self::Unavailable
            | Self::SkewedDate(_)
            | Self::Answer(_) => return None,
        };
        Some(steps.into())
    }
}

/// Returns the head of a response as sent on the wire.
fn head(response: &Response<Bytes>, content_length: usize) -> BytesMut {
    let status = response.status();
    let mut head = BytesMut::new();
    let reason = status.canonical_reason().unwrap_or_default();
    // Writing to memory does not fail.
    let _ = write!(head, "HTTP/1.1 {} {reason}\r\n", status.as_str());
    for (name, value) in response.headers().iter().filter(|(name, _)| *name != CONTENT_LENGTH) {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    let _ = write!(head, "content-length: {content_length}\r\n\r\n");
    head
}
