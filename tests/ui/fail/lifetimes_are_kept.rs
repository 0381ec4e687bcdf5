// A mistake leaves the rest of the signature as it is, so that a fake of the trait still fits.
use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "users")]
    fn list_users<'a>(&'a self) -> Call<'a, String>;
}

struct Fake(Client);

impl ConnectClient for Fake {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Api for Fake {
    fn list_users<'a>(&'a self) -> Call<'a, String> {
        Call::ready(Ok(String::new()))
    }
}

fn main() {}
