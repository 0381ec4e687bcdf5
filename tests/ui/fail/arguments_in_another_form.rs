use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET, "/users")]
    async fn comma(&self) -> Result<String>;

    #[connect_endpoint(GET = "/users")]
    async fn equals_sign(&self) -> Result<String>;

    #[connect_endpoint("GET /users")]
    async fn one_string(&self) -> Result<String>;

    #[connect_endpoint(method = GET, path = "/users")]
    async fn named(&self) -> Result<String>;

    #[connect_endpoint(name = "ListUsers", GET "/users")]
    async fn options_first(&self) -> Result<String>;

    #[connect_endpoint(&)]
    async fn something_else(&self) -> Result<String>;

    #[connect_endpoint(GET "/users"v2)]
    async fn suffix(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
