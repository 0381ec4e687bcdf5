use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;

    fn b(&self) -> u8;
}

fn call(client: &Client) {
    let _ = client.a();
}

fn main() {
    let _ = call;
}
