use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Queries: ConnectClient {
    #[connect_endpoint(GET "/a?version=2")]
    fn fixed(&self, #[query("version")] version: u8) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a")]
    fn twice(&self, #[query("b")] a: u8, #[query("b")] b: u8) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a?<maxResults>")]
    fn both(&self, #[query("maxResults")] limit: u8, max_results: u8) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a?<b>")]
    fn in_template(&self, #[query("b")] a: u8, #[query("b")] c: u8) -> Call<'_, ()>;
}
impl Queries for Client {}

fn main() {}
