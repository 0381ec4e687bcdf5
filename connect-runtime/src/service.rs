//! The facts of a service that endpoint and signature need.

/// A service with its names in host names and signatures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Service {
    pub(crate) endpoint_prefix: &'static str,
    pub(crate) signing_name: &'static str,
}

pub(crate) const CONNECT: Service = Service { endpoint_prefix: "connect", signing_name: "connect" };
