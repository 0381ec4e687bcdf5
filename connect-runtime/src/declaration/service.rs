//! The services that an operation can be of.

/// A service: its names in host names and signatures.
///
/// An operation is one of Amazon Connect unless its declaration says `service = …`, with a constant
/// of this module by its name alone or with the path of your own:
///
/// ```
/// use connect_runtime::{Call, ConnectClient, Service, connect_endpoint};
///
/// const VOICE_ID: Service = Service::new("Amazon Connect Voice ID", "voiceid", "voiceid");
///
/// trait Cases: ConnectClient {
///     #[connect_endpoint(GET "/domains/<domainId>/cases/<caseId>/audit-history", service = CASES)]
///     fn case_audit(&self, domain_id: &str, case_id: &str) -> Call<'_, ()>;
///
///     #[connect_endpoint(GET "/domains", service = VOICE_ID)]
///     fn voice_domains(&self) -> Call<'_, ()>;
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Service {
    name: &'static str,
    endpoint_prefix: &'static str,
    signing_name: &'static str,
    /// Whether the ordinary endpoints of `aws-us-gov` are the FIPS ones.
    us_gov_is_fips: bool,
}

impl Service {
    /// Describes a service by the names of its model.
    ///
    /// `name` is for messages, `endpoint_prefix` the start of the host name before the region, and
    /// `signing_name` the service in the scope of a signature.
    pub const fn new(
        name: &'static str,
        endpoint_prefix: &'static str,
        signing_name: &'static str,
    ) -> Self {
        Self { name, endpoint_prefix, signing_name, us_gov_is_fips: false }
    }

    /// The name for messages, such as `Amazon Connect Cases`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The start of the host name, such as `participant.connect`.
    pub const fn endpoint_prefix(&self) -> &'static str {
        self.endpoint_prefix
    }

    /// The service in the scope of a signature.
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

/// Amazon Connect Participant Service. Its calls with the header `X-Amz-Bearer` are declared with
/// `auth = none`.
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
