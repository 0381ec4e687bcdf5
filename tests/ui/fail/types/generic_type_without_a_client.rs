use connect_runtime::{ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn all_users(&self) -> Result<String>;
}

struct App<T>(T);

impl<T: Send + Sync> Users for App<T> {}

fn main() {}
