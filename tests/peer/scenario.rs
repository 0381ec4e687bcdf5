//! Runs the steps of `scenario.py` and prints each step's result as a line of JSON.

mod domains;
mod flows;
mod operations;
mod results;
mod users;

use connect_runtime::{Client, Result};
use serde_json::{Value, json};

use operations::Connect;
use results::{Scenario, text};
use users::UserProfiles;

/// Runs every step.
pub(crate) async fn run(client: &Client) -> Result<()> {
    let mut scenario = Scenario::default();
    let (instance, other) = instances(&mut scenario, client).await?;
    let hours = hours(&mut scenario, client, &instance).await?;
    let queue = queue(&mut scenario, client, &instance, &hours).await?;
    let profiles = UserProfiles {
        routing: routing_profile(&mut scenario, client, &instance, &queue).await?,
        security: security_profile(&mut scenario, client, &instance).await?,
    };
    users::user(&mut scenario, client, (&instance, &other), &queue, &profiles).await?;
    let flow = flows::flow(&mut scenario, client, &instance).await?;
    flows::prompt(&mut scenario, client, &instance).await?;
    flows::quick_connect(&mut scenario, client, &instance, (&queue, &flow)).await?;
    flows::contact(&mut scenario, client, &instance, &flow).await?;
    domains::cases(&mut scenario, client).await?;
    domains::customer_profiles(&mut scenario, client).await?;
    users::pages(&mut scenario, client, &instance, &profiles).await
}

async fn instances(scenario: &mut Scenario, client: &Client) -> Result<(String, String)> {
    let create = json!({
        "IdentityManagementType": "CONNECT_MANAGED",
        "InboundCallsEnabled": true,
        "OutboundCallsEnabled": false,
        "InstanceAlias": "peer-two",
    });
    let mut first = create.clone();
    first["InstanceAlias"] = json!("peer-one");
    first["Tags"] = json!({"team": "peer"});
    let made = scenario.step("create the instance", client.create_instance(&first).await)?;
    let other = client.create_instance(&create).await;
    let other = scenario.step("create the other instance", other)?;
    scenario.step("an alias that is taken", client.create_instance(&create).await)?;
    let (id, other) = (text(&made, "Id"), text(&other, "Id"));
    scenario.step("describe the instance", client.describe_instance(id).await)?;
    scenario.step("list the instances", client.list_instances().await)?;
    Ok((id.to_owned(), other.to_owned()))
}

async fn hours(scenario: &mut Scenario, client: &Client, instance: &str) -> Result<String> {
    let create = json!({
        "Name": "peer hours",
        "TimeZone": "UTC",
        "Config": [{
            "Day": "MONDAY",
            "StartTime": {"Hours": 8, "Minutes": 0},
            "EndTime": {"Hours": 17, "Minutes": 30},
        }],
    });
    let made = client.create_hours_of_operation(instance, &create).await;
    let made = scenario.step("create the hours", made)?;
    let id = text(&made, "HoursOfOperationId");
    let again = client.create_hours_of_operation(instance, &create).await;
    scenario.step("hours again", again)?;
    let described = client.describe_hours_of_operation(instance, id).await;
    scenario.step("describe the hours", described)?;
    let change = json!({"Description": "from Monday", "TimeZone": "Europe/Vienna"});
    let updated = client.update_hours_of_operation(instance, id, &change).await;
    scenario.step("update the hours", updated)?;
    let described = client.describe_hours_of_operation(instance, id).await;
    scenario.step("describe the updated hours", described)?;
    scenario.step("list the hours", client.list_hours_of_operations(instance).await)?;
    Ok(id.to_owned())
}

async fn queue(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
    hours: &str,
) -> Result<String> {
    let create = json!({
        "Name": "peer queue",
        "HoursOfOperationId": hours,
        "MaxContacts": 5,
        "Tags": {"team": "peer"},
    });
    let made = scenario.step("create the queue", client.create_queue(instance, &create).await)?;
    let id = text(&made, "QueueId");
    scenario.step("describe the queue", client.describe_queue(instance, id).await)?;
    let search = search(instance, "Name", "STARTS_WITH", "peer q");
    let found = client.search_queues(&search).await;
    scenario.step("find the queue by the start of its name", found)?;
    let renamed = client.update_queue_name(instance, id, &json!({"Name": "peer line"})).await;
    scenario.step("rename the queue", renamed)?;
    scenario.step("describe the renamed queue", client.describe_queue(instance, id).await)?;
    scenario.step("find no queue by the old name", client.search_queues(&search).await)?;
    Ok(id.to_owned())
}

fn search(instance: &str, field: &str, comparison: &str, value: &str) -> Value {
    json!({
        "InstanceId": instance,
        "SearchCriteria": {
            "StringCondition": {
                "FieldName": field,
                "ComparisonType": comparison,
                "Value": value,
            },
        },
    })
}

async fn routing_profile(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
    queue: &str,
) -> Result<String> {
    let create = json!({
        "Name": "peer routing",
        "Description": "voice",
        "DefaultOutboundQueueId": queue,
        "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
    });
    let made = client.create_routing_profile(instance, &create).await;
    let made = scenario.step("create the routing profile", made)?;
    let id = text(&made, "RoutingProfileId");
    let described = client.describe_routing_profile(instance, id).await;
    scenario.step("describe the routing profile", described)?;
    let search = search(instance, "Name", "EXACT", "peer routing");
    let found = client.search_routing_profiles(&search).await;
    scenario.step("find the routing profile by its name", found)?;
    let name = json!({"Name": "peer voice"});
    let renamed = client.update_routing_profile_name(instance, id, &name).await;
    scenario.step("rename the routing profile", renamed)?;
    let described = client.describe_routing_profile(instance, id).await;
    scenario.step("describe the renamed routing profile", described)?;
    Ok(id.to_owned())
}

async fn security_profile(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
) -> Result<String> {
    let create = json!({
        "SecurityProfileName": "peer security",
        "Permissions": ["BasicAgentAccess"],
    });
    let made = client.create_security_profile(instance, &create).await;
    let made = scenario.step("create the security profile", made)?;
    let id = text(&made, "SecurityProfileId");
    let described = client.describe_security_profile(instance, id).await;
    scenario.step("describe the security profile", described)?;
    let change = json!({"Description": "for agents"});
    let updated = client.update_security_profile(instance, id, &change).await;
    scenario.step("update the security profile", updated)?;
    let described = client.describe_security_profile(instance, id).await;
    scenario.step("describe the updated security profile", described)?;
    let search = search(instance, "SecurityProfileName", "CONTAINS", "r sec");
    let found = client.search_security_profiles(&search).await;
    scenario.step("find the security profile by a part of its name", found)?;
    Ok(id.to_owned())
}
