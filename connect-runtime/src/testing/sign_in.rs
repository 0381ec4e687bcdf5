//! The sign-in page of the stand-in, which the `SignInUrl` of `GetFederationToken` leads to.

mod page;

use std::collections::VecDeque;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::model::{Random, hash, uuid};
use super::received::ReceivedRequest;

pub(super) const PATH: &str = "/auth/sign-in";

/// How long a code is valid, in milliseconds.
const VALID: i64 = 60_000;

/// The most codes that wait for their use, so that a load test does not fill the memory.
const MOST: usize = 1_000;

/// The agent that a code signs in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SignedInAgent {
    pub(super) name: String,
    pub(super) user_id: String,
    pub(super) instance_id: String,
}

struct Code {
    text: String,
    /// Milliseconds since 1970.
    expires: i64,
    agent: SignedInAgent,
}

/// The codes that wait for their use, the oldest first.
pub(super) struct SignIns {
    waiting: VecDeque<Code>,
    random: Random,
}

impl SignIns {
    pub(super) fn new(seed: u64) -> Self {
        Self { waiting: VecDeque::new(), random: Random::new(hash(seed, PATH)) }
    }

    /// Returns a new code for an agent, which is valid once. `now` is in milliseconds since 1970.
    pub(super) fn issue(&mut self, agent: SignedInAgent, now: i64) -> String {
        if self.waiting.len() >= MOST {
            self.waiting.pop_front();
        }
        let text = uuid(&mut self.random);
        self.waiting.push_back(Code { text: text.clone(), expires: now + VALID, agent });
        text
    }

    /// Uses a code. Returns `None` if it is unknown, used or expired.
    fn take(&mut self, text: &str, now: i64) -> Option<SignedInAgent> {
        self.waiting.retain(|code| now <= code.expires);
        let place = self.waiting.iter().position(|code| code.text == text)?;
        self.waiting.remove(place).map(|code| code.agent)
    }
}

/// Signs the agent of a request's code in, and returns the page that says so, or why not.
pub(super) fn respond(
    sign_ins: &mut SignIns,
    request: &ReceivedRequest,
    now: i64,
) -> Response<Bytes> {
    let value = |name| request.query_values(name).into_iter().next();
    let destination = value("destination");
    if destination.as_deref().is_some_and(|path| !is_path(path)) {
        let reason = "The destination is not a path of the instance, such as /agent-app-v2/.";
        return page::refused(StatusCode::BAD_REQUEST, reason);
    }
    match value("code").and_then(|code| sign_ins.take(&code, now)) {
        Some(agent) => page::signed_in(&agent, destination.as_deref()),
        None => {
            let reason = "A sign-in link works once, within 60 seconds. This one was used, has \
                          expired, or is not from this service.";
            page::refused(StatusCode::FORBIDDEN, reason)
        }
    }
}

/// Whether a destination stays on the instance. Browsers read `//host` and `/\host` as another host, and remove
/// tabs and line breaks before that.
fn is_path(destination: &str) -> bool {
    let rest = destination.strip_prefix('/');
    let is_refused = |character: char| character == '\\' || character.is_control();
    rest.is_some_and(|rest| !rest.starts_with('/') && !rest.contains(is_refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(name: &str) -> SignedInAgent {
        SignedInAgent {
            name: name.to_owned(),
            user_id: "u".to_owned(),
            instance_id: "i".to_owned(),
        }
    }

    #[test]
    fn a_code_is_valid_once_for_a_minute() {
        let mut sign_ins = SignIns::new(0);
        let code = sign_ins.issue(agent("jane"), 5);
        let late = sign_ins.issue(agent("omar"), 5);
        assert_ne!(code, late);
        assert_eq!(sign_ins.take("another", 5), None);
        assert_eq!(sign_ins.take(&code, 5 + VALID), Some(agent("jane")));
        assert_eq!(sign_ins.take(&code, 5 + VALID), None);
        assert_eq!(sign_ins.take(&late, 6 + VALID), None);
    }

    #[test]
    fn only_the_latest_codes_wait() {
        let mut sign_ins = SignIns::new(0);
        let codes: Vec<String> = (0..=MOST).map(|_| sign_ins.issue(agent("jane"), 0)).collect();
        assert_eq!(sign_ins.waiting.len(), MOST);
        assert_eq!(sign_ins.take(&codes[0], 0), None);
        assert!(sign_ins.take(&codes[1], 0).is_some() && sign_ins.take(&codes[MOST], 0).is_some());
    }

    #[test]
    fn a_destination_is_a_path_of_the_instance() {
        for (destination, is_valid) in [
            ("/", true),
            ("/agent-app-v2/", true),
            ("/home?a=b&c=//d", true),
            ("", false),
            ("home", false),
            ("//example.com", false),
            ("/\\example.com", false),
            ("https://example.com/", false),
            ("/\t/example.com", false),
            ("/\n/example.com", false),
            ("/\r\\example.com", false),
            ("/home\0", false),
        ] {
            assert_eq!(is_path(destination), is_valid, "{destination}");
        }
    }
}
