use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;

    #[connect_endpoint(GTE "/b")]
    async fn b(&self) -> Result<()>;
}

fn call(client: &Client) {
    let _ = (client.a(), client.b());
}

fn main() {
    let _ = call;
}
