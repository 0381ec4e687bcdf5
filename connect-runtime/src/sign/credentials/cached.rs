//! Cached credentials, and when they are due for a refresh.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;

use crate::retry::random;

/// How long before expiry an advisory refresh is due.
const ADVISORY_REFRESH: Duration = Duration::from_mins(15);
/// How long before expiry a mandatory refresh is due.
const MANDATORY_REFRESH: Duration = Duration::from_mins(10);
/// The maximum random shift of an advisory refresh, so that many machines do not refresh at once.
const JITTER: Duration = Duration::from_mins(1);
/// The assumed lifetime of credentials without an expiry. Such credentials may still be replaced.
const DEFAULT_LIFETIME: Duration = Duration::from_mins(15);
/// How long the cache waits after a failed refresh while the cached credentials are valid.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

pub(super) struct Cached {
    pub(super) credentials: Credentials,
    advisory_refresh_at: SystemTime,
    mandatory_refresh_at: SystemTime,
    /// The earliest time of the next refresh, after one has failed.
    paused_until: Option<SystemTime>,
}

pub(super) enum RefreshDue {
    No,
    /// One call starts a refresh in the background, and all calls go on.
    Advisory,
    /// All calls wait for a refresh.
    Mandatory,
}

impl Cached {
    pub(super) fn new(credentials: Credentials, now: SystemTime) -> Self {
        let expiry = credentials.expiry().unwrap_or(now + DEFAULT_LIFETIME);
        // The fractions let short-lived credentials be used for most of their lifetime.
        let lifetime = expiry.duration_since(now).unwrap_or_default();
        let jitter = JITTER.min(lifetime / 16).mul_f64(random());
        let advisory_refresh_at = expiry - ADVISORY_REFRESH.min(lifetime / 4) - jitter;
        let mandatory_refresh_at = expiry - MANDATORY_REFRESH.min(lifetime / 6);
        Self { credentials, advisory_refresh_at, mandatory_refresh_at, paused_until: None }
    }

    pub(super) fn refresh_due(&self, now: SystemTime) -> RefreshDue {
        let is_paused = self.paused_until.is_some_and(|until| now < until) && self.is_valid(now);
        if now < self.advisory_refresh_at || is_paused {
            RefreshDue::No
        } else if now < self.mandatory_refresh_at {
            RefreshDue::Advisory
        } else {
            RefreshDue::Mandatory
        }
    }

    /// Returns the credentials although their refresh failed, if they are still valid, and pauses refreshes.
    pub(super) fn outlast_failure(&mut self, now: SystemTime) -> Option<Credentials> {
        if !self.is_valid(now) {
            return None;
        }
        self.paused_until = Some(now + PAUSE_AFTER_FAILURE);
        Some(self.credentials.clone())
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}
