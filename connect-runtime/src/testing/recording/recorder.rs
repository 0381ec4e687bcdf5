//! Exchanges into a file.

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

/// Records the exchanges of a client, for a [`Replay`](super::Replay) without the service.
///
/// Each attempt is an exchange: operation, method, path, query and body, and the response or the kind of
/// failure. Of the headers, those of a request are not recorded, and of a response the content type and
/// those that the protocol reads. In JSON and in the query, the values of members that hold secrets are
/// replaced by `masked`, at any depth and in any case of letters: access, refresh, session, participant,
/// connection, join and device tokens, passwords, and URLs that are signed. So are the values of secret
/// headers, such as the session token, wherever a text quotes them. Page tokens stay, as paging
/// needs them, and so do names and addresses of people: [`mask_member`](Self::mask_member) adds what must
/// not be kept. Bodies that are not JSON are recorded as they are, and numbers as `serde_json` reads them.
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
    /// Makes one that has recorded nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Masks the member or query name of this name too, in what is recorded from now on.
    #[must_use]
    pub fn mask_member(self, name: &str) -> Self {
        lock(&self.0).masks.add(name);
        self
    }

    /// What is given to [`ClientBuilder::wrap_transport`](crate::ClientBuilder::wrap_transport).
    pub fn wrapper(
        &self,
    ) -> impl FnOnce(Arc<dyn Transport>) -> RecorderTransport + Send + 'static + use<> {
        let recorder = self.clone();
        |inner| RecorderTransport { recorder, inner }
    }

    /// Writes what was recorded so far to a file, as JSON that is made for reviews; a file that is there
    /// is replaced.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
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
