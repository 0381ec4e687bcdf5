//! Tests that an `InstanceId` sends what an operation takes for an instance.

use std::collections::BTreeMap;

use connect_model::{Kind, Limit, Service, Shape};
use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, InstanceId, connect_endpoint};
use serde::Serialize;
use serde_json::{Value, json};

const ID: &str = LocalConnect::INSTANCE_ID;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>")]
    fn list_users(&self, instance_id: &InstanceId) -> Call<'_, Value>;

    #[connect_endpoint(GET "/traffic-distribution-groups?<instanceId>")]
    fn list_traffic_distribution_groups(&self, instance_id: Option<&InstanceId>)
    -> Call<'_, Value>;

    #[connect_endpoint(POST "/search-users")]
    fn search_users(&self, #[body("InstanceId")] instance_id: &InstanceId) -> Call<'_, Value>;

    #[connect_endpoint(POST "/search-users")]
    fn search(&self, #[body] search: &Search<'_>) -> Call<'_, Value>;

    #[connect_endpoint(POST "/metrics/data", unchecked)]
    fn get_metrics(
        &self,
        #[header("X-Instance")] instance: InstanceId,
        #[query("of")] instances: &[InstanceId],
        #[query] others: &BTreeMap<&str, InstanceId>,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/phone-number/list")]
    fn list_phone_numbers_v2(&self, #[body("TargetArn")] target: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    fn list_tags_for_resource(&self, resource_arn: &str) -> Call<'_, Value>;
}
impl Api for Client {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Search<'a> {
    instance_id: &'a InstanceId,
}

fn arn() -> String {
    format!("arn:aws:connect:us-west-2:123456789012:instance/{ID}")
}

#[tokio::test]
async fn an_id_is_sent_whatever_it_was_made_from() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client_builder().max_attempts(1).build().unwrap();
    for text in [ID.to_owned(), ID.to_uppercase(), arn(), format!("{}/agent/{ID}", arn())] {
        let instance: InstanceId = text.parse().unwrap();
        client.list_users(&instance).await.unwrap();
        client.list_traffic_distribution_groups(Some(&instance)).await.unwrap();
        client.search_users(&instance).await.unwrap();
        client.search(&Search { instance_id: &instance }).await.unwrap();
        let several = [instance.clone(), instance.clone()];
        let others = BTreeMap::from([("other", instance.clone())]);
        let _ = client.get_metrics(instance, &several, &others).await;
        let requests = service.requests();
        let [.., users, groups, search, whole, metrics] = &requests[..] else { panic!("{text}") };
        assert_eq!(users.path, format!("/users-summary/{ID}"), "{text}");
        assert_eq!(groups.query, format!("instanceId={ID}"), "{text}");
        for request in [search, whole] {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            assert_eq!(body, json!({ "InstanceId": ID }), "{text}");
        }
        assert_eq!(metrics.header("x-instance"), Some(ID), "{text}");
        assert_eq!(metrics.query, format!("of={ID}&of={ID}&other={ID}"), "{text}");
    }
}

#[tokio::test]
async fn a_member_for_an_arn_gets_the_arn() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client_builder().max_attempts(1).build().unwrap();
    let instance: InstanceId = format!("{}/queue/{ID}", arn()).parse().unwrap();
    client.list_phone_numbers_v2(instance.arn().unwrap()).await.unwrap();
    // The stand-in keeps no tags of this instance.
    client.list_tags_for_resource(instance.arn().unwrap()).await.unwrap_err();
    let requests = service.requests();
    let body: Value = serde_json::from_slice(&requests[0].body).unwrap();
    assert_eq!(body, json!({ "TargetArn": arn() }));
    let label = arn().replace(':', "%3A").replace('/', "%2F");
    assert_eq!(requests[1].path, format!("/tags/{label}"));
}

#[test]
fn an_id_has_no_arn() {
    let error = ID.parse::<InstanceId>().unwrap().arn().unwrap_err();
    let text = "the ARN of the instance is not known, because its id has no region and account; make the \
                `InstanceId` from the ARN";
    assert_eq!(error.to_string(), text);
    let error = "my-company".parse::<InstanceId>().unwrap_err();
    let text = "the text is neither the id nor the ARN of an instance, and an alias is not accepted; \
                write the id, such as `12345678-abcd-4321-abcd-123456789012`, or the ARN, such as \
                `arn:aws:connect:us-west-2:123456789012:instance/12345678-abcd-4321-abcd-123456789012`";
    assert_eq!(error.to_string(), text);
}

/// The patterns of members that are the id of an instance. Each matches a UUID.
const ID_PATTERNS: [&str; 5] = [
    r".*\S.*",
    "[-_.a-zA-Z0-9]+",
    r"^[a-zA-Z0-9\_\-:\/]+$",
    "^(arn:(aws|aws-us-gov):connect:[a-z]{2}-[a-z]+-[0-9]{1}:[0-9]{1,20}:instance/)?[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$",
    "^(arn:([a-zA-Z0-9-]+):connect:[a-z]+-[a-z-]+-[0-9]+:[0-9]+:instance/)?[a-zA-Z0-9_-]+$",
];

fn takes_id(shape: Shape<'_>) -> bool {
    let length = |limit: Option<Limit>, default| limit.and_then(Limit::as_i64).unwrap_or(default);
    let lengths = length(shape.min(), 0)..=length(shape.max(), i64::MAX);
    shape.kind() == Kind::String
        && lengths.contains(&36)
        && shape.pattern().is_none_or(|pattern| ID_PATTERNS.contains(&pattern))
}

/// A pattern of a newer model fails, so that somebody looks whether it matches an id.
#[test]
fn every_modelled_instance_takes_the_id_unless_it_is_an_arn_by_name() {
    let (mut ids, mut arns) = (0, 0);
    for service in Service::ALL {
        let shapes = service.shapes();
        for member in shapes.shapes().flat_map(|shape| shape.members()) {
            let name = member.wire_name.to_ascii_lowercase();
            let shape = shapes.shape(member.shape).unwrap();
            let is_arn = shape.pattern().is_some_and(|pattern| pattern.contains("arn:"));
            if name.ends_with("instanceid") {
                assert!(takes_id(shape), "{service:?} {member:?} {shape:?}");
                ids += 1;
            } else if name.contains("instance") && is_arn {
                // The macros refuse an id there.
                assert!(name.ends_with("arn"), "{service:?} {member:?}");
                arns += 1;
            }
        }
    }
    assert!(ids > 400 && arns > 2, "{ids} {arns}");
}
