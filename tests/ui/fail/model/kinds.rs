use std::collections::HashMap;

use connect_runtime::{Call, Client, ConnectClient, Timestamp, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(
        &self,
        instance_id: &str,
        #[body("Username")] username: u32,
        #[body("PhoneConfig")] phone_config: Option<&str>,
        #[body("SecurityProfileIds")] security_profiles: &str,
        #[body("RoutingProfileId")] routing_profile: &Vec<String>,
        #[body("Tags")] tags: &[String],
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/metrics/historical/<InstanceId>")]
    fn get_metric_data(
        &self,
        instance_id: &str,
        #[body("StartTime")] start: &str,
        #[body("EndTime")] end: Timestamp,
        #[body("Filters")] filters: Vec<u8>,
        #[body("HistoricalMetrics")] metrics: HashMap<String, String>,
        #[body("MaxResults")] max_results: bool,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/cases", service = CASES)]
    fn create_case(
        &self,
        domain_id: &str,
        #[body("templateId")] template: &str,
        #[body("fields")] fields: &[&str],
        #[body("performedBy")] performed_by: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/instance")]
    fn create_instance(
        &self,
        #[body("IdentityManagementType")] identities: &str,
        #[body("InboundCallsEnabled")] inbound: &str,
        #[body("OutboundCallsEnabled")] outbound: bool,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?<maxResults>")]
    fn list_users(&self, instance_id: &str, max_results: &[u32]) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
