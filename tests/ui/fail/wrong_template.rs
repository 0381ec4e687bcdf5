use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "")]
    async fn empty(&self) -> Result<String>;

    #[connect_endpoint(GET "users")]
    async fn relative(&self) -> Result<String>;

    #[connect_endpoint(GET "https://connect.us-west-2.amazonaws.com/users")]
    async fn url(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?a#top")]
    async fn fragment(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?next=https://example.com")]
    async fn url_in_query(&self) -> Result<String>;

    #[connect_endpoint(GET "/users//all")]
    async fn empty_segment(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/{UserId}")]
    async fn braces(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/:user_id")]
    async fn colon(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/<UserId")]
    async fn open_bracket(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/user-<UserId>")]
    async fn text_beside(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/<>")]
    async fn no_name(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/<user id>")]
    async fn bad_name(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/<Key..>/all")]
    async fn greedy_inside(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/../all")]
    async fn dots(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/a b")]
    async fn space(&self) -> Result<String>;

    #[connect_endpoint(GET "/users/100%25")]
    async fn percent(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?")]
    async fn empty_query(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?a&&b")]
    async fn empty_pair(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?maxResults=<maxResults>")]
    async fn bound_value(&self) -> Result<String>;

    #[connect_endpoint(GET "/users?=1")]
    async fn no_query_name(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
