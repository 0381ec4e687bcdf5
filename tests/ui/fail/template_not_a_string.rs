use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

const PATH: &str = "/users";

trait Api: ConnectClient {
    #[connect_endpoint(GET concat!("/users/", "<UserId>"))]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET b"/users")]
    async fn bytes(&self) -> Result<String>;

    #[connect_endpoint(GET PATH)]
    async fn constant(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
