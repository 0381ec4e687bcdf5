use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(
        &self,
        instance_id: &str,
        #[body("Username")] username: &str,
        #[body("RoutingProfileId")] routing_profile: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/v2/campaigns/<id>/communication-limits", service = CAMPAIGNS_V2)]
    fn delete_campaign_communication_limits(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/transcript", service = PARTICIPANT, auth = none)]
    fn get_transcript(&self, #[body] request: &serde_json::Value) -> Call<'_, ()>;

    #[connect_endpoint(POST "/knowledgeBases", service = Q_CONNECT)]
    fn create_knowledge_base(&self) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
