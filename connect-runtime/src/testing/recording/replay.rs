//! Replays exchanges from a file.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::file::{
    Body, Exchange, Outcome, RecordedRequest, RecordedResponse, Recording, RecordingError,
};
use super::mask::{MASK, Masks};
use crate::client::{Client, ClientBuilder};
use crate::error::{BoxError, Error};
use crate::error::{TransportError, TransportErrorKind};
use crate::testing::disconnected::fake_credentials;
use crate::testing::lock;
use crate::testing::received::query_pairs;
use crate::testing::sent::{Differences, path_of, values_of};
use crate::transport::{BoxFuture, Transport};

/// A transport that replays the exchanges of a [`Recorder`](super::Recorder).
///
/// A request gets the outcome of the first unused exchange with the same operation, method, path, query and
/// body. Secrets in the request are masked before the comparison, as in the recording.
///
/// The comparison ignores idempotency tokens, because they differ in each call. These are members named
/// `ClientToken`, in any case. [`ignore_member`](Self::ignore_member) adds others.
///
/// A request without a matching exchange fails with [`TransportErrorKind::Refused`]. Its cause names the
/// differences from the most similar exchange.
///
/// See [`Recorder`](super::Recorder) for an example.
#[derive(Clone)]
pub struct Replay(Arc<Mutex<State>>);

struct State {
    masks: Masks,
    ignored: Vec<String>,
    left: Vec<Exchange>,
}

impl Replay {
    /// Reads a recording from a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is not a valid recording.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        let Recording { masked, exchanges, .. } = Recording::read(path.as_ref())?;
        let ignored = vec!["ClientToken".to_owned()];
        let state = State { masks: Masks::of(masked), ignored, left: exchanges };
        Ok(Self(Arc::new(Mutex::new(state))))
    }

    /// Ignores members of JSON bodies and query parameters of this name when comparing requests.
    #[must_use]
    pub fn ignore_member(self, name: impl Into<String>) -> Self {
        lock(&self.0).ignored.push(name.into());
        self
    }

    /// Returns a client whose calls replay the recording.
    ///
    /// # Errors
    ///
    /// Building this client does not fail in practice.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// Returns a builder for such a client, with a region and credentials.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .region("us-west-2")
            .credentials(fake_credentials())
            .transport(self.clone())
    }

    /// Returns the number of exchanges that were not replayed yet.
    pub fn remaining(&self) -> usize {
        lock(&self.0).left.len()
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("remaining", &self.remaining()).finish_non_exhaustive()
    }
}

impl Transport for Replay {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let refused = |cause: BoxError| {
            TransportError::new(TransportErrorKind::Refused, request.uri(), Some(cause))
        };
        let outcome = lock(&self.0).take(&request);
        Box::pin(std::future::ready(match outcome {
            Ok(Outcome::Response(response)) => response.to_response().map_err(refused),
            Ok(Outcome::Failure(kind)) => {
                Err(TransportError::new(kind.into(), request.uri(), None))
            }
            Err(report) => Err(refused(report.into())),
        }))
    }
}

impl State {
    fn take(&mut self, request: &http::Request<Bytes>) -> Result<Outcome, String> {
        let masks = self.masks.clone().with_headers(request.headers());
        let sent = RecordedRequest::of(request, &masks).without(&self.ignored);
        let differences = |exchange: &Exchange| {
            exchange.request.clone().without(&self.ignored).differences(&sent)
        };
        let compared = self.left.iter().map(differences).enumerate();
        let nearest = compared.min_by_key(|(_, differences)| differences.count());
        match nearest {
            Some((index, differences)) if differences.is_empty() => {
                Ok(self.left.remove(index).outcome)
            }
            Some((_, differences)) => {
                let title = "the request is not in the recording; to the nearest one that is left";
                Err(differences.report(title))
            }
            None => Err("nothing is left in the recording".to_owned()),
        }
    }
}

impl RecordedRequest {
    pub(super) fn of(request: &http::Request<Bytes>, masks: &Masks) -> Self {
        let operation = request.extensions().get::<&'static crate::Operation>();
        let mut query = query_pairs(request.uri().query().unwrap_or_default());
        for (name, value) in &mut query {
            *value = if masks.is_secret(name) { MASK.to_owned() } else { masks.text(value) };
        }
        let path = request.uri().path();
        let path = operation.map_or(path, |operation| path_of(operation, path));
        Self {
            operation: operation.map_or("unknown", |operation| operation.name()).to_owned(),
            method: request.method().to_string(),
            path: path.to_owned(),
            query,
            body: Body::of(request.body(), masks),
        }
    }

    fn without(mut self, ignored: &[String]) -> Self {
        let is_ignored = |name: &str| ignored.iter().any(|other| other.eq_ignore_ascii_case(name));
        self.query.retain(|(name, _)| !is_ignored(name));
        if let Some(Body::Json(json)) = &mut self.body {
            remove(json, &is_ignored);
        }
        self
    }

    fn differences(&self, sent: &Self) -> Differences {
        let mut differences = Differences::default();
        differences.operation(&self.operation, &sent.operation);
        differences.values("method", &[&self.method], &[&sent.method]);
        differences.values("path", &[&self.path], &[&sent.path]);
        let names = self.query.iter().chain(&sent.query).map(|(name, _)| name);
        for name in names.collect::<std::collections::BTreeSet<_>>() {
            let (expected, got) = (values_of(&self.query, name), values_of(&sent.query, name));
            differences.values(&format!("query {name}"), &expected, &got);
        }
        match (&self.body, &sent.body) {
            (Some(Body::Json(expected)), Some(Body::Json(got))) => {
                differences.json("$", Some(expected), Some(got));
            }
            (expected, got) if expected == got => {}
            _ => differences.push("body", "the recorded bytes", "others"),
        }
        differences
    }
}

fn remove(json: &mut Value, is_ignored: &impl Fn(&str) -> bool) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, is_ignored)),
        Value::Object(members) => {
            members.retain(|name, _| !is_ignored(name));
            members.values_mut().for_each(|value| remove(value, is_ignored));
        }
        _ => {}
    }
}

impl Exchange {
    /// Checks that the exchange can be replayed.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        match &self.outcome {
            Outcome::Response(response) => response.to_response().map(drop),
            Outcome::Failure(_) => Ok(()),
        }
    }
}

impl RecordedResponse {
    fn to_response(&self) -> Result<http::Response<Bytes>, BoxError> {
        let body = self.body.as_ref().map(Body::to_bytes).transpose()?.unwrap_or_default();
        let mut response = http::Response::builder().status(self.status).body(body)?;
        for (name, value) in &self.headers {
            response
                .headers_mut()
                .insert(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
        }
        Ok(response)
    }
}
