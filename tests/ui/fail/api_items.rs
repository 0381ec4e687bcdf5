use connect_runtime::{Call, Client, connect_api};

#[connect_api]
struct NoTrait;

#[connect_api]
trait Empty {}

#[connect_api]
trait Items {
    const LIMIT: u32;
    type Output;

    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;

    fn b(&self) -> u8;
}

#[connect_api]
trait Mistakes {
    #[connect_endpoint(GET "/a/<Id>")]
    fn c(&self) -> Call<'_, ()>;

    #[connect_endpoint(GTE "/b")]
    async fn d(&self) -> connect_runtime::Result<()>;
}

async fn call(client: &Client) {
    let _ = client.c();
    let _ = client.d().await;
}

fn main() {}
