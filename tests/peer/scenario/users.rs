//! Steps with users: their tags, the bounds of an instance, and many of them in pages.

use connect_runtime::{Client, Result};
use serde_json::{Value, json};

use super::operations::Connect;
use super::results::{Scenario, text};
use super::search;

const USERS: usize = 250;
const PAGE: u32 = 100;

/// The profiles that each user has.
pub(super) struct UserProfiles {
    pub(super) routing: String,
    pub(super) security: String,
}

pub(super) async fn user(
    scenario: &mut Scenario,
    client: &Client,
    (instance, other): (&str, &str),
    queue: &str,
    profiles: &UserProfiles,
) -> Result<()> {
    let create = new_user("peer.user", profiles);
    let mut with_identity = create.clone();
    with_identity["IdentityInfo"] = json!({"FirstName": "Ada", "LastName": "Peer"});
    let made = client.create_user(instance, &with_identity).await;
    let made = scenario.step("create the user", made)?;
    let id = text(&made, "UserId");
    let again = client.create_user(instance, &create).await;
    scenario.step("a user name that is taken", again)?;
    scenario.step("describe the user", client.describe_user(instance, id).await)?;
    scenario.step("list the users", all_users(client, instance).await)?;
    let contains = search(instance, "Username", "CONTAINS", "r.us");
    let found = client.search_users(&contains).await;
    scenario.step("find the user by a part of its name", found)?;
    let exact = search(instance, "Username", "EXACT", "r.us");
    scenario.step("find no user by a part as its name", client.search_users(&exact).await)?;
    let identity = json!({"IdentityInfo": {"FirstName": "Ada", "LastName": "Other"}});
    let updated = client.update_user_identity_info(instance, id, &identity).await;
    scenario.step("update the user", updated)?;
    scenario.step("describe the updated user", client.describe_user(instance, id).await)?;
    tags(scenario, client, text(&made, "UserArn")).await?;
    scenario.step("a queue is no user", client.describe_user(instance, queue).await)?;
    let elsewhere = client.describe_user(other, id).await;
    scenario.step("the user in the other instance", elsewhere)?;
    scenario.step("the users of the other instance", all_users(client, other).await)?;
    scenario.step("delete the user", client.delete_user(instance, id).await)?;
    scenario.step("describe the deleted user", client.describe_user(instance, id).await)?;
    Ok(())
}

fn new_user(name: &str, profiles: &UserProfiles) -> Value {
    json!({
        "Username": name,
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false},
        "RoutingProfileId": profiles.routing,
        "SecurityProfileIds": [profiles.security],
    })
}

/// Lists the users of one page in the form of the response.
async fn all_users(client: &Client, instance: &str) -> Result<Value> {
    let users = client.list_users(instance, None, None).collect_at_most(USERS).await?;
    Ok(json!({"UserSummaryList": users}))
}

async fn tags(scenario: &mut Scenario, client: &Client, arn: &str) -> Result<()> {
    let tags = json!({"tags": {"team": "peer", "a b": "c/d"}});
    scenario.step("tag the user", client.tag_resource(arn, &tags).await)?;
    scenario.step("list the user's tags", client.list_tags_for_resource(arn).await)?;
    scenario.step("untag the user", client.untag_resource(arn, &["a b"]).await)?;
    scenario.step("list the tags left", client.list_tags_for_resource(arn).await)?;
    Ok(())
}

pub(super) async fn pages(
    scenario: &mut Scenario,
    client: &Client,
    instance: &str,
    profiles: &UserProfiles,
) -> Result<()> {
    let names: Vec<String> = (0..USERS).map(|number| format!("peer.{number:03}")).collect();
    for name in &names {
        client.create_user(instance, &new_user(name, profiles)).await?;
    }
    let pages = client.list_users(instance, None, Some(PAGE)).by_page();
    let pages = pages.collect_at_most(USERS).await?;
    let mut listed: Vec<&str> = pages.iter().flatten().map(|user| text(user, "Username")).collect();
    listed.sort_unstable();
    let result = json!({
        "pages": pages.iter().map(Vec::len).collect::<Vec<_>>(),
        "all": listed == names,
    });
    scenario.step("list many users in pages", Ok(result))?;
    Ok(())
}
