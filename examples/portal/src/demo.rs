//! Agents of a local stand-in for Amazon Connect, to try the portal without AWS.

use std::io;

use connect_runtime::testing::{Identity, LocalConnect};
use connect_runtime::{Credentials, Result};
use serde_json::json;

use crate::agent::Agent;

/// The user names that the stand-in has, with the names of the people.
const USERS: [(&str, &str); 2] = [("jane", "Jane Doe"), ("omar", "Omar Haddad")];

/// Starts a stand-in whose instance has a user for Jane Doe and one for Omar Haddad.
///
/// # Errors
///
/// Returns an error if no loopback port can be opened.
pub async fn stand_in() -> io::Result<LocalConnect> {
    let users = USERS.map(|(username, _)| {
        let members = json!({ "Username": username });
        json!({ "family": "User", "in": [LocalConnect::INSTANCE_ID], "members": members })
    });
    LocalConnect::builder().state(json!({ "records": users }).to_string()).start().await
}

/// Returns the agents. Each has credentials of its own, as from a session of a role. The last two cannot sign
/// in, and show what the portal says then.
///
/// # Errors
///
/// Returns an error if a client cannot be built.
pub fn agents(service: &LocalConnect) -> Result<Vec<Agent>> {
    let session = |name: &str| Identity::Session(name.to_owned());
    let users = USERS.map(|(id, name)| (id, name, session(id)));
    let others = [
        ("former", "A former employee", session("former")),
        ("root", "The root user of the account", Identity::Root),
    ];
    let agents = users.into_iter().chain(others).map(|(id, name, identity)| {
        let credentials = Credentials::new(
            format!("ASIA{}", id.to_ascii_uppercase()),
            format!("secret-access-key-of-{id}"),
            Some(format!("session-token-of-{id}")),
            None,
            "connect-portal",
        );
        service.add_credentials(credentials.clone(), identity);
        let client = service.client_builder().credentials(credentials).build()?;
        Ok(Agent::new(id, name, client))
    });
    agents.collect()
}
