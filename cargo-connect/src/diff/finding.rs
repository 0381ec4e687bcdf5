//! One change between two models.

/// What a change means for the calls of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A request or a response that works today stops working, or loses its meaning.
    Breaking,
    /// A person decides whether it matters.
    ToLookAt,
    /// Nothing changes for the calls of today.
    Addition,
}

impl Weight {
    pub(super) const ALL: [Self; 3] = [Self::Breaking, Self::ToLookAt, Self::Addition];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::ToLookAt => "to look at",
            Self::Addition => "addition",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) weight: Weight,
    /// The word for programs, such as `request_member_added`.
    pub(super) what: String,
    /// Members from the request or response on, such as `UserSummaryList[].Username`. Starts with the code
    /// for an error, and is empty for the operation itself.
    pub(super) path: String,
    pub(super) text: String,
}

/// Where the changed part goes. A limit protects the reader of a value, so its direction decides what a
/// change means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
    Error,
}

impl Direction {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Error => "error",
        }
    }

    /// Returns the first weight for a request, and the second one for what the service sends.
    pub(super) const fn weigh(self, request: Weight, response: Weight) -> Weight {
        match self {
            Self::Request => request,
            Self::Response | Self::Error => response,
        }
    }
}
