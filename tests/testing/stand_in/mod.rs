//! The stand-in by AWS's model, over its socket.

mod edges;
mod families;
mod refusals;
mod routing;
mod saved_state;
mod switches;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, Pages, connect_api};
use serde_json::{Value, json};

const INSTANCE: &str = LocalConnect::INSTANCE_ID;

#[connect_api]
trait Connect {
    #[connect_endpoint(PUT "/instance")]
    fn create_instance(&self, #[body] instance: &Value) -> Call<'_, Value>;

    #[connect_endpoint(DELETE "/instance/<InstanceId>")]
    fn delete_instance(&self, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/instance/<InstanceId>")]
    fn describe_instance(&self, instance_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(POST "/instance/<InstanceId>/attribute/<AttributeType>")]
    fn update_instance_attribute(
        &self,
        instance_id: &str,
        attribute_type: &str,
        #[body("Value")] value: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/queues-summary/<InstanceId>?<nextToken>", pages)]
    fn list_queues(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/phone-number/claim")]
    fn claim_phone_number(&self, #[body] claim: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/phone-number/<PhoneNumberId>")]
    fn update_phone_number(
        &self,
        phone_number_id: &str,
        #[body("TargetArn")] target_arn: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/phone-number/<PhoneNumberId>")]
    fn describe_phone_number(&self, phone_number_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact-flows/<InstanceId>")]
    fn create_contact_flow(&self, instance_id: &str, #[body] flow: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact-flows/<InstanceId>/<ContactFlowId>/alias")]
    fn create_contact_flow_alias(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        #[body("AliasName")] name: &str,
        #[body("ContactFlowVersion")] version: u32,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/contact-flows/<InstanceId>/<ContactFlowId>/alias/<AliasId>")]
    fn update_contact_flow_alias(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        alias_id: &str,
        #[body("Name")] name: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/contact-flows/<InstanceId>/<ContactFlowId>/alias/<AliasId>")]
    fn describe_contact_flow_alias(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        alias_id: &str,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/contact/transfer")]
    fn transfer_contact(&self, #[body] transfer: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &Value) -> Call<'_, Value>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?<maxResults>&<nextToken>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/identity-info")]
    fn update_user_identity_info(
        &self,
        instance_id: &str,
        user_id: &str,
        #[body("IdentityInfo")] identity_info: &Value,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/hierarchy")]
    fn update_user_hierarchy(
        &self,
        instance_id: &str,
        user_id: &str,
        #[body("HierarchyGroupId")] group_id: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/search-users")]
    fn search_users(&self, #[body] search: &Value) -> Call<'_, Value>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
    fn describe_queue(&self, instance_id: &str, queue_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/task")]
    fn start_task_contact(&self, #[body] task: &Value) -> Call<'_, Value>;

    #[connect_endpoint(GET "/contacts/<InstanceId>/<ContactId>")]
    fn describe_contact(&self, instance_id: &str, contact_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(POST "/tags/<resourceArn>")]
    fn tag_resource(&self, resource_arn: &str, #[body("tags")] tags: &Value) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/tags/<resourceArn>?<tagKeys>")]
    fn untag_resource(&self, resource_arn: &str, tag_keys: &[&str]) -> Call<'_, ()>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    fn list_tags_for_resource(&self, resource_arn: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/instance/<InstanceId>/bots?<lexVersion>")]
    fn list_bots(&self, instance_id: &str, lex_version: &str) -> Call<'_, Value>;
}

#[connect_api(service = CASES)]
trait Cases {
    #[connect_endpoint(POST "/domains")]
    fn create_domain(&self, #[body("name")] name: &str) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<domainId>/cases")]
    fn create_case(&self, domain_id: &str, #[body] case: &Value) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>")]
    fn get_case(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body("fields")] fields: &Value,
    ) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/domains/<domainId>/cases/<caseId>")]
    fn update_case(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body("fields")] fields: &Value,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/case-rules")]
    fn create_case_rule(
        &self,
        domain_id: &str,
        #[body("name")] name: &str,
        #[body("rule")] rule: &Value,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<domainId>/rules-batch")]
    fn batch_get_case_rule(
        &self,
        domain_id: &str,
        #[body("caseRules")] rules: &Value,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<domainId>/cases-search")]
    fn search_cases(&self, domain_id: &str, #[body] search: &Value) -> Call<'_, Value>;
}

#[connect_api(service = CUSTOMER_PROFILES)]
trait Profiles {
    #[connect_endpoint(POST "/domains/<DomainName>")]
    fn create_profile_domain(
        &self,
        domain_name: &str,
        #[body("DefaultExpirationDays")] days: u32,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles")]
    fn create_profile(&self, domain_name: &str, #[body] profile: &Value) -> Call<'_, Value>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles/search")]
    fn search_profiles(
        &self,
        domain_name: &str,
        #[body("KeyName")] key: &str,
        #[body("Values")] values: &[&str],
    ) -> Call<'_, Value>;
}

#[connect_api(service = PARTICIPANT, auth = none)]
trait Participant {
    #[connect_endpoint(POST "/participant/message")]
    fn send_message(
        &self,
        #[header("X-Amz-Bearer")] connection_token: &str,
        #[body("ContentType")] content_type: &str,
        #[body("Content")] content: &str,
    ) -> Call<'_, Value>;
}

async fn started() -> (LocalConnect, Client) {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    (service, client)
}

/// Returns a client that sends each request once.
fn once(service: &LocalConnect) -> Client {
    service.client_builder().max_attempts(1).build().unwrap()
}

fn user(name: &str) -> Value {
    json!({ "Username": name, "SecurityProfileIds": ["agent"], "RoutingProfileId": "basic" })
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {value}"))
}
