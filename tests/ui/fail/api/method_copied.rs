use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/a/<Id>", name = "GetA")]
    fn a(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a/<Id>", name = "GetA")]
    fn b(&self, id: &str) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = client.b("n");
}

fn main() {
    let _ = call;
}
