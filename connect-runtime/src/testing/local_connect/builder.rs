//! The settings of a stand-in before its start.

use std::fmt;
use std::io;

use connect_model::Service;

use super::LocalConnect;
use crate::Credentials;
use crate::testing::federation::{Federation, INSTANCE_ID};
use crate::testing::handled::HandledCall;
use crate::testing::keys::Identity;
use crate::testing::lock;
use crate::testing::model::Samples;
use crate::testing::modelled::{ModelSettings, Modelled};
use crate::testing::reply::ResponseForm;
use crate::testing::server::{Server, Settings, listen};
use crate::testing::state::StateError;

/// Builds a [`LocalConnect`].
pub struct LocalConnectBuilder {
    settings: Settings,
    form: ResponseForm,
    samples: Samples,
    seed: u64,
    keeps_state: bool,
    state: Option<String>,
}

impl fmt::Debug for LocalConnectBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalConnectBuilder")
            .field("region", &self.settings.region)
            .field("samples", &self.samples)
            .finish_non_exhaustive()
    }
}

impl Default for LocalConnectBuilder {
    fn default() -> Self {
        let credentials = Credentials::new(
            "ASIALOCALCONNECT",
            "local-secret-access-key-CCCCCCCCCCCCCCCC",
            Some("local-session-token/DDDDDDDDDDDDDDDD+EEEEEEEEEEEEEEEE==".to_owned()),
            None,
            "local-connect",
        );
        let settings = Settings {
            port: 0,
            region: "us-west-2".to_owned(),
            credentials,
            identity: Identity::default(),
            has_model: true,
            on_call: None,
            seconds_ahead: 0,
            keeps_requests: true,
        };
        Self {
            settings,
            form: ResponseForm::default(),
            samples: Samples::default(),
            seed: 0,
            keeps_state: true,
            state: None,
        }
    }
}

impl LocalConnectBuilder {
    /// Sets the region that requests must be signed for. Defaults to `us-west-2`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// Sets the credentials that requests must be signed with. Defaults to fixed ones with a session token.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.settings.credentials = credentials;
        self
    }

    /// Sets the form of responses that the stand-in itself writes. Defaults to [`ResponseForm::Bare`].
    #[must_use]
    pub fn response_form(mut self, form: ResponseForm) -> Self {
        self.form = form;
        self
    }

    /// Sets the identity that the credentials belong to. Defaults to [`Identity::User`].
    /// [`LocalConnect::add_credentials`] adds those of others.
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.settings.identity = identity;
        self
    }

    /// Sets how many seconds the stand-in's time is ahead of the machine's, or behind it if negative.
    /// Defaults to 0.
    ///
    /// The stand-in uses its time to verify signatures, in the `date` header and in responses.
    #[must_use]
    pub fn seconds_ahead(mut self, seconds: i32) -> Self {
        self.settings.seconds_ahead = i64::from(seconds);
        self
    }

    /// Sets whether to keep requests in memory for [`LocalConnect::requests`]. Defaults to `true`.
    ///
    /// Turn it off in programs that send very many requests.
    #[must_use]
    pub fn keep_requests(mut self, keep: bool) -> Self {
        self.settings.keeps_requests = keep;
        self
    }

    /// Sets whether all operations of AWS's model are served. Defaults to `true`.
    ///
    /// Without the model, the stand-in serves `GetFederationToken` and the routes of the test alone.
    #[must_use]
    pub fn model(mut self, is_on: bool) -> Self {
        self.settings.has_model = is_on;
        self
    }

    /// Sets whether the stand-in keeps what requests create. Defaults to `true`.
    ///
    /// If not, all operations answer with samples, and every id exists.
    #[must_use]
    pub fn keep_state(mut self, keep: bool) -> Self {
        self.keeps_state = keep;
        self
    }

    /// Sets which samples operations answer with for which nothing is kept. Defaults to
    /// [`Samples::Whole`].
    #[must_use]
    pub fn samples(mut self, samples: Samples) -> Self {
        self.samples = samples;
        self
    }

    /// Sets the seed of samples and of new ids. Defaults to 0. The same seed gives the same values.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds what is in this JSON to what the stand-in keeps, beside the default instance.
    ///
    /// [`LocalConnect::state`] writes such JSON. Each record has a `family`, the ids of what it is `in`,
    /// and its `members`, named as in the request that creates it. `id`, `created` and `modified`
    /// (seconds since 1970) may be left out, as well as `service` for Amazon Connect itself.
    ///
    /// ```
    /// use connect_runtime::testing::LocalConnect;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let state = r#"{ "records": [{
    ///     "family": "Queue",
    ///     "in": ["11111111-2222-4333-8444-555555555555"],
    ///     "members": { "Name": "Support" }
    /// }]}"#;
    /// let service = LocalConnect::builder().state(state).start().await?;
    /// assert!(service.state().to_string().contains("Support"));
    /// let error = LocalConnect::builder().state("{}").start().await.unwrap_err();
    /// assert!(error.to_string().contains("missing field `records`"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn state(mut self, json: impl Into<String>) -> Self {
        self.state = Some(json.into());
        self
    }

    /// Sets the port of the loopback address. Defaults to a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// Calls `tell` when the response to a request is sent, for example to print a line. What it is told has
    /// no secrets. It is not told about the sign-in page, nor about a request whose body is incomplete or
    /// longer than 16 MiB.
    #[must_use]
    pub fn on_call(mut self, tell: impl Fn(&HandledCall) + Send + Sync + 'static) -> Self {
        self.settings.on_call = Some(Box::new(tell));
        self
    }

    /// Starts the stand-in on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the port cannot be opened, for example because another program has it, and one
    /// of the kind [`InvalidData`](io::ErrorKind::InvalidData) with a [`StateError`] for JSON that is not a
    /// state.
    ///
    /// # Panics
    ///
    /// Panics outside a tokio runtime with I/O enabled.
    pub async fn start(self) -> io::Result<LocalConnect> {
        let (listener, address) = listen(self.settings.port).await?;
        let endpoint_url = format!("http://{address}");
        let modelled = self.modelled(endpoint_url.clone())?;
        let server = Server::start(self.settings, modelled, listener);
        Ok(LocalConnect { server, endpoint_url })
    }

    /// Creates what answers by the model, with its state.
    fn modelled(&self, url: String) -> Result<Modelled, StateError> {
        let federation = Federation::new(url, self.settings.region.clone(), self.seed);
        let modelled = Modelled::new(ModelSettings {
            samples: self.samples,
            seed: self.seed,
            keeps_state: self.keeps_state,
            form: self.form,
            federation,
        });
        let machine = self.settings.now();
        modelled.add_instance(INSTANCE_ID, machine);
        if let Some(json) = &self.state {
            let now = modelled.clock.now(machine);
            let context = modelled.context(Service::Connect, now);
            lock(&modelled.state).read_json(json, now, &context)?;
        }
        Ok(modelled)
    }
}
