//! The services that an operation can belong to.

/// A service, with its names in host names and signatures.
///
/// An operation belongs to Amazon Connect unless its declaration has `service = …`. The value is the
/// name of a constant of this module, which needs no import, or the path of your own constant:
///
/// ```
/// use connect_runtime::{Call, ConnectClient, Service, connect_endpoint};
///
/// const APP_INTEGRATIONS: Service =
///     Service::new("Amazon AppIntegrations Service", "app-integrations", "app-integrations");
///
/// trait Cases: ConnectClient {
///     #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>/audit-history", service = CASES)]
///     fn get_case_audit_events(&self, domain_id: &str, case_id: &str) -> Call<'_, ()>;
///
///     #[connect_endpoint(GET "/applications", service = APP_INTEGRATIONS)]
///     fn list_applications(&self) -> Call<'_, ()>;
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Service {
    name: &'static str,
    endpoint_prefix: &'static str,
    signing_name: &'static str,
    /// Whether the plain endpoints in `aws-us-gov` are the FIPS endpoints.
    us_gov_is_fips: bool,
}

impl Service {
    /// Creates a service from the names in its model.
    ///
    /// Error messages show `name`. `endpoint_prefix` is the part of the host name before the region.
    /// `signing_name` is the service in the scope of a signature.
    pub const fn new(
        name: &'static str,
        endpoint_prefix: &'static str,
        signing_name: &'static str,
    ) -> Self {
        Self { name, endpoint_prefix, signing_name, us_gov_is_fips: false }
    }

    /// Returns the name for messages, such as `Amazon Connect Cases`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the part of the host name before the region, such as `participant.connect`.
    pub const fn endpoint_prefix(&self) -> &'static str {
        self.endpoint_prefix
    }

    /// Returns the service in the scope of a signature.
    pub const fn signing_name(&self) -> &'static str {
        self.signing_name
    }

    const fn with_fips_in_us_gov(mut self) -> Self {
        self.us_gov_is_fips = true;
        self
    }

    pub(crate) const fn us_gov_is_fips(&self) -> bool {
        self.us_gov_is_fips
    }
}

/// Amazon Connect itself.
pub const CONNECT: Service =
    Service::new("Amazon Connect", "connect", "connect").with_fips_in_us_gov();

/// Amazon Connect Cases.
pub const CASES: Service = Service::new("Amazon Connect Cases", "cases", "cases");

/// Amazon Connect Outbound Campaigns, version 2.
pub const CAMPAIGNS_V2: Service =
    Service::new("Amazon Connect Outbound Campaigns V2", "connect-campaigns", "connect-campaigns");

/// Amazon Connect Contact Lens.
pub const CONTACT_LENS: Service =
    Service::new("Amazon Connect Contact Lens", "contact-lens", "connect");

/// Amazon Connect Participant Service.
///
/// Declare its calls that take the header `X-Amz-Bearer` with `auth = none`.
pub const PARTICIPANT: Service =
    Service::new("Amazon Connect Participant", "participant.connect", "execute-api")
        .with_fips_in_us_gov();

/// Amazon Connect Customer Profiles.
pub const CUSTOMER_PROFILES: Service =
    Service::new("Amazon Connect Customer Profiles", "profile", "profile");

/// Amazon Q in Connect.
pub const Q_CONNECT: Service = Service::new("Amazon Q in Connect", "wisdom", "wisdom");

#[cfg(test)]
pub(crate) const FAMILY: [Service; 7] =
    [CONNECT, CASES, CAMPAIGNS_V2, CONTACT_LENS, PARTICIPANT, CUSTOMER_PROFILES, Q_CONNECT];
