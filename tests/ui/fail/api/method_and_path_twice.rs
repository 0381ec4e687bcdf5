use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/a/<Id>?<x>")]
    fn a(&self, id: &str, x: Option<u8>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a/<Name>")]
    fn b(&self, name: &str) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = client.b("n");
}

fn main() {
    let _ = call;
}
