use connect_runtime::{Client, connect_api};

#[connect_api(error = std::fmt::Error)]
trait Api {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> (u8, u8);
}

fn call(client: &Client) {
    let _ = client.a();
}

fn main() {
    let _ = call;
}
