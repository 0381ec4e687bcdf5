//! The `GetFederationToken` operation of the stand-in.

use std::sync::Mutex;

use bytes::Bytes;
use http::Response;
use serde_json::{Map, Value, json};

use super::lock;
use super::model::{ACCOUNT, Reason};
use super::received::ReceivedRequest;
use super::sign_in::{self, SignIns, SignedInAgent};
use super::state::Problem;

pub(super) const INSTANCE_ID: &str = "11111111-2222-4333-8444-555555555555";
pub(super) const ACCESS_TOKEN: &str = "local-access-token-AAAAAAAAAAAAAAAAAAAAAAAA";
pub(super) const REFRESH_TOKEN: &str = "local-refresh-token-BBBBBBBBBBBBBBBBBBBBBBB";
const ACCESS_TOKEN_SECONDS: i64 = 60 * 60;
const REFRESH_TOKEN_SECONDS: i64 = 12 * 60 * 60;

/// What the stand-in answers to `GetFederationToken` for an instance that exists.
pub(super) struct Federation {
    url: String,
    region: String,
    sign_ins: Mutex<SignIns>,
}

/// The Connect user that a token is for.
#[derive(Debug)]
pub(super) struct FederatedUser {
    pub(super) name: String,
    pub(super) id: String,
}

impl FederatedUser {
    /// Returns the agent of [`Identity::User`](super::keys::Identity::User).
    pub(super) fn of_account() -> Self {
        Self {
            name: "local-connect".to_owned(),
            id: "f7d1a2b3-0000-4000-8000-000000000001".to_owned(),
        }
    }
}

impl Federation {
    pub(super) const OPERATION: &str = "GetFederationToken";

    /// Creates what answers at the base URL `url`, without a slash at the end.
    pub(super) fn new(url: String, region: String, seed: u64) -> Self {
        Self { url, region, sign_ins: Mutex::new(SignIns::new(seed)) }
    }

    pub(super) fn region(&self) -> &str {
        &self.region
    }

    pub(super) fn root_problem() -> Problem {
        // This is the text on AWS's reference page.
        let message = "Provided identity: Principal: arn:aws:iam::111122223333:root. User: \
                       root. cannot be used for federation with Amazon Connect";
        Problem::new(Reason::WrongRequest, message)
    }

    pub(super) fn no_user_problem(name: &str, instance_id: &str) -> Problem {
        let message = format!("no user of the instance '{instance_id}' has the name '{name}'");
        Problem::new(Reason::NoUser, message)
    }

    /// Returns the output of the operation. `now` is in milliseconds since 1970.
    pub(super) fn output(
        &self,
        user: FederatedUser,
        instance_id: &str,
        now: i64,
    ) -> Map<String, Value> {
        let FederatedUser { name, id: user_id } = user;
        let user_arn = format!(
            "arn:aws:connect:{}:{ACCOUNT}:instance/{instance_id}/agent/{user_id}",
            self.region
        );
        let seconds = now.div_euclid(1000);
        let credentials = json!({
            "AccessToken": ACCESS_TOKEN,
            "AccessTokenExpiration": seconds + ACCESS_TOKEN_SECONDS,
            "RefreshToken": REFRESH_TOKEN,
            "RefreshTokenExpiration": seconds + REFRESH_TOKEN_SECONDS,
        });
        let agent =
            SignedInAgent { name, user_id: user_id.clone(), instance_id: instance_id.to_owned() };
        let code = lock(&self.sign_ins).issue(agent, now);
        let members = [
            ("Credentials", credentials),
            ("SignInUrl", Value::from(format!("{}{}?code={code}", self.url, sign_in::PATH))),
            ("UserArn", Value::from(user_arn)),
            ("UserId", Value::from(user_id)),
        ];
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Answers a request for the page that `SignInUrl` leads to.
    pub(super) fn sign_in(&self, request: &ReceivedRequest, now: i64) -> Response<Bytes> {
        sign_in::respond(&mut lock(&self.sign_ins), request, now)
    }
}
