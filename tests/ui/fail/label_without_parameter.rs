use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users/<UserId>?<maxResults>")]
    async fn near(&self, userid: &str) -> Result<String>;

    #[connect_endpoint(GET "/users/<UserIds>/<UserId>")]
    async fn in_use(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users?<type>")]
    async fn keyword(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/<Self>")]
    async fn never_a_parameter(&self) -> Result<String>;

    #[connect_endpoint(PUT "/users?<filter>")]
    async fn body_already(&self, #[body] filter: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
