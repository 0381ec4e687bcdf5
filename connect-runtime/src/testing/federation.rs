//! The `GetFederationToken` operation of the stand-in.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Value, json};

use super::lock;
use super::received::ReceivedRequest;
use super::reply::ResponseForm;
use crate::protocol::timestamp::Timestamp;

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

/// The settings of the stand-in that the operation depends on.
pub(super) struct Federation {
    pub(super) form: ResponseForm,
    pub(super) identity: Identity,
    pub(super) region: String,
    pub(super) instance_ids: Arc<Mutex<BTreeSet<String>>>,
}

impl Federation {
    pub(super) const PATH: &str = "/user/federate/<InstanceId>";

    pub(super) fn answer(&self, request: &ReceivedRequest) -> Response<Bytes> {
        let instance_id = request.label("InstanceId").unwrap_or_default();
        if instance_id.chars().count() > 100 {
            let message = "InstanceId must have 1 to 100 characters";
            return self.form.error(StatusCode::BAD_REQUEST, "InvalidParameterException", message);
        }
        if self.identity == Identity::Root {
            // This is the text on AWS's reference page.
            let message = "Provided identity: Principal: arn:aws:iam::111122223333:root. User: \
                           root. cannot be used for federation with Amazon Connect";
            return self.form.error(StatusCode::BAD_REQUEST, "InvalidRequestException", message);
        }
        if !lock(&self.instance_ids).contains(instance_id) {
            let message = format!("Instance with id '{instance_id}' was not found");
            return self.form.error(StatusCode::NOT_FOUND, "ResourceNotFoundException", &message);
        }
        self.form.output(&self.token(instance_id))
    }

    fn token(&self, instance_id: &str) -> Value {
        let user_id = "f7d1a2b3-0000-4000-8000-000000000001";
        let now = Timestamp::now().unix_seconds();
        json!({
            "Credentials": {
                "AccessToken": ACCESS_TOKEN,
                "AccessTokenExpiration": now + ACCESS_TOKEN_SECONDS,
                "RefreshToken": REFRESH_TOKEN,
                "RefreshTokenExpiration": now + REFRESH_TOKEN_SECONDS,
            },
            "SignInUrl": "https://local-connect.my.connect.aws/auth/sign-in",
            "UserArn": format!(
                "arn:aws:connect:{}:111122223333:instance/{instance_id}/agent/{user_id}",
                self.region
            ),
            "UserId": user_id,
        })
    }
}
