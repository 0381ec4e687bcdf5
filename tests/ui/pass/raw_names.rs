//! Methods and parameters whose names are keywords.

use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<type>?<match>&<as>")]
    fn r#move(&self, r#type: &str, r#match: Option<&str>, #[query("as")] r#as: u8) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/users")]
    async fn r#impl(&self, #[body("Type")] r#type: &str) -> connect_runtime::Result<()>;
}
impl Users for Client {}

fn call(client: &Client) {
    let call = client.r#move("t", None, 1);
    assert_eq!(call.operation().map(connect_runtime::Operation::name), Some("Move"));
}

fn main() {
    let _ = call;
}
