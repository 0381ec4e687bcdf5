//! The endpoints that a client uses for each service.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Endpoint, Variant};
use crate::declaration::service::{CONNECT, Service};
use crate::error::ConfigurationError;

/// The configured endpoints.
#[derive(Default)]
pub(crate) struct EndpointUrls {
    pub(crate) variant: Variant,
    pub(crate) all: Option<CommonUrl>,
    pub(crate) of_service: Vec<ServiceUrl>,
}

/// The URL for all services that have none of their own.
pub(crate) struct CommonUrl {
    pub(crate) url: String,
    /// The setting or environment variable that holds the URL.
    pub(crate) setting: &'static str,
}

pub(crate) struct ServiceUrl {
    pub(crate) service: Service,
    pub(crate) url: String,
    /// The setting or environment variable that holds the URL.
    pub(crate) setting: &'static str,
}

/// The names of the builder's settings.
pub(crate) const ENDPOINT_URL: &str = "endpoint_url";
pub(crate) const SERVICE_ENDPOINT_URL: &str = "service_endpoint_url";

impl ServiceUrl {
    pub(crate) fn is_of_builder(&self) -> bool {
        self.setting == SERVICE_ENDPOINT_URL
    }
}

/// The endpoints of a client: the configured ones, else the public ones of its region.
pub(crate) struct Endpoints {
    region: String,
    variant: Variant,
    connect: Arc<Endpoint>,
    all: Option<Arc<Endpoint>>,
    of_service: Vec<(Service, Arc<Endpoint>)>,
    /// The public endpoints of the other services that were called.
    public: Mutex<Vec<(Service, Arc<Endpoint>)>>,
}

impl Endpoints {
    pub(crate) fn new(
        urls: &EndpointUrls,
        region: &str,
        allow_http: bool,
    ) -> Result<Self, ConfigurationError> {
        check_variant(urls)?;
        let endpoint = |url: &str, setting| {
            Endpoint::from_url(url, allow_http)
                .map(Arc::new)
                .map_err(|error| error.in_setting(setting))
        };
        let of_service = urls
            .of_service
            .iter()
            .map(|given| Ok((given.service, endpoint(&given.url, given.setting)?)))
            .collect::<Result<Vec<_>, ConfigurationError>>()?;
        let mut endpoints = Self {
            region: region.to_owned(),
            variant: urls.variant,
            connect: Arc::new(Endpoint::of_region(&CONNECT, region, urls.variant)),
            all: urls.all.as_ref().map(|all| endpoint(&all.url, all.setting)).transpose()?,
            of_service,
            public: Mutex::default(),
        };
        endpoints.connect = endpoints.of(&CONNECT);
        Ok(endpoints)
    }

    pub(crate) fn of_connect(&self) -> &Endpoint {
        &self.connect
    }

    pub(crate) fn of(&self, service: &Service) -> Arc<Endpoint> {
        // The last URL for a service wins.
        let given = self.of_service.iter().rev().find(|(given, _)| given == service);
        match (given, &self.all) {
            (Some((_, endpoint)), _) | (None, Some(endpoint)) => Arc::clone(endpoint),
            (None, None) if *service == CONNECT => Arc::clone(&self.connect),
            (None, None) => self.public(service),
        }
    }

    fn public(&self, service: &Service) -> Arc<Endpoint> {
        let mut known = self.public.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, endpoint)) = known.iter().find(|(known, _)| known == service) {
            return Arc::clone(endpoint);
        }
        let endpoint = Arc::new(Endpoint::of_region(service, &self.region, self.variant));
        known.push((*service, Arc::clone(&endpoint)));
        endpoint
    }
}

/// Rejects a variant together with an endpoint URL, as the services' rule sets do.
fn check_variant(urls: &EndpointUrls) -> Result<(), ConfigurationError> {
    let has_url = urls.all.is_some() || !urls.of_service.is_empty();
    let setting = match urls.variant {
        Variant { is_fips: true, .. } => "use_fips",
        Variant { is_dual_stack: true, .. } => "use_dual_stack",
        Variant { .. } => return Ok(()),
    };
    if has_url {
        let reason = "is on, but an endpoint URL is given too";
        let help = "remove one of the two: the URL itself may be that of such an endpoint";
        return Err(ConfigurationError::new(setting, reason, help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::service::{CASES, FAMILY, PARTICIPANT};

    fn endpoint(all: Option<&str>, of_service: &[(Service, &str)], service: &Service) -> String {
        let of_service = of_service.iter().map(|(service, url)| ServiceUrl {
            service: *service,
            url: (*url).to_owned(),
            setting: SERVICE_ENDPOINT_URL,
        });
        let variant = Variant::default();
        let of_service = of_service.collect();
        let all = all.map(|url| CommonUrl { url: url.to_owned(), setting: ENDPOINT_URL });
        let urls = EndpointUrls { variant, all, of_service };
        let endpoints = Endpoints::new(&urls, "us-west-2", false).unwrap();
        assert_eq!(endpoints.of_connect(), &*endpoints.of(&CONNECT));
        endpoints.of(service).as_str().to_owned()
    }

    #[test]
    fn a_service_url_wins_over_the_common_url_and_the_public_endpoint() {
        let (a, b) = ("https://a.example", "https://b.example");
        for (all, of_service, service, expected) in [
            (None, &[][..], CONNECT, "https://connect.us-west-2.amazonaws.com"),
            (None, &[], PARTICIPANT, "https://participant.connect.us-west-2.amazonaws.com"),
            (Some(a), &[], CONNECT, a),
            (Some(a), &[], CASES, a),
            (Some(a), &[(CASES, b)], CASES, b),
            (Some(a), &[(CASES, b)], CONNECT, a),
            (None, &[(CONNECT, b)], CONNECT, b),
            (None, &[(CASES, a), (CASES, b)], CASES, b),
            (None, &[(CASES, a)], CONNECT, "https://connect.us-west-2.amazonaws.com"),
        ] {
            assert_eq!(endpoint(all, of_service, &service), expected);
        }
    }

    #[test]
    fn a_public_endpoint_is_made_once_for_each_service() {
        let endpoints = Endpoints::new(&EndpointUrls::default(), "us-west-2", false).unwrap();
        let first = FAMILY.map(|service| endpoints.of(&service));
        let again = FAMILY.map(|service| endpoints.of(&service));
        assert!(first.iter().zip(&again).all(|(one, other)| Arc::ptr_eq(one, other)));
    }

    #[test]
    fn services_have_different_hosts() {
        let hosts: std::collections::BTreeSet<_> =
            FAMILY.iter().map(|service| endpoint(None, &[], service)).collect();
        assert_eq!(hosts.len(), FAMILY.len());
    }
}
