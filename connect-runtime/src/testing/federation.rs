//! The `GetFederationToken` operation of the stand-in.

use serde_json::{Map, Value, json};

use super::model::{ACCOUNT, Reason};
use super::state::Problem;

pub(super) const INSTANCE_ID: &str = "11111111-2222-4333-8444-555555555555";
pub(super) const ACCESS_TOKEN: &str = "local-access-token-AAAAAAAAAAAAAAAAAAAAAAAA";
pub(super) const REFRESH_TOKEN: &str = "local-refresh-token-BBBBBBBBBBBBBBBBBBBBBBB";
const ACCESS_TOKEN_SECONDS: i64 = 60 * 60;
const REFRESH_TOKEN_SECONDS: i64 = 12 * 60 * 60;

/// The identity that the stand-in's credentials belong to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identity {
    /// A user of the account.
    #[default]
    User,
    /// The root user of the account. The service does not issue federation tokens to it.
    Root,
}

/// What the stand-in answers to `GetFederationToken` for an instance that exists.
#[derive(Debug, Clone)]
pub(super) struct Federation {
    pub(super) identity: Identity,
    pub(super) region: String,
}

impl Federation {
    pub(super) const OPERATION: &str = "GetFederationToken";

    /// Returns the output of the operation. `now` is in seconds since 1970.
    pub(super) fn output(
        &self,
        instance_id: &str,
        now: i64,
    ) -> Result<Map<String, Value>, Problem> {
        if self.identity == Identity::Root {
            // This is the text on AWS's reference page.
            let message = "Provided identity: Principal: arn:aws:iam::111122223333:root. User: \
                           root. cannot be used for federation with Amazon Connect";
            return Err(Problem::new(Reason::WrongRequest, message));
        }
        let user_id = "f7d1a2b3-0000-4000-8000-000000000001";
        let user_arn = format!(
            "arn:aws:connect:{}:{ACCOUNT}:instance/{instance_id}/agent/{user_id}",
            self.region
        );
        let credentials = json!({
            "AccessToken": ACCESS_TOKEN,
            "AccessTokenExpiration": now + ACCESS_TOKEN_SECONDS,
            "RefreshToken": REFRESH_TOKEN,
            "RefreshTokenExpiration": now + REFRESH_TOKEN_SECONDS,
        });
        let members = [
            ("Credentials", credentials),
            ("SignInUrl", Value::from("https://local-connect.my.connect.aws/auth/sign-in")),
            ("UserArn", Value::from(user_arn)),
            ("UserId", Value::from(user_id)),
        ];
        Ok(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}
