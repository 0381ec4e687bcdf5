//! Traits as `dyn Trait`, and traits that extend others.

use std::sync::Arc;

use connect_runtime::{Call, Client, ConnectClient, connect_api, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn users(&self) -> Call<'_, Vec<String>>;
}

trait Directory: Users + std::fmt::Debug {
    #[connect_endpoint(GET "/queues")]
    fn queues(&self) -> Call<'_, Vec<String>>;

    fn everything(&self) -> (Call<'_, Vec<String>>, Call<'_, Vec<String>>) {
        (self.users(), self.queues())
    }
}

impl Users for Client {}
impl Directory for Client {}

#[connect_api]
trait Queues {
    #[connect_endpoint(GET "/queues")]
    fn list(&self) -> Call<'_, Vec<String>>;
}

struct Fake;

impl Queues for Fake {
    fn list(&self) -> Call<'_, Vec<String>> {
        Call::ready(Ok(Vec::new()))
    }
}

fn uses(directory: &dyn Directory, queues: Arc<dyn Queues + Send + Sync>) {
    drop((directory.everything(), queues.list()));
}

fn call(client: &Client) {
    uses(client, Arc::new(Fake));
    uses(client, Arc::new(client.clone()));
}

fn main() {
    let _ = call;
}
