//! A client whose calls all get the same response.

use bytes::Bytes;
use connect_runtime::{
    BoxFuture, Client, ClientBuilder, Credentials, Transport, TransportError, http,
};

struct Answer(http::Response<Bytes>);

impl Transport for Answer {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// Returns the builder of a client whose calls have one attempt and get this response.
pub(super) fn builder(response: http::Response<Bytes>) -> ClientBuilder {
    Client::builder()
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .transport(Answer(response))
        .max_attempts(1)
}
