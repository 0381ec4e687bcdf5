//! What can go wrong between the stand-in and a client.

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

/// A fault that [`LocalConnect`](super::LocalConnect) answers a request with.
///
/// The request is received, verified and kept as any other. Unless it says otherwise, the handler of the
/// route runs too: the service has acted, but its answer does not come as it should. `Debug` shows the
/// status of an answer and its length.
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
    /// The answer comes after this time.
    Delay(Duration),
    /// No answer ever comes.
    Hang,
    /// The connection is reset instead of an answer.
    Reset,
    /// The connection is closed instead of an answer.
    Close,
    /// The connection is reset after this many bytes of the answer, its head included.
    ResetAfter(usize),
    /// The connection is closed after this many bytes of the body.
    TruncatedBody(usize),
    /// The body comes in pieces.
    TrickledBody {
        /// The size of a piece in bytes.
        bytes: usize,
        /// The time before each piece.
        pause: Duration,
    },
    /// The answer is 429 with the code `TooManyRequestsException`; the handler does not run.
    Throttling {
        /// What `x-amz-retry-after` asks to wait, in whole milliseconds; none leaves the header out.
        retry_after: Option<Duration>,
    },
    /// The answer is 503 with the code `ServiceUnavailableException`; the handler does not run.
    Unavailable,
    /// The header `date` is this many seconds ahead of the stand-in's time, behind it where negative.
    SkewedDate(i32),
    /// The header `content-length` says this, whatever the length of the body is.
    ContentLength(usize),
    /// This is the answer; the handler does not run.
    Answer(Response<Bytes>),
    /// These bytes are sent instead of an answer, and the connection is closed.
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

/// Decides on the fault of a request by its number.
type Decide = Arc<dyn Fn(&ReceivedRequest, u64) -> Option<Fault> + Send + Sync>;

/// The faults that are to come.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) next: VecDeque<Fault>,
    pub(super) decide: Option<Decide>,
}

impl Faults {
    pub(super) fn of(&mut self, request: &ReceivedRequest, number: u64) -> Option<Fault> {
        self.next.pop_front().or_else(|| self.decide.as_ref()?(request, number))
    }
}

impl Fault {
    /// The answer in the place of the handler's.
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

    /// What is done on the wire instead of sending `response`; none where it is sent as it is.
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

/// The head of a response as it is on the wire.
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
