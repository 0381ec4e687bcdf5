//! Opens TCP connections.

use std::time::Duration;

use hyper_util::client::legacy::connect::HttpConnector;

/// How often the operating system probes a silent connection, and how many probes may stay without an answer.
const KEEP_ALIVE: (Duration, u32) = (Duration::from_secs(15), 3);
/// How long the operating system waits until the other side confirms what was sent.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const MAX_UNCONFIRMED: Duration = Duration::from_secs(30);

/// Returns a connector with the socket options of `reqwest`.
pub(super) fn tcp(connect_timeout: Duration) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    let (interval, probes) = KEEP_ALIVE;
    // TLS is added to connections that this connector opens for https.
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(interval));
    tcp.set_keepalive_interval(Some(interval));
    tcp.set_keepalive_retries(Some(probes));
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(MAX_UNCONFIRMED));
    // Divided among the addresses of a host, so that the last one is tried too.
    tcp.set_connect_timeout(Some(connect_timeout));
    tcp
}
