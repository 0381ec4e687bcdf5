//! Steps with flows, and with what uses them.

use connect_runtime::{Client, Result};
use serde_json::json;

use super::operations::Connect;
use super::results::{Scenario, text};
use super::search;

const FLOW: &str = r#"{"Version":"2019-10-30","StartAction":"a","Actions":[]}"#;

pub(super) async fn flow(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
) -> Result<String> {
    let create = json!({"Name": "peer flow", "Type": "CONTACT_FLOW", "Content": FLOW});
    let made = client.create_contact_flow(instance, &create).await;
    let made = scenario.step("create the flow", made)?;
    let id = text(&made, "ContactFlowId");
    scenario.step("describe the flow", client.describe_contact_flow(instance, id).await)?;
    let change = json!({"Name": "peer way", "Description": "ends at once"});
    let updated = client.update_contact_flow_metadata(instance, id, &change).await;
    scenario.step("update the flow", updated)?;
    let described = client.describe_contact_flow(instance, id).await;
    scenario.step("describe the updated flow", described)?;
    let search = search(instance, "Name", "EXACT", "peer way");
    let found = client.search_contact_flows(&search).await;
    scenario.step("find the flow by its new name", found)?;
    Ok(id.to_owned())
}

pub(super) async fn prompt(scenario: &mut Scenario, client: &Client, instance: &str) -> Result<()> {
    let create = json!({"Name": "peer prompt", "S3Uri": "s3://peer/prompt.wav"});
    let made = client.create_prompt(instance, &create).await;
    let made = scenario.step("create the prompt", made)?;
    let id = text(&made, "PromptId");
    let change = json!({"Description": "a greeting"});
    scenario.step("update the prompt", client.update_prompt(instance, id, &change).await)?;
    scenario.step("describe the prompt", client.describe_prompt(instance, id).await)?;
    scenario.step("delete the prompt", client.delete_prompt(instance, id).await)?;
    scenario.step("describe the deleted prompt", client.describe_prompt(instance, id).await)?;
    Ok(())
}

pub(super) async fn quick_connect(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
    (queue, flow): (&str, &str),
) -> Result<()> {
    let create = json!({
        "Name": "peer connect",
        "QuickConnectConfig": {
            "QuickConnectType": "QUEUE",
            "QueueConfig": {"QueueId": queue, "ContactFlowId": flow},
        },
    });
    let made = client.create_quick_connect(instance, &create).await;
    let made = scenario.step("create the quick connect", made)?;
    let id = text(&made, "QuickConnectId");
    let name = json!({"Name": "peer transfer"});
    let renamed = client.update_quick_connect_name(instance, id, &name).await;
    scenario.step("rename the quick connect", renamed)?;
    let described = client.describe_quick_connect(instance, id).await;
    scenario.step("describe the quick connect", described)?;
    scenario.step("list the quick connects", client.list_quick_connects(instance).await)?;
    let deleted = client.delete_quick_connect(instance, id).await;
    scenario.step("delete the quick connect", deleted)?;
    scenario.step("list no quick connects", client.list_quick_connects(instance).await)?;
    Ok(())
}

pub(super) async fn contact(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
    flow: &str,
) -> Result<()> {
    let start = json!({
        "InstanceId": instance,
        "ContactFlowId": flow,
        "Name": "peer task",
        "Attributes": {"color": "red"},
    });
    let made = scenario.step("start the task", client.start_task_contact(&start).await)?;
    let id = text(&made, "ContactId");
    scenario.step("describe the task", client.describe_contact(instance, id).await)?;
    let more = json!({
        "InstanceId": instance,
        "InitialContactId": id,
        "Attributes": {"size": "9"},
    });
    scenario.step("add attributes", client.update_contact_attributes(&more).await)?;
    let attributes = client.get_contact_attributes(instance, id).await;
    scenario.step("read the attributes", attributes)?;
    let tags = json!({
        "InstanceId": instance,
        "ContactId": id,
        "Tags": {"team": "peer", "b": "1"},
    });
    scenario.step("tag the task", client.tag_contact(&tags).await)?;
    scenario.step("untag the task", client.untag_contact(instance, id, &["b"]).await)?;
    let stop = json!({"InstanceId": instance, "ContactId": id});
    scenario.step("stop the task", client.stop_contact(&stop).await)?;
    scenario.step("describe the stopped task", client.describe_contact(instance, id).await)?;
    Ok(())
}
