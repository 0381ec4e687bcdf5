use connect_runtime::{Call, Client, ConnectClient, Pages, connect_endpoint};

struct NotDeserialize;

trait Paged: ConnectClient {
    #[connect_endpoint(GET "/a")]
    fn without_option(&self) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a", pages(token = "T", items = "I", request_token = "t"))]
    fn neither(&self) -> Vec<u8>;

    #[connect_endpoint(GET "/a", pages(token = "T", items = "I", request_token = "t"))]
    fn items(&self) -> Pages<'_, NotDeserialize>;

    #[connect_endpoint(GET "/a", envelope = Raw, pages(token = "T", items = "I", request_token = "t"))]
    fn raw(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/a", service = u8::MAX)]
    fn no_service(&self) -> Call<'_, ()>;
}
impl Paged for Client {}

fn main() {}
