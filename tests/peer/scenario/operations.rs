//! Declares the operations of the scenario. Requests and responses are plain JSON, because the comparison needs
//! the whole of them.

use connect_runtime::{Pages, Result, connect_api};
use serde_json::Value;

#[connect_api]
pub(super) trait Connect {
    #[connect_endpoint(PUT "/instance")]
    async fn create_instance(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/instance/<InstanceId>")]
    async fn describe_instance(&self, instance_id: &str) -> Result<Value>;

    #[connect_endpoint(GET "/instance")]
    async fn list_instances(&self) -> Result<Value>;

    #[connect_endpoint(PUT "/hours-of-operations/<InstanceId>")]
    async fn create_hours_of_operation(
        &self,
        instance_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/hours-of-operations/<InstanceId>/<HoursOfOperationId>")]
    async fn describe_hours_of_operation(
        &self,
        instance_id: &str,
        hours_of_operation_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/hours-of-operations/<InstanceId>/<HoursOfOperationId>")]
    async fn update_hours_of_operation(
        &self,
        instance_id: &str,
        hours_of_operation_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/hours-of-operations-summary/<InstanceId>")]
    async fn list_hours_of_operations(&self, instance_id: &str) -> Result<Value>;

    #[connect_endpoint(PUT "/queues/<InstanceId>")]
    async fn create_queue(&self, instance_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
    async fn describe_queue(&self, instance_id: &str, queue_id: &str) -> Result<Value>;

    #[connect_endpoint(POST "/search-queues")]
    async fn search_queues(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/queues/<InstanceId>/<QueueId>/name")]
    async fn update_queue_name(
        &self,
        instance_id: &str,
        queue_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(PUT "/routing-profiles/<InstanceId>")]
    async fn create_routing_profile(
        &self,
        instance_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/routing-profiles/<InstanceId>/<RoutingProfileId>")]
    async fn describe_routing_profile(
        &self,
        instance_id: &str,
        routing_profile_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/search-routing-profiles")]
    async fn search_routing_profiles(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/routing-profiles/<InstanceId>/<RoutingProfileId>/name")]
    async fn update_routing_profile_name(
        &self,
        instance_id: &str,
        routing_profile_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(PUT "/security-profiles/<InstanceId>")]
    async fn create_security_profile(
        &self,
        instance_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/security-profiles/<InstanceId>/<SecurityProfileId>")]
    async fn describe_security_profile(
        &self,
        instance_id: &str,
        security_profile_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/security-profiles/<InstanceId>/<SecurityProfileId>")]
    async fn update_security_profile(
        &self,
        instance_id: &str,
        security_profile_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/search-security-profiles")]
    async fn search_security_profiles(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    async fn create_user(&self, instance_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<Value>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/search-users")]
    async fn search_users(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/identity-info")]
    async fn update_user_identity_info(
        &self,
        instance_id: &str,
        user_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    async fn delete_user(&self, instance_id: &str, user_id: &str) -> Result<Value>;

    #[connect_endpoint(POST "/tags/<resourceArn>")]
    async fn tag_resource(&self, resource_arn: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    async fn list_tags_for_resource(&self, resource_arn: &str) -> Result<Value>;

    #[connect_endpoint(DELETE "/tags/<resourceArn>?<tagKeys>")]
    async fn untag_resource(&self, resource_arn: &str, tag_keys: &[&str]) -> Result<Value>;

    #[connect_endpoint(PUT "/contact-flows/<InstanceId>")]
    async fn create_contact_flow(&self, instance_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/contact-flows/<InstanceId>/<ContactFlowId>")]
    async fn describe_contact_flow(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/contact-flows/<InstanceId>/<ContactFlowId>/metadata")]
    async fn update_contact_flow_metadata(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/search-contact-flows")]
    async fn search_contact_flows(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(PUT "/prompts/<InstanceId>")]
    async fn create_prompt(&self, instance_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/prompts/<InstanceId>/<PromptId>")]
    async fn update_prompt(
        &self,
        instance_id: &str,
        prompt_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/prompts/<InstanceId>/<PromptId>")]
    async fn describe_prompt(&self, instance_id: &str, prompt_id: &str) -> Result<Value>;

    #[connect_endpoint(DELETE "/prompts/<InstanceId>/<PromptId>")]
    async fn delete_prompt(&self, instance_id: &str, prompt_id: &str) -> Result<Value>;

    #[connect_endpoint(PUT "/quick-connects/<InstanceId>")]
    async fn create_quick_connect(&self, instance_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/quick-connects/<InstanceId>/<QuickConnectId>/name")]
    async fn update_quick_connect_name(
        &self,
        instance_id: &str,
        quick_connect_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/quick-connects/<InstanceId>/<QuickConnectId>")]
    async fn describe_quick_connect(
        &self,
        instance_id: &str,
        quick_connect_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(GET "/quick-connects/<InstanceId>")]
    async fn list_quick_connects(&self, instance_id: &str) -> Result<Value>;

    #[connect_endpoint(DELETE "/quick-connects/<InstanceId>/<QuickConnectId>")]
    async fn delete_quick_connect(
        &self,
        instance_id: &str,
        quick_connect_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(PUT "/contact/task")]
    async fn start_task_contact(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/contacts/<InstanceId>/<ContactId>")]
    async fn describe_contact(&self, instance_id: &str, contact_id: &str) -> Result<Value>;

    #[connect_endpoint(POST "/contact/attributes")]
    async fn update_contact_attributes(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/contact/attributes/<InstanceId>/<InitialContactId>")]
    async fn get_contact_attributes(
        &self,
        instance_id: &str,
        initial_contact_id: &str,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/contact/tags")]
    async fn tag_contact(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(DELETE "/contact/tags/<InstanceId>/<ContactId>?<TagKeys>")]
    async fn untag_contact(
        &self,
        instance_id: &str,
        contact_id: &str,
        tag_keys: &[&str],
    ) -> Result<Value>;

    #[connect_endpoint(POST "/contact/stop")]
    async fn stop_contact(&self, #[body] body: &Value) -> Result<Value>;
}

#[connect_api(service = CASES)]
pub(super) trait Cases {
    #[connect_endpoint(POST "/domains")]
    async fn create_domain(&self, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<domainId>")]
    async fn get_domain(&self, domain_id: &str) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<domainId>/fields")]
    async fn create_field(&self, domain_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(PUT "/domains/<domainId>/fields/<fieldId>")]
    async fn update_field(
        &self,
        domain_id: &str,
        field_id: &str,
        #[body] body: &Value,
    ) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<domainId>/fields-batch")]
    async fn batch_get_field(&self, domain_id: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<domainId>/fields-list")]
    async fn list_fields(&self, domain_id: &str) -> Result<Value>;

    #[connect_endpoint(DELETE "/domains/<domainId>")]
    async fn delete_domain(&self, domain_id: &str) -> Result<Value>;
}

#[connect_api(service = CUSTOMER_PROFILES)]
pub(super) trait Profiles {
    #[connect_endpoint(POST "/domains/<DomainName>")]
    async fn create_domain(&self, domain_name: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(GET "/domains/<DomainName>")]
    async fn get_domain(&self, domain_name: &str) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles")]
    async fn create_profile(&self, domain_name: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles/search")]
    async fn search_profiles(&self, domain_name: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(PUT "/domains/<DomainName>/profiles")]
    async fn update_profile(&self, domain_name: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles/delete")]
    async fn delete_profile(&self, domain_name: &str, #[body] body: &Value) -> Result<Value>;

    #[connect_endpoint(DELETE "/domains/<DomainName>")]
    async fn delete_domain(&self, domain_name: &str) -> Result<Value>;
}
