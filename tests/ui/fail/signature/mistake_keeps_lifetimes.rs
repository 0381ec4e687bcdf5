use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

// A mistake leaves the rest of the signature as it is, so that a fake of the trait still fits.
trait Users: ConnectClient {
    #[connect_endpoint(GET "users")]
    fn all_users<'a>(&'a self) -> Call<'a, String>;
}

struct Fake(Client);

impl ConnectClient for Fake {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Users for Fake {
    fn all_users<'a>(&'a self) -> Call<'a, String> {
        Call::ready(Ok(String::new()))
    }
}

fn main() {}
