use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    const fn constant(&self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    unsafe fn dangerous(&self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    extern "C" fn foreign(&self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn attribute(#[body] &self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
