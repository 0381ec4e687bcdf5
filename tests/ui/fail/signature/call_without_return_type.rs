use connect_runtime::{Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(DELETE "/users/<UserId>")]
    fn remove_user(&self, user_id: &str);
}
impl Users for Client {}

fn call(client: &Client) {
    client.remove_user("u");
}

fn main() {
    let _ = call;
}
