use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Api {
    type Output;

    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = client;
}

fn main() {
    let _ = call;
}
