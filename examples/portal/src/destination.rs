//! The places of an instance to which the portal sends an agent.

/// A place of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Destination {
    /// The value in the form.
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
}

/// All places. The form can choose no other one, so it cannot redirect to another site.
pub(crate) const DESTINATIONS: [Destination; 3] = [
    Destination { id: "workspace", name: "Agent workspace", path: "/agent-app-v2/" },
    Destination { id: "ccp", name: "Contact Control Panel", path: "/ccp-v2/" },
    Destination { id: "home", name: "Home page", path: "/home" },
];

impl Destination {
    pub(crate) fn find(id: &str) -> Option<Self> {
        DESTINATIONS.into_iter().find(|destination| destination.id == id)
    }
}
