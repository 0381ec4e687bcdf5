//! Steps with the domains of Cases and Customer Profiles.

use connect_runtime::{Client, Result};
use serde_json::json;

use super::operations::{Cases, Profiles};
use super::results::{Scenario, text};

pub(super) async fn cases(scenario: &mut Scenario, client: &Client) -> Result<()> {
    let create = json!({"name": "peer-cases"});
    let made = Cases::create_domain(client, &create).await;
    let made = scenario.step("create the case domain", made)?;
    let domain = text(&made, "domainId");
    let again = Cases::create_domain(client, &create).await;
    scenario.step("a domain's name that is taken", again)?;
    scenario.step("describe the case domain", Cases::get_domain(client, domain).await)?;
    let field = json!({"name": "peer field", "type": "Text"});
    let field = scenario.step("create the field", client.create_field(domain, &field).await)?;
    let field = text(&field, "fieldId");
    let change = json!({"description": "a text"});
    scenario.step("update the field", client.update_field(domain, field, &change).await)?;
    let fields = json!({"fields": [{"id": field}]});
    scenario.step("read the field", client.batch_get_field(domain, &fields).await)?;
    scenario.step("list the fields", client.list_fields(domain).await)?;
    let deleted = Cases::delete_domain(client, domain).await;
    scenario.step("delete the case domain", deleted)?;
    let described = Cases::get_domain(client, domain).await;
    scenario.step("describe the deleted case domain", described)?;
    Ok(())
}

pub(super) async fn customer_profiles(scenario: &mut Scenario, client: &Client) -> Result<()> {
    let domain = "peer-profiles";
    let create = json!({"DefaultExpirationDays": 30});
    let made = Profiles::create_domain(client, domain, &create).await;
    scenario.step("create the profile domain", made)?;
    let described = Profiles::get_domain(client, domain).await;
    scenario.step("describe the profile domain", described)?;
    let create = json!({"FirstName": "Ada", "PhoneNumber": "+15550100"});
    let made = client.create_profile(domain, &create).await;
    let made = scenario.step("create the profile", made)?;
    let id = text(&made, "ProfileId");
    let search = json!({"KeyName": "_phone", "Values": ["+15550100"]});
    let found = client.search_profiles(domain, &search).await;
    scenario.step("find the profile by its number", found)?;
    let change = json!({"ProfileId": id, "LastName": "Peer"});
    scenario.step("update the profile", client.update_profile(domain, &change).await)?;
    let found = client.search_profiles(domain, &search).await;
    scenario.step("find the updated profile", found)?;
    let deleted = client.delete_profile(domain, &json!({"ProfileId": id})).await;
    scenario.step("delete the profile", deleted)?;
    scenario.step("find no profile", client.search_profiles(domain, &search).await)?;
    let deleted = Profiles::delete_domain(client, domain).await;
    scenario.step("delete the profile domain", deleted)?;
    let described = Profiles::get_domain(client, domain).await;
    scenario.step("describe the deleted profile domain", described)?;
    Ok(())
}
