use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    async fn __(&self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn löschen(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
