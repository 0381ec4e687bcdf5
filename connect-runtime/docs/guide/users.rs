use connect_runtime::{Call, Pages, connect_api};
use serde::{Deserialize, Serialize};

#[connect_api]
pub trait Users {
    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &NewUser) -> Call<'_, CreatedUser>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, DescribedUser>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, UserSummary>;
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewUser {
    pub username: String,
    pub routing_profile_id: String,
    pub security_profile_ids: Vec<String>,
}

impl NewUser {
    pub fn named(username: &str) -> Self {
        Self {
            username: username.to_owned(),
            routing_profile_id: "a-routing-profile".to_owned(),
            security_profile_ids: vec!["a-security-profile".to_owned()],
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreatedUser {
    pub user_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribedUser {
    pub user: Option<User>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    pub username: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UserSummary {
    pub id: Option<String>,
    pub username: Option<String>,
}
