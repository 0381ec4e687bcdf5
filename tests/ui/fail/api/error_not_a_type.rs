use connect_runtime::{Call, Client, connect_api};

#[connect_api(error = "MyError")]
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
