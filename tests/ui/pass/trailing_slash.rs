//! Some operations have a path that ends with `/`.

use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Cases: ConnectClient {
    #[connect_endpoint(POST "/domains/<domainId>/", service = CASES)]
    fn create_case(&self, domain_id: &str) -> Call<'_, ()>;
}
impl Cases for Client {}

fn main() {}
