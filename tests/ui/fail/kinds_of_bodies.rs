use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Bodies: ConnectClient {
    #[connect_endpoint(POST "/a")]
    fn whole_and_member(&self, #[body] a: &str, #[body("B")] b: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn payload_and_member(&self, #[payload] a: &str, #[body("B")] b: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn member_twice(&self, #[body("B")] a: &str, #[body("B")] b: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/a")]
    fn on_delete(&self, #[body("B")] b: &str, #[payload] c: &str) -> Call<'_, ()>;
}
impl Bodies for Client {}

fn main() {}
