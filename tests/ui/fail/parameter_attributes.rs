use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Attributes: ConnectClient {
    #[connect_endpoint(POST "/<A>")]
    fn without_name(&self, #[path] a: &str, #[header] b: &str, #[headers = "x"] c: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn no_string(&self, #[query(max_results)] a: u8, #[body("A", "B")] b: u8, #[payload(7)] c: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn names(&self, #[query("")] a: u8, #[body("a b")] b: u8, #[payload("text")] c: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn twice(&self, #[query("a")] #[header("X-A")] a: u8) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn misspelt(&self, #[qurey("a")] a: u8, #[idempotency_tokn] #[body("B")] b: Option<u8>) -> Call<'_, ()>;
}
impl Attributes for Client {}

fn call(client: &Client) {
    let _ = client.twice(1);
    let _ = client.misspelt(1, None);
}

fn main() {}
