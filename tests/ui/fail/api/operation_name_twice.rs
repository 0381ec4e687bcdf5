use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/b", name = "A")]
    fn b(&self) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = client.a();
}

fn main() {
    let _ = call;
}
