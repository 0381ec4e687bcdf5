use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/contact/attributes")]
    fn update_contact_attributes(
        &self,
        #[body("instanceId")] instance: &str,
        #[body("InitialContactID")] contact: &str,
        #[body("Atributes")] attributes: &std::collections::HashMap<String, String>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contact-evaluations/<InstanceId>/<EvaluationId>")]
    fn update_contact_evaluation(
        &self,
        instance_id: &str,
        evaluation_id: &str,
        #[body("EvaluationId")] again: &str,
        #[header("Notes")] notes: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles/search", service = CUSTOMER_PROFILES)]
    fn search_profiles(
        &self,
        domain_name: &str,
        #[body("KeyName")] key: &str,
        #[body("Values")] values: &[&str],
        #[body("NextToken")] next_token: Option<&str>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
