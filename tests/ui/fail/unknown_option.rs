use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a", nmae = "GetUser")]
    async fn near(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", retries = 3)]
    async fn far(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", name = "A", name = "B")]
    async fn twice(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", name = GetUser)]
    async fn not_a_string(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", name = "get user")]
    async fn not_a_name(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", envelope = "Bare")]
    async fn not_a_path(&self) -> Result<String>;

    #[connect_endpoint(GET "/a", name)]
    async fn no_value(&self) -> Result<String>;

    #[connect_endpoint(GET "/a" name = "A")]
    async fn no_comma(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
