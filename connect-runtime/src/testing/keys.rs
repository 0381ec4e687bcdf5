//! The credentials that the stand-in knows, and whose they are.

use std::sync::Mutex;

use super::lock;
use crate::Credentials;

/// The identity that credentials of the stand-in belong to.
///
/// It decides how the stand-in answers `GetFederationToken`. See
/// [`LocalConnect::add_credentials`](super::LocalConnect::add_credentials).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identity {
    /// A user of the account. The stand-in answers for an agent who exists in every instance.
    #[default]
    User,
    /// The root user of the account. The service does not issue federation tokens to it.
    Root,
    /// A session of a role, with the session's name. The stand-in answers for the Connect user whose
    /// `Username` this is, and with `UserNotFoundException` if the instance has no such user.
    Session(String),
}

/// Credentials that requests may be signed with, each with the identity that they belong to.
pub(super) struct Keys(Mutex<Vec<Key>>);

#[derive(Clone)]
pub(super) struct Key {
    pub(super) credentials: Credentials,
    pub(super) identity: Identity,
}

impl Keys {
    pub(super) fn new(first: Key) -> Self {
        Self(Mutex::new(vec![first]))
    }

    /// Adds credentials, in place of those with the same access key id.
    pub(super) fn add(&self, key: Key) {
        let mut keys = lock(&self.0);
        let id = key.credentials.access_key_id();
        keys.retain(|other| other.credentials.access_key_id() != id);
        keys.push(key);
    }

    pub(super) fn find(&self, access_key_id: &str, session_token: Option<&str>) -> Option<Key> {
        let keys = lock(&self.0);
        let found = keys.iter().find(|key| {
            key.credentials.access_key_id() == access_key_id
                && key.credentials.session_token() == session_token
        });
        found.cloned()
    }
}
