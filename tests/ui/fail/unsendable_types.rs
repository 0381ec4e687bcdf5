use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};

struct Opaque;

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users/<UserId>?<filter>")]
    async fn create_user(&self, user_id: Opaque, filter: Opaque, #[body] user: Opaque) -> Result<String>;

    #[connect_endpoint(GET "/users")]
    async fn output(&self) -> Result<Opaque>;

    #[connect_endpoint(GET "/users")]
    fn call_output(&self) -> Call<'_, Opaque>;

    #[connect_endpoint(GET "/users", envelope = Raw)]
    async fn raw_output(&self) -> Result<u8>;

    #[connect_endpoint(GET "/users")]
    async fn error(&self) -> Result<String, Opaque>;
}
impl Api for Client {}

fn main() {}
