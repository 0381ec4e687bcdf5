use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    async fn exclusive(&mut self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn owned(self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn boxed(self: Box<Self>) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn none() -> Result<String>;
}
impl Api for Client {}

fn main() {}
