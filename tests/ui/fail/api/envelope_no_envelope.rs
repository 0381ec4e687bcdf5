use connect_runtime::{Call, Client, connect_api};

#[connect_api(envelope = Gateway)]
trait Api {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = client.a();
}

fn main() {
    let _ = call;
}

struct Gateway;
