use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<InstanceId>?<nextToken>&<maxResults>")]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/federate/<InstanceId>", name = "GetFederationToken")]
    fn sign_in(&self, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/contact/web-rtc")]
    fn start_web_rtc_contact(&self, #[body] contact: &serde_json::Value) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
