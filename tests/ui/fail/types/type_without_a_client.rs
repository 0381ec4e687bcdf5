use connect_runtime::{Call, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> Call<'_, String>;
}

struct App;

impl Users for App {}

fn main() {}
