use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    async fn not_a_result(&self) -> String;

    #[connect_endpoint(GET "/a")]
    fn not_async(&self) -> Result<String>;

    #[connect_endpoint(GET "/a")]
    async fn call(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/a")]
    fn future(&self) -> impl std::future::Future<Output = Result<String>> + Send;
}
impl Api for Client {}

fn main() {}
