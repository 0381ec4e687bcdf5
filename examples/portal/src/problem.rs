//! What can keep an agent from being signed in, as people read it.

use axum::http::StatusCode;

use crate::agent::{Agent, SignInError};

/// A reason why nobody is signed in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The credentials are those of the account's root user.
    Root { agent: String },
    /// The instance has no user for the credentials.
    NoUser { agent: String },
    /// Amazon Connect got too many requests.
    Throttled,
    /// Any other error. AWS support finds the call by its request id.
    Failed { agent: String, request_id: Option<String> },
    /// The call succeeded, but the sign-in link does not lead to the instance's access URL.
    OtherInstance { agent: String },
    /// The browser opened the portal at another address than `url`.
    OtherHost { url: String },
    /// The form came from a page of another site.
    AnotherSite,
    /// The form has an agent or a destination that the portal does not have.
    UnknownChoice,
    /// There is no such page.
    NoPage,
}

/// What a page says about a problem.
pub(crate) struct Words {
    pub(crate) title: String,
    /// What happened.
    pub(crate) what: String,
    /// What the person can do.
    pub(crate) advice: &'static str,
}

impl Problem {
    pub(crate) fn of(error: &SignInError, agent: &Agent) -> Self {
        let name = || agent.name.clone();
        match error {
            SignInError::NoUser => Self::NoUser { agent: name() },
            _ if error.is_root() => Self::Root { agent: name() },
            SignInError::Other(error) if error.is_throttling() => Self::Throttled,
            SignInError::Other(error) => {
                let request_id = error.request_id().map(str::to_owned);
                Self::Failed { agent: name(), request_id }
            }
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Root { .. } | Self::NoUser { .. } | Self::AnotherSite => StatusCode::FORBIDDEN,
            Self::Throttled => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed { .. } | Self::OtherInstance { .. } => StatusCode::BAD_GATEWAY,
            Self::OtherHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::UnknownChoice => StatusCode::BAD_REQUEST,
            Self::NoPage => StatusCode::NOT_FOUND,
        }
    }

    pub(crate) fn words(&self) -> Words {
        let (title, what, advice) = match self {
            Self::Root { agent } => (
                "The root user cannot sign in".to_owned(),
                format!(
                    "{agent} has the credentials of the AWS account's root user. Amazon Connect \
                     signs in users and roles of the account, but not its root user."
                ),
                "Ask your administrator to give this entry the credentials of a role.",
            ),
            Self::NoUser { agent } => (
                format!("{agent} has no user in Amazon Connect"),
                "The Amazon Connect instance has no user of this name. The user may have been \
                 deleted, or not created yet."
                    .to_owned(),
                "Ask your administrator to create the user. Upper and lower case count in its name.",
            ),
            Self::Throttled => (
                "Too many people are signing in".to_owned(),
                "Amazon Connect accepts a few sign-ins each second, and there are more at the \
                 moment."
                    .to_owned(),
                "Wait a few seconds, and try again.",
            ),
            Self::Failed { agent, .. } => (
                "Signing in failed".to_owned(),
                format!("{agent} is not signed in, because the call to Amazon Connect failed."),
                "Try again. If it fails again, tell your administrator when it happened.",
            ),
            Self::OtherInstance { agent } => (
                "The sign-in link leads elsewhere".to_owned(),
                format!(
                    "{agent} is not signed in. Amazon Connect sent a sign-in link that does not \
                     lead to the access URL of the instance."
                ),
                "Ask your administrator to compare the access URL in the portal's settings with that \
                 of the instance.",
            ),
            Self::OtherHost { url } => (
                "The portal has another address".to_owned(),
                format!("Nobody can sign in at this address. The address of the portal is {url}."),
                "Open the portal there.",
            ),
            Self::AnotherSite => (
                "This request came from another site".to_owned(),
                "Nobody is signed in. The portal accepts only its own form.".to_owned(),
                "Open the portal, and choose the agent there.",
            ),
            Self::UnknownChoice => (
                "This choice does not exist".to_owned(),
                "The portal does not have this agent or this destination.".to_owned(),
                "Choose again from the list. It may have changed since you opened it.",
            ),
            Self::NoPage => (
                "There is no such page".to_owned(),
                "The portal has one page, which lists the agents.".to_owned(),
                "Open the list.",
            ),
        };
        Words { title, what, advice }
    }
}
