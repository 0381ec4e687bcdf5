//! What AWS's model does not know, and what may be right, passes in silence.

#![deny(warnings)]

use connect_runtime::{
    ApiError, Call, ConnectError, Error, Pages, Service, ToValue, connect_api,
};
use serde_json::Value;

const VOICE_ID: Service = Service::new("Amazon Connect Voice ID", "voiceid", "voiceid");

/// Operations that are newer than the model, or of another service.
#[connect_api]
pub trait Unknown {
    #[connect_endpoint(GET "/skills/<InstanceId>/<SkillId>")]
    fn describe_skill(&self, instance_id: &str, skill_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/users/<InstanceId>/<UserId>/skills")]
    fn associate_user_skills(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;

    /// An operation with a path and a name that are near others.
    #[connect_endpoint(GET "/tasks/<InstanceId>")]
    fn list_tasks(&self, instance_id: &str) -> Call<'_, Value>;

    /// Another method on a known path.
    #[connect_endpoint(PATCH "/users/<InstanceId>/<UserId>")]
    fn change_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;

    /// A service of the user.
    #[connect_endpoint(POST "/domains/<DomainId>/cases", service = VOICE_ID)]
    fn of_own_service(&self, domain_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/skill-list?<token>", pages(token = "Token", items = "Skills"))]
    fn skills(&self, token: Option<&str>) -> Pages<'_, Value>;
}

/// A new operation whose line is one of another service with the same start.
#[connect_api(service = CASES)]
pub trait UnknownCases {
    #[connect_endpoint(GET "/domains/<domainId>/layouts")]
    fn layouts(&self, domain_id: &str) -> Call<'_, Value>;
}

/// Known operations with members that are newer than the model.
#[connect_api]
pub trait Known {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<skill>&<sortBy>&verbose")]
    fn users(&self, instance_id: &str, skill: &str, sort_by: &str) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/users/<Instance>")]
    fn create_user(
        &self,
        #[path("Instance")] instance_id: &str,
        #[body] user: &Value,
        #[body("Skills")] skills: &[&str],
        #[header("X-Amz-Trace")] trace: &str,
    ) -> Call<'_, Value>;

    /// The value of a label may be written out.
    #[connect_endpoint(GET "/user/federate/an-instance")]
    fn get_federation_token(&self) -> Call<'_, Value>;

    /// A struct or a map may have what the operation needs.
    #[connect_endpoint(DELETE "/tags/<resourceArn>")]
    fn untag_resource(&self, resource_arn: &str, #[query] keys: &Value) -> Call<'_, ()>;

    /// An operation that may have pages, though AWS does not list it.
    #[connect_endpoint(POST "/metrics/data", pages(token = "NextToken", items = "MetricResults"))]
    fn get_metric_data_v2(&self, #[body] request: &Value) -> Pages<'_, Value>;

    /// The option `name` frees the name of the method.
    #[connect_endpoint(GET "/queues-summary/<InstanceId>", name = "ListQueues")]
    fn describe_queue(&self, instance_id: &str) -> Call<'_, Value>;
}

/// A type of the user may have any form in JSON, and a generic one too.
#[derive(serde::Serialize)]
pub struct Channel;

/// A type of the user with the name of one of the runtime.
#[derive(ToValue, serde::Serialize)]
pub struct InstanceId(String);

#[connect_api]
pub trait Kinds {
    #[connect_endpoint(GET "/tags/<resourceArn>")]
    fn list_tags_for_resource(&self, resource_arn: &InstanceId) -> Call<'_, Value>;

    #[connect_endpoint(POST "/phone-number/list")]
    fn list_phone_numbers_v2(
        &self,
        #[body("TargetArn")] target: Option<&InstanceId>,
        #[body("InstanceId")] instance: Option<connect_runtime::InstanceId>,
    ) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user<Ids: serde::Serialize + ?Sized>(
        &self,
        instance_id: &str,
        #[body("Username")] username: impl serde::Serialize,
        #[body("PhoneConfig")] phone_config: &Channel,
        #[body("SecurityProfileIds")] ids: &Ids,
        #[body("RoutingProfileId")] routing_profile: Option<Box<Channel>>,
        #[body("Tags")] tags: (&str, u8),
    ) -> Call<'_, Value>;

    /// Every scalar is text in a query, and one value is a list.
    #[connect_endpoint(GET "/queues-summary/<InstanceId>?<maxResults>&<queueTypes>")]
    fn list_queues(&self, instance_id: &str, max_results: &str, queue_types: &str) -> Call<'_, ()>;
}

/// Declarations that are wrong by the model, on purpose.
#[connect_api(unchecked)]
pub trait Unchecked {
    #[connect_endpoint(GET "/users/<UserId>?<NextToken>")]
    fn list_users(&self, user_id: &str, next_token: &str) -> Call<'_, Value>;
}

#[connect_api]
pub trait OneUnchecked {
    #[connect_endpoint(POST "/domains/<DomainId>/cases", unchecked)]
    fn create_case(&self, domain_id: &str) -> Call<'_, Value>;
}

/// Codes that are no slips of known ones, codes of every AWS service, and unchecked ones.
#[derive(Debug, ConnectError)]
pub enum Errors {
    #[code("SkillNotFoundException", "ThrottledException", "AccessDenied", "MyGatewayError")]
    Any(ApiError),
    #[other]
    Other(Error),
}

#[derive(Debug, ConnectError)]
#[connect(unchecked)]
pub enum UncheckedErrors {
    #[code("UserNotFoundExeption")]
    NotFound(ApiError),
    #[other]
    Other(Error),
}

fn main() {
    let names = KNOWN_OPERATIONS.iter().map(|operation| operation.name());
    let expected = [
        "ListUsers",
        "CreateUser",
        "GetFederationToken",
        "UntagResource",
        "GetMetricDataV2",
        "ListQueues",
    ];
    assert!(names.eq(expected));
    assert_eq!(UNKNOWN_OPERATIONS[0].name(), "DescribeSkill");
    assert_eq!(UNCHECKED_OPERATIONS[0].name(), "ListUsers");
}
