//! Parameters that are called as a macro would call its own variables.

use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(POST "/<self_>/<client>/<request>?<call>&<result>&<path>&<operation>")]
    fn post(
        &self,
        self_: &str,
        client: &str,
        request: &str,
        call: &str,
        result: &str,
        path: &str,
        operation: &str,
        #[header("X-A")] builder: &str,
        #[body("Query")] query: &str,
        #[body("Body")] body: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/<send>?<value>")]
    async fn get(&self, send: &str, value: &str) -> connect_runtime::Result<()>;
}
impl Users for Client {}

fn main() {}
