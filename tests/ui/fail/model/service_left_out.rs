use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/domains/<domainId>/cases")]
    fn create_case(
        &self,
        domain_id: &str,
        #[body("templateId")] template: &str,
        #[body("fields")] fields: &[serde_json::Value],
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/v2/campaigns/<id>/state")]
    fn get_campaign_state(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/realtime-contact-analysis/analysis-segments")]
    fn segments(&self, #[body] request: &serde_json::Value) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/message", auth = none)]
    fn send_message(
        &self,
        #[header("X-Amz-Bearer")] token: &str,
        #[body] message: &serde_json::Value,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/domains/<DomainName>")]
    fn get_domain(&self, domain_name: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/assistants/<assistantId>")]
    fn get_assistant(&self, assistant_id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
