//! The agents, and the call that signs one in.

use connect_runtime::{Client, ConnectError, Error, Result, Sensitive, connect_api};
use serde::Deserialize;

/// An agent whom the portal can sign in.
#[derive(Debug)]
pub struct Agent {
    pub(crate) id: String,
    pub(crate) name: String,
    client: Client,
}

/// The part of the answer that the portal needs. The tokens are not decoded at all.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    sign_in_url: Sensitive<String>,
}

/// Why Amazon Connect does not sign an agent in.
#[derive(Debug, ConnectError)]
pub(crate) enum SignInError {
    #[code("UserNotFoundException")]
    NoUser,

    #[other]
    Other(Error),
}

#[connect_api(error = SignInError)]
trait Federation {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
}

impl Agent {
    /// Creates an agent. `id` is the value in the form, which no other agent of the portal has. `name` is what
    /// people read. `client` has the credentials of this agent alone, such as those of a role session with the
    /// agent's user name.
    pub fn new(id: impl Into<String>, name: impl Into<String>, client: Client) -> Self {
        Self { id: id.into(), name: name.into(), client }
    }

    /// Returns the URL that signs the agent in.
    pub(crate) async fn sign_in_url(
        &self,
        instance_id: &str,
    ) -> std::result::Result<Sensitive<String>, SignInError> {
        Ok(self.client.get_federation_token(instance_id).await?.sign_in_url)
    }
}

impl SignInError {
    /// Whether the credentials are those of the account's root user, which Amazon Connect refuses.
    ///
    /// AWS documents the text of this error, and not its code, so the text decides. The text ends with the name
    /// of the product, which AWS has changed.
    pub(crate) fn is_root(&self) -> bool {
        match self {
            Self::NoUser => false,
            Self::Other(error) => error.api().and_then(|api| api.message()).is_some_and(|text| {
                text.starts_with("Provided identity: ")
                    && text.contains(" cannot be used for federation with ")
            }),
        }
    }
}
