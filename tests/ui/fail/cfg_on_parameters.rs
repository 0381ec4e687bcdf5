use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn label(&self, #[cfg(any())] user_id: &str) -> Result<()>;

    #[connect_endpoint(GET "/users?<filter>")]
    async fn two(&self, #[cfg(any())] filter: u8, #[cfg(not(any()))] filter: u16) -> Result<()>;

    #[connect_endpoint(PUT "/users")]
    async fn attribute(&self, #[cfg_attr(any(), body)] #[body] user: &str) -> Result<()>;
}
impl Api for Client {}

fn main() {}
