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

#[connect_api(error = std::fmt::Error)]
trait Errors {
    #[connect_endpoint(GET "/e")]
    fn e(&self) -> (u8, u8);

    #[connect_endpoint]
    fn f(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/g", name =)]
    fn g(&self) -> Call<'_, ()>;

    fn into_h(self) -> Self
    where
        Self: Sized,
    {
        self
    }
}

async fn call(client: &Client) {
    let _ = client.c();
    let _ = client.d().await;
    let _ = client.f();
    let _ = ERRORS_OPERATIONS.len() + MISTAKES_OPERATIONS.len();
}

fn main() {}
