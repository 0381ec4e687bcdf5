//! The base URLs of services.

mod endpoints;
mod partition;

use std::net::{Ipv4Addr, Ipv6Addr};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Method, Uri, uri};

pub(crate) use self::endpoints::{
    CommonUrl, ENDPOINT_URL, EndpointUrls, Endpoints, SERVICE_ENDPOINT_URL, ServiceUrl,
};
use self::partition::{AWS_US_GOV, Partition};
use crate::declaration::service::Service;
use crate::error::{ConfigurationError, ConstructionError};
use crate::protocol::encode;
use crate::request::Request;

/// The variant of a region's public endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) is_fips: bool,
    pub(crate) is_dual_stack: bool,
}

/// A base URL in normal form.
///
/// URL software does not rewrite the normal form, so what is signed is byte for byte what is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    base: String,
    /// `None` if the endpoint prefix of a declared service is no host name.
    origin: Option<Origin>,
}

/// The parts of a base URL, so that only the path of a request is parsed for each request.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    /// The path, without a slash at its end.
    path: String,
}

/// The length of the longest URL that the crate `http` parses.
const MAX_URL: usize = u16::MAX as usize - 1;

impl Endpoint {
    fn new(base: String) -> Self {
        let origin = Origin::of(&base);
        Self { base, origin }
    }

    /// Returns the public endpoint of a service in a region, by the services' public endpoint rule sets.
    ///
    /// The region must have passed [`check_region`].
    pub(crate) fn of_region(service: &Service, region: &str, variant: Variant) -> Self {
        let Variant { is_fips, is_dual_stack } = variant;
        let partition = Partition::of_region(region);
        let suffix =
            if is_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
        let is_plain =
            !is_fips || !is_dual_stack && *partition == AWS_US_GOV && service.us_gov_is_fips();
        let fips = if is_plain { "" } else { "-fips" };
        Self::new(format!("https://{}{fips}.{region}.{suffix}", service.endpoint_prefix()))
    }

    /// Parses an endpoint URL. Its path, if any, precedes the path of each operation.
    pub(crate) fn from_url(url: &str, allow_http: bool) -> Result<Self, ConfigurationError> {
        // `http::Uri` drops a fragment.
        if url.contains('#') {
            return Err(invalid("has a fragment", "remove everything from `#` on"));
        }
        let uri: Uri = url.trim().parse().map_err(|_| {
            invalid("is not a URL", "write it as `https://connect.us-west-2.amazonaws.com`")
        })?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(invalid("has no scheme or host", "start it with `https://`"));
        };
        if authority.as_str().contains('@') {
            return Err(invalid(
                "holds a user name or password",
                "leave them out: requests are signed with the credentials of the client",
            ));
        }
        if uri.query().is_some() {
            return Err(invalid("has a query", "remove everything from `?` on"));
        }
        let host = normal_host(authority.host())?;
        let default_port = if *scheme == Scheme::HTTPS {
            443
        } else if *scheme != Scheme::HTTP {
            return Err(invalid("is neither http nor https", "start it with `https://`"));
        } else if is_loopback(&host) || allow_http {
            80
        } else {
            return Err(invalid(
                "is plain http to another machine, which would show tokens to the network",
                "use https, or allow it with `allow_http(true)`",
            ));
        };
        let mut base = format!("{scheme}://{host}");
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        if !port.is_empty() {
            let number: u16 = port
                .strip_prefix(':')
                .and_then(|digits| digits.parse().ok())
                .filter(|number| *number > 0)
                .ok_or_else(|| invalid("has no valid port", "give a number from 1 to 65535"))?;
            if number != default_port {
                base.extend([":", &number.to_string()]);
            }
        }
        push_base_path(&mut base, uri.path())?;
        Ok(Self::new(base))
    }

    /// Returns the base URL, without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    /// Binds a request to this endpoint.
    ///
    /// It states the length of an empty body if the method has a body
    /// ([RFC 9110, 8.6](https://www.rfc-editor.org/rfc/rfc9110#section-8.6)). HTTP software derives the
    /// length of other bodies, but omits that of an empty one, and some servers then answer 411.
    pub(crate) fn bind(
        &self,
        request: &Request,
    ) -> Result<http::Request<Bytes>, ConstructionError> {
        let uri = self.uri(request.path(), request.query()).map_err(|source| {
            let reason = "the URL is too long, or the service's endpoint prefix is no host name";
            ConstructionError::new(request.operation().name(), reason).caused_by(source)
        })?;
        let mut bound = http::Request::new(request.body().clone());
        *bound.method_mut() = request.method().clone();
        *bound.uri_mut() = uri;
        // Leaves room for the headers of the client, the signature and HTTP.
        bound.headers_mut().reserve(request.headers().len() + 8);
        for (name, value) in request.headers() {
            bound.headers_mut().append(name, value.clone());
        }
        if request.body().is_empty() && has_body(request.method()) {
            bound.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(bound)
    }

    fn uri(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let separator = if query.is_empty() { "" } else { "?" };
        let length = self.base.len() + path.len() + separator.len() + query.len();
        match &self.origin {
            Some(origin) if length <= MAX_URL => {
                let mut parts = uri::Parts::default();
                parts.scheme = Some(origin.scheme.clone());
                parts.authority = Some(origin.authority.clone());
                let path_and_query = [&origin.path, path, separator, query].concat();
                parts.path_and_query = Some(path_and_query.try_into()?);
                Ok(parts.try_into()?)
            }
            // The error says what is wrong with the whole URL.
            _ => Ok([&self.base, path, separator, query].concat().try_into()?),
        }
    }
}

impl Origin {
    fn of(base: &str) -> Option<Self> {
        // A path cannot follow a query or a fragment.
        let uri: Uri = base.parse().ok().filter(|_| !base.contains(['?', '#']))?;
        let path = if uri.path() == "/" { "" } else { uri.path() }.to_owned();
        let uri::Parts { scheme, authority, .. } = uri.into_parts();
        Some(Self { scheme: scheme?, authority: authority?, path })
    }
}

/// Whether HTTP defines a meaning for the body of this method.
fn has_body(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

/// Rejects a region that would change the host name of an endpoint.
pub(crate) fn check_region(region: &str) -> Result<(), ConfigurationError> {
    let is_label = !region.is_empty()
        && region.len() <= 63
        && region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !region.starts_with('-')
        && !region.ends_with('-');
    if is_label {
        return Ok(());
    }
    Err(ConfigurationError::new(
        "region",
        "is not the name of a region",
        "give one such as `us-west-2`: lower-case letters, digits and `-`",
    ))
}

fn invalid(reason: &str, help: &'static str) -> ConfigurationError {
    ConfigurationError::new(ENDPOINT_URL, reason, help)
}

/// Returns the host in normal form, and rejects an address that URL software would rewrite.
fn normal_host(host: &str) -> Result<String, ConfigurationError> {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let address: Result<Ipv6Addr, _> = address.parse();
        return address
            .map(|address| format!("[{address}]"))
            .map_err(|_| invalid("has no valid IPv6 address", "write it as `http://[::1]:8080`"));
    }
    let host = host.to_ascii_lowercase();
    let is_name = |label: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        !label.is_empty() && label.bytes().all(is_allowed)
    };
    if !host.strip_suffix('.').unwrap_or(&host).split('.').all(is_name) {
        return Err(invalid(
            "has no valid host name",
            "write it with letters, digits, `-` and single dots; a name in another script as `xn--…`",
        ));
    }
    let last = host.rsplit('.').find(|label| !label.is_empty()).unwrap_or_default();
    let is_number = last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && host.parse::<Ipv4Addr>().is_err() {
        return Err(invalid("has no valid IPv4 address", "write it as `http://127.0.0.1:8080`"));
    }
    Ok(host)
}

/// Whether the host of a URL is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback())
        || address.parse().is_ok_and(|ip: Ipv6Addr| ip.is_loopback())
}

/// Whether the host of a URL is link-local or a metadata address of AWS.
#[cfg(feature = "__http_client")]
pub(crate) fn is_link_local(host: &str) -> bool {
    /// The addresses for EC2 instances and EKS pods.
    const METADATA: [Ipv6Addr; 2] = [
        Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
        Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23),
    ];
    let address = host.trim_start_matches('[').trim_end_matches(']');
    address.parse().is_ok_and(|ip: Ipv4Addr| ip.is_link_local())
        || address.parse().is_ok_and(|ip: Ipv6Addr| METADATA.contains(&ip))
}

fn push_base_path(base: &mut String, path: &str) -> Result<(), ConfigurationError> {
    let path = path.trim_matches('/');
    if path.is_empty() {
        return Ok(());
    }
    base.push('/');
    let mut normal = String::new();
    encode::push_greedy_label(&mut normal, path).map_err(|_| {
        invalid("has an empty or dot segment in its path", "write the path without it")
    })?;
    if normal != path {
        return Err(invalid(
            "has a path with characters other than letters, digits, `-`, `.`, `_` and `~`",
            "serve the gateway under a path without them",
        ));
    }
    base.push_str(&normal);
    Ok(())
}

#[cfg(test)]
mod tests;
