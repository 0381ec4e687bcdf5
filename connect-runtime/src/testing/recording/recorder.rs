//! Records exchanges to a file.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::HeaderMap;

use super::file::{Body, Exchange, Outcome, RecordedRequest, RecordedResponse, Recording};
use super::mask::Masks;
use crate::error::TransportError;
use crate::testing::lock;
use crate::transport::{BoxFuture, Transport};

/// Records the exchanges of a client, to [replay](super::Replay) them without the service.
///
/// Each attempt is an exchange. The recording contains its operation, method, path, query and body, and the
/// response or the kind of failure. It contains no request headers. Of the response headers, it contains
/// only the content type, error code, request id and retry delay.
///
/// Secrets are replaced by `masked`:
///
/// - members of JSON bodies and query parameters that contain credentials, signed URLs or sign-in links,
///   such as `AccessToken`, `Password` or `SignInUrl`, at any depth and in any case,
/// - values of secret request headers, such as the session token, wherever a text quotes them.
///
/// Page tokens are kept, because paging needs them. Names and addresses of people are kept too; use
/// [`mask_member`](Self::mask_member) to mask them. In bodies that are not JSON, only quoted header values
/// are masked. Numbers in JSON are stored as `serde_json` parses them.
///
/// ```
/// use connect_runtime::testing::{LocalConnect, Recorder, Replay};
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
/// # let path = std::env::temp_dir().join(format!("recording-{}.json", std::process::id()));
/// let service = LocalConnect::start().await?;
/// let recorder = Recorder::new();
/// let client = service.client_builder().wrap_transport(recorder.wrapper()).build()?;
/// let recorded = client.get_federation_token(LocalConnect::INSTANCE_ID).await?;
/// recorder.save(&path)?;
///
/// let client = Replay::from_file(&path)?.client()?;
/// let replayed = client.get_federation_token(LocalConnect::INSTANCE_ID).await?;
/// assert_eq!(replayed["UserArn"], recorded["UserArn"]);
/// assert_eq!(replayed["Credentials"]["AccessToken"], "masked");
/// # std::fs::remove_file(path)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    masks: Masks,
    exchanges: Vec<Exchange>,
}

impl Recorder {
    /// Creates an empty recorder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also masks members and query parameters of this name, in exchanges recorded from now on.
    #[must_use]
    pub fn mask_member(self, name: &str) -> Self {
        lock(&self.0).masks.add(name);
        self
    }

    /// Returns a wrapper for [`ClientBuilder::wrap_transport`](crate::ClientBuilder::wrap_transport).
    pub fn wrapper(
        &self,
    ) -> impl FnOnce(Arc<dyn Transport>) -> RecorderTransport + Send + 'static + use<> {
        let recorder = self.clone();
        |inner| RecorderTransport { recorder, inner }
    }

    /// Writes the recorded exchanges to a file as formatted JSON, and replaces an existing file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let state = lock(&self.0);
        Recording::new(&state.masks, state.exchanges.clone()).write(path.as_ref())
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("exchanges", &lock(&self.0).exchanges.len())
            .finish_non_exhaustive()
    }
}

/// The transport of a [`Recorder`].
#[derive(Clone)]
pub struct RecorderTransport {
    recorder: Recorder,
    inner: Arc<dyn Transport>,
}

impl Transport for RecorderTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async {
            let masks = lock(&self.recorder.0).masks.clone().with_headers(request.headers());
            let recorded = RecordedRequest::of(&request, &masks);
            let result = self.inner.send(request).await;
            let outcome = match &result {
                Ok(response) => Outcome::Response(record(response, &masks)),
                Err(error) => Outcome::Failure(error.kind().into()),
            };
            lock(&self.recorder.0).exchanges.push(Exchange { request: recorded, outcome });
            result
        })
    }
}

impl fmt::Debug for RecorderTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecorderTransport").finish_non_exhaustive()
    }
}

fn record(response: &http::Response<Bytes>, masks: &Masks) -> RecordedResponse {
    RecordedResponse {
        status: response.status().as_u16(),
        headers: recorded_headers(response.headers(), masks),
        body: Body::of(response.body(), masks),
    }
}

fn recorded_headers(
    headers: &HeaderMap,
    masks: &Masks,
) -> std::collections::BTreeMap<String, String> {
    const RECORDED: [&str; 5] = [
        "content-type",
        "x-amz-request-id",
        "x-amz-retry-after",
        "x-amzn-errortype",
        "x-amzn-requestid",
    ];
    let text = |name: &str| Some((name.to_owned(), masks.text(headers.get(name)?.to_str().ok()?)));
    RECORDED.into_iter().filter_map(text).collect()
}
