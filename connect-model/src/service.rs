//! The services of the family.

use std::sync::OnceLock;

use crate::calls::Calls;
#[cfg(feature = "shapes")]
use crate::shapes::Shapes;

/// A service whose model this crate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// Amazon Connect itself.
    Connect,
    /// Amazon Connect Cases.
    Cases,
    /// Amazon Connect Outbound Campaigns, version 2.
    CampaignsV2,
    /// Amazon Connect Contact Lens.
    ContactLens,
    /// Amazon Connect Participant Service.
    Participant,
    /// Amazon Connect Customer Profiles.
    CustomerProfiles,
    /// Amazon Q in Connect.
    QConnect,
}

impl Service {
    /// All services, Connect first.
    pub const ALL: [Self; 7] = [
        Self::Connect,
        Self::Cases,
        Self::CampaignsV2,
        Self::ContactLens,
        Self::Participant,
        Self::CustomerProfiles,
        Self::QConnect,
    ];

    /// Returns the operations of the service.
    ///
    /// The first call looks for the sections of the data, and later calls return the same value.
    pub fn calls(self) -> Calls<'static> {
        static CALLS: [OnceLock<Calls<'static>>; Service::ALL.len()] =
            [const { OnceLock::new() }; Service::ALL.len()];
        let read = || Calls::new(self.calls_text());
        CALLS.get(self as usize).map_or_else(read, |calls| *calls.get_or_init(read))
    }

    const fn calls_text(self) -> &'static str {
        match self {
            Self::Connect => include_str!("../data/connect.calls"),
            Self::Cases => include_str!("../data/connectcases.calls"),
            Self::CampaignsV2 => include_str!("../data/connectcampaignsv2.calls"),
            Self::ContactLens => include_str!("../data/connect-contact-lens.calls"),
            Self::Participant => include_str!("../data/connectparticipant.calls"),
            Self::CustomerProfiles => include_str!("../data/customer-profiles.calls"),
            Self::QConnect => include_str!("../data/qconnect.calls"),
        }
    }

    /// Returns the shapes of the service: its types, with their limits.
    ///
    /// The first call looks for the sections of the data, and later calls return the same value.
    #[cfg(feature = "shapes")]
    pub fn shapes(self) -> Shapes<'static> {
        static SHAPES: [OnceLock<Shapes<'static>>; Service::ALL.len()] =
            [const { OnceLock::new() }; Service::ALL.len()];
        let read = || Shapes::new(self.shapes_text());
        SHAPES.get(self as usize).map_or_else(read, |shapes| *shapes.get_or_init(read))
    }

    #[cfg(feature = "shapes")]
    const fn shapes_text(self) -> &'static str {
        match self {
            Self::Connect => include_str!("../data/connect.shapes"),
            Self::Cases => include_str!("../data/connectcases.shapes"),
            Self::CampaignsV2 => include_str!("../data/connectcampaignsv2.shapes"),
            Self::ContactLens => include_str!("../data/connect-contact-lens.shapes"),
            Self::Participant => include_str!("../data/connectparticipant.shapes"),
            Self::CustomerProfiles => include_str!("../data/customer-profiles.shapes"),
            Self::QConnect => include_str!("../data/qconnect.shapes"),
        }
    }

    /// Returns the name of the folder that AWS's models have for the service, such as `connectcases`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Cases => "connectcases",
            Self::CampaignsV2 => "connectcampaignsv2",
            Self::ContactLens => "connect-contact-lens",
            Self::Participant => "connectparticipant",
            Self::CustomerProfiles => "customer-profiles",
            Self::QConnect => "qconnect",
        }
    }

    /// Returns the name of the constant in `connect_runtime::service`, such as `CASES`.
    pub const fn constant(self) -> &'static str {
        match self {
            Self::Connect => "CONNECT",
            Self::Cases => "CASES",
            Self::CampaignsV2 => "CAMPAIGNS_V2",
            Self::ContactLens => "CONTACT_LENS",
            Self::Participant => "PARTICIPANT",
            Self::CustomerProfiles => "CUSTOMER_PROFILES",
            Self::QConnect => "Q_CONNECT",
        }
    }

    /// Returns the name for messages, such as `Amazon Connect Cases`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connect => "Amazon Connect",
            Self::Cases => "Amazon Connect Cases",
            Self::CampaignsV2 => "Amazon Connect Outbound Campaigns V2",
            Self::ContactLens => "Amazon Connect Contact Lens",
            Self::Participant => "Amazon Connect Participant",
            Self::CustomerProfiles => "Amazon Connect Customer Profiles",
            Self::QConnect => "Amazon Q in Connect",
        }
    }

    /// Finds the service with this constant in `connect_runtime::service`.
    pub fn from_constant(constant: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.constant() == constant)
    }
}
