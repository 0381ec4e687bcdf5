//! A hundred endpoints of Amazon Connect, a program's whole use of it, to measure what they cost to
//! compile.

#![allow(dead_code, reason = "most are declared only, to be compiled")]
#![allow(clippy::struct_field_names, reason = "the members of the model have these names")]

use std::collections::BTreeMap;

use connect_runtime::{Call, Pages, Result, Timestamp, connect_api};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Users, their hierarchy, status and permissions.
#[connect_api]
trait Users {
    /// Creates a user account for the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/users/<InstanceId>")]
    async fn create_user(
        &self,
        instance_id: &str,
        #[body] input: &CreateUserInput,
    ) -> Result<CreateUserOutput>;

    /// Describes the specified user.
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, user_id: &str, instance_id: &str) -> Call<'_, DescribeUserOutput>;

    /// Provides summary information about the users for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "UserSummaryList"),
    )]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, UserSummary>;

    /// Searches users in an Amazon Connect instance, with optional filtering.
    #[connect_endpoint(
        POST "/search-users",
        pages(token = "NextToken", items = "Users"),
    )]
    fn search_users(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("MaxResults")] max_results: Option<i32>,
        #[body("SearchFilter")] search_filter: Option<&Value>,
        #[body("SearchCriteria")] search_criteria: Option<&Value>,
    ) -> Pages<'_, UserSearchSummary>;

    /// Deletes a user account from the specified Amazon Connect instance.
    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    async fn delete_user(&self, instance_id: &str, user_id: &str) -> Result<()>;

    /// Updates the identity information for the specified user.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/identity-info")]
    fn update_user_identity_info(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("IdentityInfo")] identity_info: &Value,
    ) -> Call<'_, ()>;

    /// Updates the phone configuration settings for the specified user.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/phone-config")]
    async fn update_user_phone_config(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("PhoneConfig")] phone_config: &Value,
    ) -> Result<()>;

    /// Assigns the specified routing profile to the specified user.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/routing-profile")]
    fn update_user_routing_profile(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("RoutingProfileId")] routing_profile_id: &str,
    ) -> Call<'_, ()>;

    /// Assigns the specified security profiles to the specified user.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/security-profiles")]
    async fn update_user_security_profiles(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("SecurityProfileIds")] security_profile_ids: &[&str],
    ) -> Result<()>;

    /// Assigns the specified hierarchy group to the specified user.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/hierarchy")]
    fn update_user_hierarchy(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("HierarchyGroupId")] hierarchy_group_id: Option<&str>,
    ) -> Call<'_, ()>;

    /// Lists proficiencies associated with a user.
    #[connect_endpoint(
        GET "/users/<InstanceId>/<UserId>/proficiencies?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "UserProficiencyList"),
    )]
    fn list_user_proficiencies(
        &self,
        instance_id: &str,
        user_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, UserProficiency>;

    /// Changes the current status of a user or agent in Amazon Connect.
    #[connect_endpoint(PUT "/users/<InstanceId>/<UserId>/status")]
    fn put_user_status(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("AgentStatusId")] agent_status_id: &str,
    ) -> Call<'_, ()>;

    /// Dismiss user contact.
    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/contact")]
    async fn dismiss_user_contact(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("ContactId")] contact_id: &str,
    ) -> Result<()>;

    /// Creates a new user hierarchy group.
    #[connect_endpoint(PUT "/user-hierarchy-groups/<InstanceId>")]
    fn create_user_hierarchy_group(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("ParentGroupId")] parent_group_id: Option<&str>,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
    ) -> Call<'_, CreateUserHierarchyGroupOutput>;

    /// Describes the specified hierarchy group.
    #[connect_endpoint(GET "/user-hierarchy-groups/<InstanceId>/<HierarchyGroupId>")]
    async fn describe_user_hierarchy_group(
        &self,
        hierarchy_group_id: &str,
        instance_id: &str,
    ) -> Result<DescribeUserHierarchyGroupOutput>;

    /// List user hierarchy groups.
    #[connect_endpoint(
        GET "/user-hierarchy-groups-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "UserHierarchyGroupSummaryList"),
    )]
    fn list_user_hierarchy_groups(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, HierarchyGroupSummary>;

    /// Updates the name of the user hierarchy group.
    #[connect_endpoint(POST "/user-hierarchy-groups/<InstanceId>/<HierarchyGroupId>/name")]
    async fn update_user_hierarchy_group_name(
        &self,
        hierarchy_group_id: &str,
        instance_id: &str,
        #[body("Name")] name: &str,
    ) -> Result<()>;

    /// Creates a security profile.
    #[connect_endpoint(PUT "/security-profiles/<InstanceId>")]
    fn create_security_profile(
        &self,
        instance_id: &str,
        #[body("SecurityProfileName")] security_profile_name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("Permissions")] permissions: Option<&[&str]>,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
        #[body("AllowedAccessControlTags")] allowed_access_control_tags: Option<
            &BTreeMap<String, String>,
        >,
    ) -> Call<'_, CreateSecurityProfileOutput>;

    /// Lists the permissions granted to a security profile.
    #[connect_endpoint(
        GET "/security-profiles-permissions/<InstanceId>/<SecurityProfileId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "Permissions"),
    )]
    fn list_security_profile_permissions(
        &self,
        security_profile_id: &str,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, String>;

    /// List security profiles.
    #[connect_endpoint(
        GET "/security-profiles-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "SecurityProfileSummaryList"),
    )]
    fn list_security_profiles(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, SecurityProfileSummary>;
}

/// Queues, routing profiles, hours and quick connects.
#[connect_api]
trait Routing {
    /// Creates a new queue for the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/queues/<InstanceId>")]
    async fn create_queue(
        &self,
        instance_id: &str,
        #[body] input: &CreateQueueInput,
    ) -> Result<CreateQueueOutput>;

    /// Describes the specified queue.
    #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
    fn describe_queue(&self, instance_id: &str, queue_id: &str) -> Call<'_, DescribeQueueOutput>;

    /// Provides information about the queues for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/queues-summary/<InstanceId>?<queueTypes>&<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "QueueSummaryList"),
    )]
    fn list_queues(
        &self,
        instance_id: &str,
        queue_types: &[&str],
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, QueueSummary>;

    /// Searches queues in an Amazon Connect instance, with optional filtering.
    #[connect_endpoint(
        POST "/search-queues",
        pages(token = "NextToken", items = "Queues"),
    )]
    fn search_queues(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("MaxResults")] max_results: Option<i32>,
        #[body("SearchFilter")] search_filter: Option<&Value>,
        #[body("SearchCriteria")] search_criteria: Option<&Value>,
    ) -> Pages<'_, Queue>;

    /// Updates the name and description of a queue.
    #[connect_endpoint(POST "/queues/<InstanceId>/<QueueId>/name")]
    async fn update_queue_name(
        &self,
        instance_id: &str,
        queue_id: &str,
        #[body("Name")] name: Option<&str>,
        #[body("Description")] description: Option<&str>,
    ) -> Result<()>;

    /// Updates the maximum number of contacts allowed in a queue before it is considered full.
    #[connect_endpoint(POST "/queues/<InstanceId>/<QueueId>/max-contacts")]
    fn update_queue_max_contacts(
        &self,
        instance_id: &str,
        queue_id: &str,
        #[body("MaxContacts")] max_contacts: Option<i32>,
    ) -> Call<'_, ()>;

    /// Updates the status of the queue.
    #[connect_endpoint(POST "/queues/<InstanceId>/<QueueId>/status")]
    async fn update_queue_status(
        &self,
        instance_id: &str,
        queue_id: &str,
        #[body("Status")] status: &str,
    ) -> Result<()>;

    /// Deletes a queue.
    #[connect_endpoint(DELETE "/queues/<InstanceId>/<QueueId>")]
    fn delete_queue(&self, instance_id: &str, queue_id: &str) -> Call<'_, ()>;

    /// Creates a new routing profile.
    #[connect_endpoint(PUT "/routing-profiles/<InstanceId>")]
    async fn create_routing_profile(
        &self,
        instance_id: &str,
        #[body] input: &CreateRoutingProfileInput,
    ) -> Result<CreateRoutingProfileOutput>;

    /// Describes the specified routing profile.
    #[connect_endpoint(GET "/routing-profiles/<InstanceId>/<RoutingProfileId>")]
    fn describe_routing_profile(
        &self,
        instance_id: &str,
        routing_profile_id: &str,
    ) -> Call<'_, DescribeRoutingProfileOutput>;

    /// List routing profiles.
    #[connect_endpoint(
        GET "/routing-profiles-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "RoutingProfileSummaryList"),
    )]
    fn list_routing_profiles(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, RoutingProfileSummary>;

    /// Lists the queues associated with a routing profile.
    #[connect_endpoint(
        GET "/routing-profiles/<InstanceId>/<RoutingProfileId>/queues?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "RoutingProfileQueueConfigSummaryList"),
    )]
    fn list_routing_profile_queues(
        &self,
        instance_id: &str,
        routing_profile_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, RoutingProfileQueueConfigSummary>;

    /// Update routing profile concurrency.
    #[connect_endpoint(POST "/routing-profiles/<InstanceId>/<RoutingProfileId>/concurrency")]
    async fn update_routing_profile_concurrency(
        &self,
        instance_id: &str,
        routing_profile_id: &str,
        #[body("MediaConcurrencies")] media_concurrencies: &Value,
    ) -> Result<()>;

    /// Creates hours of operation.
    #[connect_endpoint(PUT "/hours-of-operations/<InstanceId>")]
    fn create_hours_of_operation(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("TimeZone")] time_zone: &str,
        #[body("Config")] config: &Value,
        #[body("ParentHoursOfOperationConfigs")] parent_hours_of_operation_configs: Option<&Value>,
    ) -> Call<'_, CreateHoursOfOperationOutput>;

    /// Describes the hours of operation.
    #[connect_endpoint(GET "/hours-of-operations/<InstanceId>/<HoursOfOperationId>")]
    async fn describe_hours_of_operation(
        &self,
        instance_id: &str,
        hours_of_operation_id: &str,
    ) -> Result<DescribeHoursOfOperationOutput>;

    /// List hours of operations.
    #[connect_endpoint(
        GET "/hours-of-operations-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "HoursOfOperationSummaryList"),
    )]
    fn list_hours_of_operations(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, HoursOfOperationSummary>;

    /// Updates the hours of operation.
    #[connect_endpoint(POST "/hours-of-operations/<InstanceId>/<HoursOfOperationId>")]
    async fn update_hours_of_operation(
        &self,
        instance_id: &str,
        hours_of_operation_id: &str,
        #[body("Name")] name: Option<&str>,
        #[body("Description")] description: Option<&str>,
        #[body("TimeZone")] time_zone: Option<&str>,
        #[body("Config")] config: Option<&Value>,
    ) -> Result<()>;

    /// Creates a quick connect for the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/quick-connects/<InstanceId>")]
    fn create_quick_connect(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("QuickConnectConfig")] quick_connect_config: &Value,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
    ) -> Call<'_, CreateQuickConnectOutput>;

    /// Provides information about the quick connects for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/quick-connects/<InstanceId>?<nextToken>&<maxResults>&<QuickConnectTypes>",
        pages(token = "NextToken", items = "QuickConnectSummaryList"),
    )]
    fn list_quick_connects(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
        quick_connect_types: &[&str],
    ) -> Pages<'_, QuickConnectSummary>;

    /// Deletes a quick connect.
    #[connect_endpoint(DELETE "/quick-connects/<InstanceId>/<QuickConnectId>")]
    fn delete_quick_connect(&self, instance_id: &str, quick_connect_id: &str) -> Call<'_, ()>;
}

/// Flows, modules, prompts, views, rules and tasks.
#[connect_api]
trait Flows {
    /// Creates a flow for the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/contact-flows/<InstanceId>")]
    async fn create_contact_flow(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Type")] r#type: &str,
        #[body("Description")] description: Option<&str>,
        #[body("Content")] content: &str,
        #[body("Status")] status: Option<&str>,
    ) -> Result<CreateContactFlowOutput>;

    /// Describes the specified flow.
    #[connect_endpoint(GET "/contact-flows/<InstanceId>/<ContactFlowId>")]
    fn describe_contact_flow(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
    ) -> Call<'_, DescribeContactFlowOutput>;

    /// Provides information about the flows for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/contact-flows-summary/<InstanceId>?<contactFlowTypes>&<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "ContactFlowSummaryList"),
    )]
    fn list_contact_flows(
        &self,
        instance_id: &str,
        contact_flow_types: &[&str],
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, ContactFlowSummary>;

    /// Searches the flows in an Amazon Connect instance, with optional filtering.
    #[connect_endpoint(
        POST "/search-contact-flows",
        pages(token = "NextToken", items = "ContactFlows"),
    )]
    fn search_contact_flows(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("MaxResults")] max_results: Option<i32>,
        #[body("SearchFilter")] search_filter: Option<&Value>,
        #[body("SearchCriteria")] search_criteria: Option<&Value>,
    ) -> Pages<'_, ContactFlow>;

    /// Updates the specified flow.
    #[connect_endpoint(POST "/contact-flows/<InstanceId>/<ContactFlowId>/content")]
    async fn update_contact_flow_content(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        #[body("Content")] content: &str,
    ) -> Result<()>;

    /// Updates metadata about specified flow.
    #[connect_endpoint(POST "/contact-flows/<InstanceId>/<ContactFlowId>/metadata")]
    fn update_contact_flow_metadata(
        &self,
        instance_id: &str,
        contact_flow_id: &str,
        #[body("Name")] name: Option<&str>,
        #[body("Description")] description: Option<&str>,
        #[body("ContactFlowState")] contact_flow_state: Option<&str>,
    ) -> Call<'_, ()>;

    /// Deletes a flow for the specified Amazon Connect instance.
    #[connect_endpoint(DELETE "/contact-flows/<InstanceId>/<ContactFlowId>")]
    async fn delete_contact_flow(&self, instance_id: &str, contact_flow_id: &str) -> Result<()>;

    /// Creates a flow module for the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/contact-flow-modules/<InstanceId>")]
    fn create_contact_flow_module(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("Content")] content: &str,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, CreateContactFlowModuleOutput>;

    /// Provides information about the flow modules for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/contact-flow-modules-summary/<InstanceId>?<nextToken>&<maxResults>&<state>",
        pages(token = "NextToken", items = "ContactFlowModulesSummaryList"),
    )]
    fn list_contact_flow_modules(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
        state: Option<&str>,
    ) -> Pages<'_, ContactFlowModuleSummary>;

    /// Updates specified flow module for the specified Amazon Connect instance.
    #[connect_endpoint(POST "/contact-flow-modules/<InstanceId>/<ContactFlowModuleId>/content")]
    fn update_contact_flow_module_content(
        &self,
        instance_id: &str,
        contact_flow_module_id: &str,
        #[body("Content")] content: Option<&str>,
        #[body("Settings")] settings: Option<&str>,
    ) -> Call<'_, ()>;

    /// Creates a prompt.
    #[connect_endpoint(PUT "/prompts/<InstanceId>")]
    async fn create_prompt(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("S3Uri")] s3_uri: &str,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
    ) -> Result<CreatePromptOutput>;

    /// Provides information about the prompts for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/prompts-summary/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "PromptSummaryList"),
    )]
    fn list_prompts(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, PromptSummary>;

    /// Deletes a prompt.
    #[connect_endpoint(DELETE "/prompts/<InstanceId>/<PromptId>")]
    async fn delete_prompt(&self, instance_id: &str, prompt_id: &str) -> Result<()>;

    /// Creates a new view with the possible status of SAVED or PUBLISHED.
    #[connect_endpoint(PUT "/views/<InstanceId>")]
    fn create_view(
        &self,
        instance_id: &str,
        #[body("ClientToken")] client_token: Option<&str>,
        #[body("Status")] status: &str,
        #[body("Content")] content: &Value,
        #[body("Description")] description: Option<&str>,
        #[body("Name")] name: &str,
    ) -> Call<'_, CreateViewOutput>;

    /// Returns views in the given instance.
    #[connect_endpoint(
        GET "/views/<InstanceId>?<type>&<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "ViewsSummaryList"),
    )]
    fn list_views(
        &self,
        instance_id: &str,
        r#type: Option<&str>,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, ViewSummary>;

    /// Deletes the particular version specified in `ViewVersion` identifier.
    #[connect_endpoint(DELETE "/views/<InstanceId>/<ViewId>/versions/<ViewVersion>")]
    fn delete_view_version(
        &self,
        instance_id: &str,
        view_id: &str,
        view_version: i32,
    ) -> Call<'_, ()>;

    /// Creates a rule for the specified Amazon Connect instance.
    #[connect_endpoint(POST "/rules/<InstanceId>")]
    async fn create_rule(
        &self,
        instance_id: &str,
        #[body] input: &CreateRuleInput,
    ) -> Result<CreateRuleOutput>;

    /// List all rules for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/rules/<InstanceId>?<publishStatus>&<eventSourceName>&<maxResults>&<nextToken>",
        pages(token = "NextToken", items = "RuleSummaryList"),
    )]
    fn list_rules(
        &self,
        instance_id: &str,
        publish_status: Option<&str>,
        event_source_name: Option<&str>,
        max_results: Option<i32>,
        next_token: Option<&str>,
    ) -> Pages<'_, RuleSummary>;

    /// Creates a new task template in the specified Amazon Connect instance.
    #[connect_endpoint(PUT "/instance/<InstanceId>/task/template")]
    async fn create_task_template(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("ContactFlowId")] contact_flow_id: Option<&str>,
        #[body("Fields")] fields: &Value,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<CreateTaskTemplateOutput>;

    /// Lists task templates for the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/instance/<InstanceId>/task/template?<nextToken>&<maxResults>&<status>&<name>",
        pages(token = "NextToken", items = "TaskTemplates"),
    )]
    fn list_task_templates(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
        status: Option<&str>,
        name: Option<&str>,
    ) -> Pages<'_, TaskTemplateMetadata>;
}

/// Contacts while they last, and after.
#[connect_api]
trait Contacts {
    /// Initiates a flow to start a new chat for the customer.
    #[connect_endpoint(PUT "/contact/chat")]
    async fn start_chat_contact(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[body("Attributes")] attributes: Option<&BTreeMap<String, String>>,
        #[body("ParticipantDetails")] participant_details: &Value,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<StartChatContactOutput>;

    /// Initiates a flow to start a new task contact.
    #[connect_endpoint(PUT "/contact/task")]
    fn start_task_contact(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("PreviousContactId")] previous_contact_id: Option<&str>,
        #[body("ContactFlowId")] contact_flow_id: Option<&str>,
        #[body("Name")] name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, StartTaskContactOutput>;

    /// Places an outbound call to a contact, and then initiates the flow.
    #[connect_endpoint(PUT "/contact/outbound-voice")]
    async fn start_outbound_voice_contact(
        &self,
        #[body("Name")] name: Option<&str>,
        #[body("DestinationPhoneNumber")] destination_phone_number: &str,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<StartOutboundVoiceContactOutput>;

    /// Ends the specified contact.
    #[connect_endpoint(POST "/contact/stop")]
    fn stop_contact(
        &self,
        #[body("ContactId")] contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[body("DisconnectReason")] disconnect_reason: Option<&Value>,
    ) -> Call<'_, ()>;

    /// Transfer contact.
    #[connect_endpoint(POST "/contact/transfer")]
    async fn transfer_contact(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("QueueId")] queue_id: Option<&str>,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<TransferContactOutput>;

    /// Update contact.
    #[connect_endpoint(POST "/contacts/<InstanceId>/<ContactId>")]
    fn update_contact(
        &self,
        instance_id: &str,
        contact_id: &str,
        #[body("Name")] name: Option<&str>,
        #[body("Description")] description: Option<&str>,
        #[body("References")] references: Option<&Value>,
        #[body("SegmentAttributes")] segment_attributes: Option<&Value>,
    ) -> Call<'_, ()>;

    /// Update contact attributes.
    #[connect_endpoint(POST "/contact/attributes")]
    async fn update_contact_attributes(
        &self,
        #[body("InitialContactId")] initial_contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[body("Attributes")] attributes: &BTreeMap<String, String>,
    ) -> Result<()>;

    /// Retrieves the contact attributes for the specified contact.
    #[connect_endpoint(GET "/contact/attributes/<InstanceId>/<InitialContactId>")]
    fn get_contact_attributes(
        &self,
        instance_id: &str,
        initial_contact_id: &str,
    ) -> Call<'_, GetContactAttributesOutput>;

    /// Describe contact.
    #[connect_endpoint(GET "/contacts/<InstanceId>/<ContactId>")]
    async fn describe_contact(
        &self,
        instance_id: &str,
        contact_id: &str,
    ) -> Result<DescribeContactOutput>;

    /// Searches contacts in an Amazon Connect instance.
    #[connect_endpoint(
        POST "/search-contacts",
        pages(token = "NextToken", items = "Contacts"),
    )]
    fn search_contacts(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("TimeRange")] time_range: &Value,
        #[body("SearchCriteria")] search_criteria: Option<&Value>,
        #[body("MaxResults")] max_results: Option<i32>,
        #[body("NextToken")] next_token: Option<&str>,
    ) -> Pages<'_, ContactSearchSummary>;

    /// Adds the specified tags to the contact resource.
    #[connect_endpoint(POST "/contact/tags")]
    async fn tag_contact(
        &self,
        #[body("ContactId")] contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[body("Tags")] tags: &BTreeMap<String, String>,
    ) -> Result<()>;

    /// Removes the specified tags from the contact resource.
    #[connect_endpoint(DELETE "/contact/tags/<InstanceId>/<ContactId>?<TagKeys>")]
    fn untag_contact(&self, contact_id: &str, instance_id: &str, tag_keys: &[&str])
    -> Call<'_, ()>;

    /// List contact references.
    #[connect_endpoint(
        GET "/contact/references/<InstanceId>/<ContactId>?<referenceTypes>&<nextToken>",
        pages(token = "NextToken", items = "ReferenceSummaryList"),
    )]
    fn list_contact_references(
        &self,
        instance_id: &str,
        contact_id: &str,
        reference_types: &[&str],
        next_token: Option<&str>,
    ) -> Pages<'_, ReferenceSummary>;

    /// Start contact recording.
    #[connect_endpoint(POST "/contact/start-recording")]
    fn start_contact_recording(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("InitialContactId")] initial_contact_id: &str,
        #[body("VoiceRecordingConfiguration")] voice_recording_configuration: &Value,
    ) -> Call<'_, ()>;

    /// Suspend contact recording.
    #[connect_endpoint(POST "/contact/suspend-recording")]
    async fn suspend_contact_recording(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("InitialContactId")] initial_contact_id: &str,
        #[body("ContactRecordingType")] contact_recording_type: Option<&str>,
    ) -> Result<()>;

    /// Allows pausing an ongoing task contact.
    #[connect_endpoint(POST "/contact/pause")]
    fn pause_contact(
        &self,
        #[body("ContactId")] contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactFlowId")] contact_flow_id: Option<&str>,
    ) -> Call<'_, ()>;

    /// Updates the scheduled time of a task contact that is already scheduled.
    #[connect_endpoint(POST "/contact/schedule")]
    async fn update_contact_schedule(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("ScheduledTime")] scheduled_time: Timestamp,
    ) -> Result<()>;

    /// Start contact evaluation.
    #[connect_endpoint(PUT "/contact-evaluations/<InstanceId>")]
    fn start_contact_evaluation(
        &self,
        instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("EvaluationFormId")] evaluation_form_id: &str,
        #[body("AutoEvaluationConfiguration")] auto_evaluation_configuration: Option<&Value>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
    ) -> Call<'_, StartContactEvaluationOutput>;

    /// Lists contact evaluations in the specified Amazon Connect instance.
    #[connect_endpoint(
        GET "/contact-evaluations/<InstanceId>?<contactId>&<nextToken>",
        pages(token = "NextToken", items = "EvaluationSummaryList"),
    )]
    fn list_contact_evaluations(
        &self,
        instance_id: &str,
        contact_id: &str,
        next_token: Option<&str>,
    ) -> Pages<'_, EvaluationSummary>;

    /// Gets metric data from the specified Amazon Connect instance.
    #[connect_endpoint(POST "/metrics/data")]
    fn get_metric_data_v2(
        &self,
        #[body("ResourceArn")] resource_arn: &str,
        #[body("StartTime")] start_time: Timestamp,
        #[body("EndTime")] end_time: Timestamp,
        #[body("Filters")] filters: &Value,
        #[body("Metrics")] metrics: &Value,
    ) -> Call<'_, GetMetricDataV2Output>;
}

/// Instances, what belongs to them, and their numbers.
#[connect_api]
trait Instances {
    /// Create instance.
    #[connect_endpoint(PUT "/instance")]
    async fn create_instance(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[body("IdentityManagementType")] identity_management_type: &str,
        #[body("InstanceAlias")] instance_alias: Option<&str>,
        #[body("InboundCallsEnabled")] inbound_calls_enabled: bool,
        #[body("OutboundCallsEnabled")] outbound_calls_enabled: bool,
    ) -> Result<CreateInstanceOutput>;

    /// Describe instance.
    #[connect_endpoint(GET "/instance/<InstanceId>")]
    fn describe_instance(&self, instance_id: &str) -> Call<'_, DescribeInstanceOutput>;

    /// List instances.
    #[connect_endpoint(
        GET "/instance?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "InstanceSummaryList"),
    )]
    fn list_instances(
        &self,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, InstanceSummary>;

    /// Delete instance.
    #[connect_endpoint(DELETE "/instance/<InstanceId>?<clientToken>")]
    fn delete_instance(
        &self,
        instance_id: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Call<'_, ()>;

    /// Describe instance attribute.
    #[connect_endpoint(GET "/instance/<InstanceId>/attribute/<AttributeType>")]
    async fn describe_instance_attribute(
        &self,
        instance_id: &str,
        attribute_type: &str,
    ) -> Result<DescribeInstanceAttributeOutput>;

    /// Update instance attribute.
    #[connect_endpoint(POST "/instance/<InstanceId>/attribute/<AttributeType>")]
    fn update_instance_attribute(
        &self,
        instance_id: &str,
        attribute_type: &str,
        #[body("Value")] value: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    /// Associate lambda function.
    #[connect_endpoint(PUT "/instance/<InstanceId>/lambda-function")]
    async fn associate_lambda_function(
        &self,
        instance_id: &str,
        #[body("FunctionArn")] function_arn: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<()>;

    /// Disassociate lambda function.
    #[connect_endpoint(DELETE "/instance/<InstanceId>/lambda-function?<functionArn>&<clientToken>")]
    fn disassociate_lambda_function(
        &self,
        instance_id: &str,
        function_arn: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Call<'_, ()>;

    /// List lambda functions.
    #[connect_endpoint(
        GET "/instance/<InstanceId>/lambda-functions?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "LambdaFunctions"),
    )]
    fn list_lambda_functions(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, String>;

    /// Associate lex bot.
    #[connect_endpoint(PUT "/instance/<InstanceId>/lex-bot")]
    fn associate_lex_bot(
        &self,
        instance_id: &str,
        #[body("LexBot")] lex_bot: &Value,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    /// List lex bots.
    #[connect_endpoint(
        GET "/instance/<InstanceId>/lex-bots?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "LexBots"),
    )]
    fn list_lex_bots(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, LexBot>;

    /// List approved origins.
    #[connect_endpoint(
        GET "/instance/<InstanceId>/approved-origins?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "Origins"),
    )]
    fn list_approved_origins(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<i32>,
    ) -> Pages<'_, String>;

    /// Disassociate approved origin.
    #[connect_endpoint(DELETE "/instance/<InstanceId>/approved-origin?<origin>&<clientToken>")]
    async fn disassociate_approved_origin(
        &self,
        instance_id: &str,
        origin: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Result<()>;

    /// Claim phone number.
    #[connect_endpoint(POST "/phone-number/claim")]
    fn claim_phone_number(
        &self,
        #[body("TargetArn")] target_arn: Option<&str>,
        #[body("InstanceId")] instance_id: Option<&str>,
        #[body("PhoneNumber")] phone_number: &str,
        #[body("PhoneNumberDescription")] phone_number_description: Option<&str>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ClaimPhoneNumberOutput>;

    /// Describe phone number.
    #[connect_endpoint(GET "/phone-number/<PhoneNumberId>")]
    async fn describe_phone_number(
        &self,
        phone_number_id: &str,
    ) -> Result<DescribePhoneNumberOutput>;

    /// List phone numbers v2.
    #[connect_endpoint(
        POST "/phone-number/list",
        pages(token = "NextToken", items = "ListPhoneNumbersSummaryList"),
    )]
    fn list_phone_numbers_v2(
        &self,
        #[body("TargetArn")] target_arn: Option<&str>,
        #[body("InstanceId")] instance_id: Option<&str>,
        #[body("MaxResults")] max_results: Option<i32>,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("PhoneNumberCountryCodes")] phone_number_country_codes: Option<&[&str]>,
    ) -> Pages<'_, ListPhoneNumbersSummary>;

    /// Release phone number.
    #[connect_endpoint(DELETE "/phone-number/<PhoneNumberId>?<clientToken>")]
    async fn release_phone_number(
        &self,
        phone_number_id: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Result<()>;

    /// Adds the specified tags to the specified resource.
    #[connect_endpoint(POST "/tags/<resourceArn>")]
    fn tag_resource(
        &self,
        resource_arn: &str,
        #[body("tags")] tags: &BTreeMap<String, String>,
    ) -> Call<'_, ()>;

    /// Removes the specified tags from the specified resource.
    #[connect_endpoint(DELETE "/tags/<resourceArn>?<tagKeys>")]
    async fn untag_resource(&self, resource_arn: &str, tag_keys: &[&str]) -> Result<()>;

    /// Supports SAML sign-in for Amazon Connect.
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, GetFederationTokenOutput>;
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateUserInput {
    username: String,
    password: Option<String>,
    identity_info: Option<Value>,
    phone_config: Option<Value>,
    directory_user_id: Option<String>,
    security_profile_ids: Vec<String>,
    routing_profile_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateUserOutput {
    user_id: Option<String>,
    user_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeUserOutput {
    user: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary {
    id: Option<String>,
    arn: Option<String>,
    username: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSearchSummary {
    arn: Option<String>,
    directory_user_id: Option<String>,
    hierarchy_group_id: Option<String>,
    id: Option<String>,
    identity_info: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserProficiency {
    attribute_name: String,
    attribute_value: String,
    level: f32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateUserHierarchyGroupOutput {
    hierarchy_group_id: Option<String>,
    hierarchy_group_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeUserHierarchyGroupOutput {
    hierarchy_group: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HierarchyGroupSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateSecurityProfileOutput {
    security_profile_id: Option<String>,
    security_profile_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SecurityProfileSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateQueueInput {
    name: String,
    description: Option<String>,
    outbound_caller_config: Option<Value>,
    outbound_email_config: Option<Value>,
    hours_of_operation_id: String,
    max_contacts: Option<i32>,
    quick_connect_ids: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateQueueOutput {
    queue_arn: Option<String>,
    queue_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeQueueOutput {
    queue: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct QueueSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    queue_type: Option<String>,
    last_modified_time: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Queue {
    name: Option<String>,
    queue_arn: Option<String>,
    queue_id: Option<String>,
    description: Option<String>,
    outbound_caller_config: Option<Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateRoutingProfileInput {
    name: String,
    description: String,
    default_outbound_queue_id: String,
    queue_configs: Option<Value>,
    manual_assignment_queue_configs: Option<Value>,
    media_concurrencies: Value,
    tags: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateRoutingProfileOutput {
    routing_profile_arn: Option<String>,
    routing_profile_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeRoutingProfileOutput {
    routing_profile: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RoutingProfileSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RoutingProfileQueueConfigSummary {
    queue_id: String,
    queue_arn: String,
    queue_name: String,
    priority: i32,
    delay: i32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateHoursOfOperationOutput {
    hours_of_operation_id: Option<String>,
    hours_of_operation_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeHoursOfOperationOutput {
    hours_of_operation: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HoursOfOperationSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateQuickConnectOutput {
    #[serde(rename = "QuickConnectARN")]
    quick_connect_arn: Option<String>,
    quick_connect_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct QuickConnectSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    quick_connect_type: Option<String>,
    last_modified_time: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateContactFlowOutput {
    contact_flow_id: Option<String>,
    contact_flow_arn: Option<String>,
    flow_content_sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeContactFlowOutput {
    contact_flow: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContactFlowSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    contact_flow_type: Option<String>,
    contact_flow_state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContactFlow {
    arn: Option<String>,
    id: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateContactFlowModuleOutput {
    id: Option<String>,
    arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContactFlowModuleSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreatePromptOutput {
    #[serde(rename = "PromptARN")]
    prompt_arn: Option<String>,
    prompt_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PromptSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    last_modified_time: Option<Timestamp>,
    last_modified_region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateViewOutput {
    view: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ViewSummary {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    status: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateRuleInput {
    name: String,
    trigger_event_source: Value,
    function: String,
    actions: Value,
    publish_status: String,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateRuleOutput {
    rule_arn: String,
    rule_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RuleSummary {
    name: String,
    rule_id: String,
    rule_arn: String,
    event_source_name: String,
    publish_status: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateTaskTemplateOutput {
    id: String,
    arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TaskTemplateMetadata {
    id: Option<String>,
    arn: Option<String>,
    name: Option<String>,
    description: Option<String>,
    status: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartChatContactOutput {
    contact_id: Option<String>,
    participant_id: Option<String>,
    participant_token: Option<String>,
    continued_from_contact_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartTaskContactOutput {
    contact_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartOutboundVoiceContactOutput {
    contact_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TransferContactOutput {
    contact_id: Option<String>,
    contact_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetContactAttributesOutput {
    attributes: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeContactOutput {
    contact: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContactSearchSummary {
    arn: Option<String>,
    id: Option<String>,
    initial_contact_id: Option<String>,
    previous_contact_id: Option<String>,
    initiation_method: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ReferenceSummary {
    url: Option<Value>,
    attachment: Option<Value>,
    email_message: Option<Value>,
    email_message_redacted: Option<Value>,
    email_message_plain_text: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartContactEvaluationOutput {
    evaluation_id: String,
    evaluation_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct EvaluationSummary {
    evaluation_id: String,
    evaluation_arn: String,
    evaluation_form_title: String,
    evaluation_form_id: String,
    calibration_session_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetMetricDataV2Output {
    next_token: Option<String>,
    metric_results: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateInstanceOutput {
    id: Option<String>,
    arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeInstanceOutput {
    instance: Option<Value>,
    replication_configuration: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct InstanceSummary {
    id: Option<String>,
    arn: Option<String>,
    identity_management_type: Option<String>,
    instance_alias: Option<String>,
    created_time: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeInstanceAttributeOutput {
    attribute: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LexBot {
    name: String,
    lex_region: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ClaimPhoneNumberOutput {
    phone_number_id: Option<String>,
    phone_number_arn: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribePhoneNumberOutput {
    claimed_phone_number_summary: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListPhoneNumbersSummary {
    phone_number_id: Option<String>,
    phone_number_arn: Option<String>,
    phone_number: Option<String>,
    phone_number_country_code: Option<String>,
    phone_number_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetFederationTokenOutput {
    user_id: Option<String>,
    user_arn: Option<String>,
    credentials: Option<Value>,
    sign_in_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use connect_runtime::testing::disconnected_client;
    use serde_json::json;

    use super::*;

    #[test]
    fn there_are_a_hundred_endpoints() {
        let tables = [
            USERS_OPERATIONS,
            ROUTING_OPERATIONS,
            FLOWS_OPERATIONS,
            CONTACTS_OPERATIONS,
            INSTANCES_OPERATIONS,
        ];
        assert_eq!(tables.concat().len(), 100);
    }

    #[test]
    fn each_trait_makes_its_requests() {
        let client = disconnected_client().unwrap();
        let users = client.list_users("i", Some("t/"), Some(2));
        let queue = client.update_queue_max_contacts("i", "q", Some(0));
        let view = client.delete_view_version("i", "v", 7);
        let contacts = client.search_contacts("i", &json!({}), None, Some(1), None);
        let lambda = client.disassociate_lambda_function("i", "arn:f", Some("token"));
        for (request, expected) in [
            (users.request(), "GET /users-summary/i nextToken=t%2F&maxResults=2 "),
            (queue.request(), r#"POST /queues/i/q/max-contacts  {"MaxContacts":0}"#),
            (view.request(), "DELETE /views/i/v/versions/7  "),
            (
                contacts.request(),
                r#"POST /search-contacts  {"InstanceId":"i","TimeRange":{},"MaxResults":1}"#,
            ),
            (
                lambda.request(),
                "DELETE /instance/i/lambda-function functionArn=arn%3Af&clientToken=token ",
            ),
        ] {
            let request = request.unwrap();
            let body = str::from_utf8(request.body()).unwrap();
            let (method, path, query) = (request.method(), request.path(), request.query());
            assert_eq!(format!("{method} {path} {query} {body}"), expected);
        }
    }
}
