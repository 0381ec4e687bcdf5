use connect_runtime::{ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users", "AllUsers")]
    async fn all_users(&self) -> Result<()>;
}

fn main() {}
