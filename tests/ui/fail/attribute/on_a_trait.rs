use connect_runtime::{Client, ConnectClient, connect_endpoint};

#[connect_endpoint(GET "/users")]
trait Users: ConnectClient {}
impl Users for Client {}

fn main() {}
