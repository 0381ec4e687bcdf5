//! Some operations have a path that ends with `/`.

use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Cases: ConnectClient {
    #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>/related-items/", service = CASES)]
    fn create_related_item(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body] item: &serde_json::Value,
    ) -> Call<'_, ()>;
}
impl Cases for Client {}

fn main() {}
