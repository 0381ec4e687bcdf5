//! Runs the scenario of `moto_scenario.py`: every operation of Amazon Connect that moto supports.

#![allow(clippy::struct_field_names, reason = "the members of the model have these names")]

use std::collections::BTreeMap;
use std::fmt;

use connect_runtime::{Call, Client, Error, Pages, Result, Timestamp, connect_api};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const INSTANCES: usize = 5;
const TAGS: [(&str, &str); 3] = [("plain", "value"), ("a b/c", "é&=+"), ("empty", "")];
/// Uses the order in which moto returns the data sets.
const DATA_SETS: [&str; 3] = ["agent_metrics", "contact statistics/é", "contact_record"];
const UNKNOWN: &str = "99999999-9999-4999-8999-999999999999";

type Tags = BTreeMap<String, String>;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NewInstance<'a> {
    identity_management_type: &'a str,
    instance_alias: &'a str,
    inbound_calls_enabled: bool,
    outbound_calls_enabled: bool,
    tags: Option<Tags>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreatedInstance {
    id: String,
    arn: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribedInstance {
    instance: Instance,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Instance {
    arn: String,
    instance_alias: Option<String>,
    instance_status: String,
    inbound_calls_enabled: bool,
    outbound_calls_enabled: bool,
    created_time: Timestamp,
    tags: Option<Tags>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct InstanceSummary {
    id: String,
}

#[derive(Deserialize)]
struct TagList {
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Association {
    data_set_id: String,
    target_account_id: Option<String>,
}

#[connect_api]
trait Connect {
    #[connect_endpoint(PUT "/instance")]
    async fn create_instance(&self, #[body] instance: &NewInstance<'_>) -> Result<CreatedInstance>;

    #[connect_endpoint(GET "/instance/<InstanceId>")]
    async fn describe_instance(&self, instance_id: &str) -> Result<DescribedInstance>;

    #[connect_endpoint(DELETE "/instance/<InstanceId>")]
    async fn delete_instance(&self, instance_id: &str) -> Result<()>;

    #[connect_endpoint(GET "/instance?<nextToken>&<maxResults>", pages)]
    fn list_instances(
        &self,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, InstanceSummary>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(POST "/tags/<resourceArn>")]
    async fn tag_resource(&self, resource_arn: &str, #[body("tags")] tags: &Tags) -> Result<()>;

    #[connect_endpoint(DELETE "/tags/<resourceArn>?<tagKeys>")]
    async fn untag_resource(&self, resource_arn: &str, tag_keys: &[&str]) -> Result<()>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    async fn list_tags_for_resource(&self, resource_arn: &str) -> Result<TagList>;

    #[connect_endpoint(PUT "/analytics-data/instance/<InstanceId>/association")]
    async fn associate_analytics_data_set(
        &self,
        instance_id: &str,
        #[body("DataSetId")] data_set_id: &str,
    ) -> Result<Association>;

    #[connect_endpoint(POST "/analytics-data/instance/<InstanceId>/association")]
    async fn disassociate_analytics_data_set(
        &self,
        instance_id: &str,
        #[body("DataSetId")] data_set_id: &str,
    ) -> Result<()>;

    #[connect_endpoint(
        GET "/analytics-data/instance/<InstanceId>/association?<DataSetId>&<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "Results"),
    )]
    fn list_analytics_data_associations(
        &self,
        instance_id: &str,
        data_set_id: Option<&str>,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, Association>;
}

/// A wrong response, or a failed call.
pub(crate) enum Wrong {
    Answer(String),
    Call(Error),
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(what) => f.write_str(what),
            Self::Call(error) => error.fmt(f),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what is expected is mostly a temporary")]
fn expect<T: PartialEq + fmt::Debug>(what: &str, got: T, wanted: T) -> Result<(), Wrong> {
    if got == wanted {
        return Ok(());
    }
    Err(Wrong::Answer(format!("{what}: got {got:?}, and should be {wanted:?}")))
}

fn expect_error<T>(what: &str, code: &str, status: u16, result: Result<T>) -> Result<(), Wrong> {
    let Err(error) = result else {
        return Err(Wrong::Answer(format!("{what}: succeeded, and should be {code}")));
    };
    let got = error.api().map(|error| (error.code(), error.status().as_u16()));
    match got {
        Some(got) => expect(what, got, (code, status)),
        None => Err(error.into()),
    }
}

/// Runs the scenario and prints each finished step.
pub(crate) async fn run(client: &Client) -> Result<(), Wrong> {
    let mut created = Vec::new();
    for number in 0..INSTANCES {
        created.push(create(client, number).await?);
    }
    println!("created {INSTANCES} instances");
    describe(client, &created).await?;
    println!("described them, and an unknown one");
    let ids: Vec<&str> = created.iter().map(|instance| instance.id.as_str()).collect();
    list(client, &ids).await?;
    println!("listed them, at once and in pages of 2");
    refuse(client).await?;
    println!("met a refused page token, and an operation that is not served");
    change_tags(client, &created[0].arn).await?;
    println!("listed, added and removed tags");
    associate(client, ids[1]).await?;
    println!("associated data sets, listed them in pages of 1, and disassociated one");
    for id in ids {
        client.delete_instance(id).await?;
    }
    let left = client.list_instances(None, None).collect_at_most(INSTANCES).await?;
    expect("instances left", left.len(), 0)?;
    println!("deleted the instances");
    Ok(())
}

fn alias(number: usize) -> String {
    format!("peer-{number}-é")
}

/// Returns tags for the first instance only.
fn tags_of(number: usize) -> Option<Tags> {
    (number == 0).then(|| tags(&TAGS))
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn create(client: &Client, number: usize) -> Result<CreatedInstance> {
    let instance = NewInstance {
        identity_management_type: "CONNECT_MANAGED",
        instance_alias: &alias(number),
        inbound_calls_enabled: true,
        outbound_calls_enabled: false,
        tags: tags_of(number),
    };
    client.create_instance(&instance).await
}

async fn describe(client: &Client, created: &[CreatedInstance]) -> Result<(), Wrong> {
    let start_of_2020 = 1_577_836_800;
    for (number, instance) in created.iter().enumerate() {
        let got = client.describe_instance(&instance.id).await?.instance;
        expect("the ARN", &got.arn, &instance.arn)?;
        expect("the alias", got.instance_alias, Some(alias(number)))?;
        expect("the status", got.instance_status.as_str(), "ACTIVE")?;
        expect("inbound calls", got.inbound_calls_enabled, true)?;
        expect("outbound calls", got.outbound_calls_enabled, false)?;
        expect("the tags", got.tags, tags_of(number))?;
        expect("the time is now", got.created_time.unix_seconds() > start_of_2020, true)?;
    }
    let unknown = client.describe_instance(UNKNOWN).await;
    expect_error("an unknown instance", "ResourceNotFoundException", 404, unknown)
}

async fn list(client: &Client, ids: &[&str]) -> Result<(), Wrong> {
    let mut at_once = client.list_instances(None, None);
    let mut got = Vec::new();
    while let Some(instance) = at_once.next().await {
        got.push(instance?.id);
    }
    expect("all at once", got, ids.iter().map(|&id| id.to_owned()).collect())?;
    expect("the pages of all at once", at_once.pages_fetched(), 1)?;
    let pages = client.list_instances(None, Some(2)).by_page().collect_at_most(INSTANCES).await?;
    let pages: Vec<Vec<&str>> =
        pages.iter().map(|page| page.iter().map(|one| one.id.as_str()).collect()).collect();
    expect("the pages", pages, ids.chunks(2).map(<[&str]>::to_vec).collect())?;
    let items = client.list_instances(None, Some(2)).collect_at_most(INSTANCES + 1).await?;
    expect("the items of the pages", items.len(), INSTANCES)
}

async fn refuse(client: &Client) -> Result<(), Wrong> {
    let refused = client.list_instances(Some("no token"), None).collect_at_most(1).await;
    expect_error("another's token", "InvalidToken", 400, refused)?;
    // moto responds with HTML here, so the client uses the status as the code.
    expect_error("not served", "404", 404, client.get_federation_token(UNKNOWN).await)
}

async fn change_tags(client: &Client, arn: &str) -> Result<(), Wrong> {
    expect("the first tags", client.list_tags_for_resource(arn).await?.tags, tags(&TAGS))?;
    client.tag_resource(arn, &tags(&[("plain", "other"), ("new,one", "1")])).await?;
    client.untag_resource(arn, &["empty", "a b/c"]).await?;
    let got = client.list_tags_for_resource(arn).await?.tags;
    expect("the tags after", got, tags(&[("plain", "other"), ("new,one", "1")]))
}

async fn associate(client: &Client, instance: &str) -> Result<(), Wrong> {
    for data_set in DATA_SETS {
        let got = client.associate_analytics_data_set(instance, data_set).await?;
        expect("the data set", got.data_set_id.as_str(), data_set)?;
        expect("the account", got.target_account_id.as_deref(), Some("123456789012"))?;
    }
    let again = client.associate_analytics_data_set(instance, DATA_SETS[0]).await;
    expect_error("a data set again", "InvalidParameterException", 400, again)?;
    expect_associated(client, instance, &DATA_SETS).await?;
    let one = client.list_analytics_data_associations(instance, Some(DATA_SETS[1]), None, None);
    let one: Vec<String> =
        one.collect_at_most(9).await?.into_iter().map(|found| found.data_set_id).collect();
    expect("one data set", one, vec![DATA_SETS[1].to_owned()])?;
    client.disassociate_analytics_data_set(instance, DATA_SETS[2]).await?;
    expect_associated(client, instance, &DATA_SETS[..2]).await
}

/// Checks the data sets, which it lists with one per page.
async fn expect_associated(client: &Client, instance: &str, wanted: &[&str]) -> Result<(), Wrong> {
    let pages = client.list_analytics_data_associations(instance, None, None, Some(1));
    let pages = pages.by_page().collect_at_most(9).await?;
    let pages: Vec<Vec<&str>> = pages
        .iter()
        .map(|page| page.iter().map(|found| found.data_set_id.as_str()).collect())
        .collect();
    expect("the pages of data sets", pages, wanted.iter().map(|&one| vec![one]).collect())
}
