use connect_runtime::{Call, Pages, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(
        GET "/users-summary/<InstanceId>?<NextToken>",
        name = "ListAllUsers",
        pages(token = "Next", items = "Users"),
    )]
    fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, ()>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/routing-profile")]
    fn update_user_routing_profile(
        &self,
        instance_id: &str,
        user_id: &str,
        #[query("RoutingProfileId")] routing_profile: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/user/<UserId>/<InstanceId>")]
    fn describe_user(&self, user_id: &str, instance_id: &str) -> Call<'_, ()>;
}

fn main() {}
