use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Tokens: ConnectClient {
    #[connect_endpoint(POST "/a")]
    fn alone(&self, #[idempotency_token] client_token: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/<Token>")]
    fn label(&self, #[idempotency_token] token: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn whole(&self, #[idempotency_token] #[body] body: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn conditional(
        &self,
        #[cfg(all())]
        #[idempotency_token]
        #[body("ClientToken")]
        token: Option<&str>,
    ) -> Call<'_, ()>;
}
impl Tokens for Client {}

trait Types: ConnectClient {
    #[connect_endpoint(POST "/a")]
    fn always_there(&self, #[idempotency_token] #[body("ClientToken")] token: &str) -> Call<'_, ()>;
}
impl Types for Client {}

fn main() {}
