//! Defines cases for Amazon Connect with values in the path.

use connect_runtime::{Call, ConnectEnum, ToValue, connect_api};

use super::case::{
    CONTACT, CONTROL, Case, ESCAPED, INSTANCE, QUEUE_ARN, RESERVED, UNICODE, case, long_token,
};

#[derive(ToValue)]
pub(crate) struct Arn<'a>(&'a str);

#[derive(ConnectEnum)]
pub(crate) enum FlowResource {
    SmsPhoneNumber,
    InboundEmail,
    #[other]
    Other(String),
}

#[derive(Clone, Copy, ToValue)]
pub(crate) struct Version(i64);

#[derive(ConnectEnum)]
pub(crate) enum InstanceAttribute {
    InboundCalls,
    #[text("EARLY_MEDIA")]
    EarlyMedia,
    #[other]
    Other(String),
}

#[connect_api]
pub(crate) trait Labels {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/instance/<InstanceId>")]
    fn describe_instance(&self, #[path("InstanceId")] id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    fn list_tags_for_resource(&self, resource_arn: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, user_id: &str, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/flow-associations/<InstanceId>/<ResourceId>/<ResourceType>")]
    fn disassociate_flow(
        &self,
        instance_id: &str,
        #[path("ResourceId")] resource: Arn<'_>,
        resource_type: &FlowResource,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        DELETE "/contact-flows/<InstanceId>/<ContactFlowId>/version/<ContactFlowVersion>"
    )]
    fn delete_contact_flow_version(
        &self,
        instance_id: &str,
        contact_flow_id: String,
        contact_flow_version: i64,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        DELETE
        "/contact-flow-modules/<InstanceId>/<ContactFlowModuleId>/version/<ContactFlowModuleVersion>"
    )]
    fn delete_contact_flow_module_version(
        &self,
        instance_id: &str,
        #[path("ContactFlowModuleId")] module_id: &str,
        #[path("ContactFlowModuleVersion")] version: Version,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/views/<InstanceId>/<ViewId>/versions/<ViewVersion>")]
    fn delete_view_version(
        &self,
        instance_id: &str,
        view_id: &str,
        view_version: i32,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/predefined-attributes/<InstanceId>/<Name>")]
    fn delete_predefined_attribute(&self, instance_id: &str, name: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/vocabulary-remove/<InstanceId>/<VocabularyId>")]
    fn delete_vocabulary(&self, instance_id: &str, vocabulary_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/users/<InstanceId>/<UserId>/status")]
    fn put_user_status(
        &self,
        user_id: &str,
        instance_id: &str,
        #[body("AgentStatusId")] agent_status_id: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/instance/<InstanceId>/attribute/<AttributeType>")]
    fn update_instance_attribute(
        &self,
        instance_id: &str,
        attribute_type: &InstanceAttribute,
        #[body("Value")] value: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("label-plain", |c| c.get_federation_token(INSTANCE).into()),
        case("label-reserved", |c| c.get_federation_token(RESERVED).into()),
        case("label-escaped", |c| c.get_federation_token(ESCAPED).into()),
        case("label-unicode", |c| c.get_federation_token(UNICODE).into()),
        case("label-control", |c| c.get_federation_token(CONTROL).into()),
        case("label-one-space", |c| c.describe_instance(" ").into()),
        case("label-three-dots", |c| c.describe_instance("...").into()),
        case("label-escaped-dots", |c| c.describe_instance("%2E%2E").into()),
        case("label-slash-alone", |c| c.describe_instance("/").into()),
        case("label-dots-and-slashes", |c| c.describe_instance("a/..b//.c/d..").into()),
        case("label-long", |c| c.describe_instance(&long_token()).into()),
        case("label-arn", |c| c.list_tags_for_resource(QUEUE_ARN).into()),
        case("label-second", |c| c.describe_user("a/b c", INSTANCE).into()),
        case("label-order", |c| c.describe_user("user", "instance").into()),
        case("label-three-strings", |c| {
            c.disassociate_flow(INSTANCE, Arn(QUEUE_ARN), &FlowResource::Other("é/é".into())).into()
        }),
        case("label-i64-max", |c| {
            c.delete_contact_flow_version(INSTANCE, "flow".into(), i64::MAX).into()
        }),
        case("label-i64-min", |c| {
            c.delete_contact_flow_module_version(INSTANCE, "module", Version(i64::MIN)).into()
        }),
        case("label-i32-zero", |c| c.delete_view_version(INSTANCE, "view", 0).into()),
        case("label-i32-min", |c| c.delete_view_version(INSTANCE, "view", i32::MIN).into()),
        case("label-in-delete", |c| c.delete_predefined_attribute(INSTANCE, "Größe (cm)").into()),
        case("post-without-body", |c| c.delete_vocabulary(INSTANCE, "v 1").into()),
        case("label-and-body", |c| c.put_user_status("u@1", "i:1", "").into()),
        case("label-enum", |c| {
            let attribute = InstanceAttribute::InboundCalls;
            c.update_instance_attribute(INSTANCE, &attribute, "false", Some(CONTACT)).into()
        }),
    ]
}
