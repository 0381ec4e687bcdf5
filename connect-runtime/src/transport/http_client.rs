//! The HTTP client of the default transport.

use std::sync::Arc;

use super::Transport;
use super::built_in::{BuildClient, Clients, Purpose, Settings, TransportLimits, Trust};
#[cfg(feature = "hyper")]
use super::hyper::{HyperClient, HyperTransport};
#[cfg(feature = "reqwest")]
use super::reqwest::ReqwestTransport;
use crate::error::ConfigurationError;

/// The HTTP client of the default transport.
///
/// `Default` is `Reqwest` where the feature `reqwest` is on, and else `Hyper`. Choose with
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
///
/// Both use the same TLS, proxies of the environment, timeouts, limit on body size and pools of connections, and
/// fail with the same errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpClient {
    /// The client of `reqwest`.
    ///
    /// It also uses SOCKS proxies if the application turns on `reqwest`'s feature `socks`.
    #[cfg(feature = "reqwest")]
    Reqwest,
    /// The client of `hyper-util`, which `reqwest` is based on. A call costs less, and so does the build.
    #[cfg(feature = "hyper")]
    Hyper,
}

impl Default for HttpClient {
    fn default() -> Self {
        #[cfg(feature = "reqwest")]
        return Self::Reqwest;
        #[cfg(not(feature = "reqwest"))]
        return Self::Hyper;
    }
}

impl HttpClient {
    /// Reports early if no client for `base_url` can be built.
    pub(crate) fn check(
        self,
        base_url: &str,
        limits: TransportLimits,
        trust: &Trust,
    ) -> Result<(), ConfigurationError> {
        let Ok(uri) = base_url.parse() else { return Ok(()) };
        let settings = Settings { connect_timeout: limits.connect_timeout, trust: trust.clone() };
        let purpose = Purpose::of(&uri);
        match self {
            #[cfg(feature = "reqwest")]
            Self::Reqwest => reqwest::Client::build(&settings, purpose).map(drop),
            #[cfg(feature = "hyper")]
            Self::Hyper => HyperClient::build(&settings, purpose).map(drop),
        }
    }

    /// Returns a transport, which builds its clients on first use.
    pub(crate) fn transport(self, limits: TransportLimits, trust: Trust) -> Arc<dyn Transport> {
        match self {
            #[cfg(feature = "reqwest")]
            Self::Reqwest => Arc::new(ReqwestTransport::new(Clients::new(limits, trust), limits)),
            #[cfg(feature = "hyper")]
            Self::Hyper => Arc::new(HyperTransport::new(Clients::new(limits, trust), limits)),
        }
    }
}

// The server needs what the stand-in is built on.
#[cfg(all(test, feature = "__rustls", feature = "http2", feature = "testing"))]
pub(super) mod http2;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use tokio::net::TcpListener;

    use super::*;
    use crate::error::TransportErrorKind;

    pub(super) const HTTP_CLIENTS: [HttpClient;
        cfg!(feature = "reqwest") as usize + cfg!(feature = "hyper") as usize] = [
        #[cfg(feature = "reqwest")]
        HttpClient::Reqwest,
        #[cfg(feature = "hyper")]
        HttpClient::Hyper,
    ];

    #[tokio::test]
    async fn a_silent_server_times_out() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let read_timeout = Duration::from_millis(20);
        let limits = TransportLimits { read_timeout, ..TransportLimits::default() };
        for http_client in HTTP_CLIENTS {
            let transport = http_client.transport(limits, Trust::default());
            let request = http::Request::get(&url).body(Bytes::new()).unwrap();
            let error = transport.send(request).await.unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::ReadTimeout(read_timeout));
            assert!(error.is_timeout() && error.is_transient());
            assert!(error.to_string().contains("sent nothing for 20ms"), "{error}");
        }
    }
}
