use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint]
    fn a(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "b")]
    async fn b(&self) -> Result<()>;

    #[connect_endpoint(GET "/c/<Id>")]
    fn c(&self, identifier: &str) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = (client.a(), client.b(), client.c("i"));
}

fn main() {
    let _ = call;
}
