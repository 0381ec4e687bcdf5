//! Notes on the types of a crate.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check;

/// A crate with one operation and these types.
fn with_types(signature: &str, types: &str) -> String {
    format!("#[connect_api]\ntrait A {{\n    {signature}\n}}\n\n{types}")
}

const DESCRIBE: &str = "#[connect_endpoint(GET \"/users/<InstanceId>/<UserId>\")] \
     async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<Output>;";

const CREATE: &str = "#[connect_endpoint(PUT \"/users/<InstanceId>\")] \
     async fn create_user(&self, instance_id: &str, #[body] user: &NewUser) -> Result<()>;";

const LIST: &str = "#[connect_endpoint(GET \"/users-summary/<InstanceId>\", pages)] \
     fn list_users(&self, instance_id: &str) -> Pages<'_, Item>;";

const RULES: &str = "#[connect_endpoint(GET \"/rules/<InstanceId>/<RuleId>\")] \
     async fn describe_rule(&self, instance_id: &str, rule_id: &str) -> Result<Output>;";

const AGENT_STATUS: &str = "#[connect_endpoint(GET \"/agent-status/<InstanceId>?<AgentStatusTypes>\", pages)] \
     fn list_agent_statuses(&self, instance_id: &str, agent_status_types: Option<&[Kind]>) -> Pages<'_, u8>;";

const PHONE: &str = "#[connect_endpoint(POST \"/users/<InstanceId>/<UserId>/phone-config\")] \
     async fn update_user_phone_config(&self, instance_id: &str, user_id: &str, #[body(\"PhoneConfig\")] phone: &Phone) -> Result<()>;";

const SEARCH: &str = "#[connect_endpoint(POST \"/knowledgeBases/<knowledgeBaseId>/search\", service = Q_CONNECT)] \
     async fn search_content(&self, knowledge_base_id: &str, #[body] search: &Search) -> Result<()>;";

/// Derives both ways, with the names of most of the model.
const PASCAL: &str = "#[derive(Serialize, Deserialize)] #[serde(rename_all = \"PascalCase\")]";

/// Runs `check` on a crate with these types, and returns its notes.
fn notes_on(signature: &str, types: &str) -> String {
    // Tests run at the same time.
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let types = types.replace("P!", PASCAL);
    let name = format!("check_notes_on_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let said = check(&name, &[("src/lib.rs", &with_types(signature, &types))]);
    assert!(said.is_success, "{said:?}");
    said.out
}

#[test]
fn types_of_the_crate_are_held_against_the_model() {
    for (signature, types, notes) in [
        (
            DESCRIBE,
            "#[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Output { user: Option<Box<User>> }\n\
             #[derive(Deserialize)] struct User { #[serde(rename = \"UserName\")] name: Option<String>, #[serde(alias = \"Arn\")] arn: String }",
            vec![
                "src/lib.rs:7:68: note: `User.name` reads `UserName`, which `User` of `DescribeUser` does not have in AWS's model of ",
                "help: write `#[serde(rename = \"Username\")]`",
            ],
        ),
        (
            LIST,
            "#[derive(Deserialize)] #[serde(rename_all = \"camelCase\")] struct Item { id: String }",
            vec![
                "`Item.id` reads `id`, which `UserSummary` of `ListUsers` does not have",
                "help: write `#[serde(rename = \"Id\")]`",
            ],
        ),
        (
            CREATE,
            "#[derive(Serialize)] #[serde(rename_all = \"PascalCase\")] struct NewUser { username: String, identity_info: Option<Vec<Identity>>, phone_config: PhoneConfig, security_profile_ids: Vec<String> }\n\
             #[derive(Serialize)] struct PhoneConfig { #[serde(rename(serialize = \"AutoAcept\"))] auto_accept: bool }",
            vec![
                "`PhoneConfig.auto_accept` sends `AutoAcept`, which `UserPhoneConfig` of `CreateUser`",
                "`NewUser` does not send what `CreateUserRequest` of `CreateUser` needs: `RoutingProfileId`",
            ],
        ),
        (
            DESCRIBE,
            "type Output = Wrapper; #[derive(Deserialize)] struct Wrapper(Inner);\n\
             #[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Inner { user: User }\n\
             #[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct User { phone_config: Phone }\n\
             #[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Phone { phone_type: PhoneType }\n\
             #[derive(ConnectEnum)] enum PhoneType { Softphone, DeskPhone, #[other] Other(String) }",
            vec![
                "`PhoneType::Softphone` is `SOFTPHONE`, which AWS's model of ",
                "help: write `#[text(\"SOFT_PHONE\")]`",
            ],
        ),
        (
            RULES,
            "#[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Output { rule: Rule }\n\
             #[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Rule { actions: Vec<Action>, #[serde(flatten)] rest: Rest }\n\
             #[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Action { action_type: String, send_notification_acton: Option<u8> }\n\
             #[derive(Deserialize)] struct Rest { #[serde(rename = \"name\")] name: String }",
            vec![
                "`Action.send_notification_acton` reads `SendNotificationActon`",
                "`Rest.name` reads `name`, which `Rule`",
            ],
        ),
    ] {
        let said = check("check_types", &[("src/lib.rs", &with_types(signature, types))]);
        assert!(said.is_success, "{said:?}");
        for note in &notes {
            assert!(said.out.contains(note), "{note}: {}", said.out);
        }
        let found = said.out.matches(": note: ").count();
        assert_eq!(
            found,
            notes.iter().filter(|note| !note.starts_with("help")).count(),
            "{}",
            said.out
        );
    }
}

#[test]
fn types_that_are_not_surely_read_pass_in_silence() {
    for types in [
        // It is nowhere in the crate.
        "",
        "struct Output { nothing_of_it: u8 }",
        "#[derive(Deserialize)] #[serde(from = \"Other\")] struct Output { nothing_of_it: u8 }",
        "#[derive(Deserialize)] #[serde(rename_all = \"a-rule-of-tomorrow\")] struct Output { nothing_of_it: u8 }",
        "#[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Output { #[serde(skip)] nothing_of_it: u8, #[serde(deserialize_with = \"odd\")] user: User } #[derive(Deserialize)] struct User { odd: u8 }",
        "#[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Output { user: HashMap<String, User> } #[derive(Deserialize)] struct User { odd: u8 }",
        "#[derive(Deserialize)] #[serde(rename_all = \"PascalCase\")] struct Output { user: other::Generic<User> } #[derive(Deserialize)] struct User { odd: u8 }",
        "mod a { #[derive(Deserialize)] struct Output { odd: u8 } } mod b { #[derive(Deserialize)] struct Output { odd: u8 } }",
    ] {
        let said = check("check_silent_types", &[("src/lib.rs", &with_types(DESCRIBE, types))]);
        assert!(said.out.ends_with("0 mistakes, 0 notes\n"), "{types}: {}", said.out);
    }
    let own_envelope = with_types(
        &DESCRIBE.replace("<UserId>\"", "<UserId>\", envelope = Gateway"),
        "#[derive(Deserialize)] struct Output { odd: u8 }",
    );
    let said = check("check_silent_types", &[("src/lib.rs", &own_envelope)]);
    assert!(said.out.ends_with("0 mistakes, 0 notes\n"), "{}", said.out);
}

#[test]
fn types_of_parameters_are_held_against_their_members() {
    for (signature, types, note) in [
        (
            AGENT_STATUS,
            "#[derive(ConnectEnum)] enum Kind { Rotable, #[other] Other(String) }",
            "help: write `#[text(\"ROUTABLE\")]`",
        ),
        (
            PHONE,
            "P! struct Phone { phone_type: String, auto_acept: bool }",
            "`Phone.auto_acept` sends `AutoAcept`",
        ),
        (
            SEARCH,
            "#[derive(Serialize)] #[serde(rename_all = \"camelCase\")] struct Search { search_expression: u8, max_results: u8 }",
            "`Search.max_results` sends `maxResults`, which",
        ),
        (
            CREATE,
            "P! struct NewUser { username: u8, security_profile_ids: u8, routing_profile_id: u8, #[serde(alias = \"DirectoryUserId\")] directory_id: u8 }",
            "`NewUser.directory_id` sends `DirectoryId`",
        ),
    ] {
        let said = notes_on(signature, types);
        assert!(said.contains(note), "{note}: {said}");
        assert!(said.ends_with("0 mistakes, 1 note\n"), "{said}");
    }
}

#[test]
fn each_struct_is_what_serde_makes_of_it() {
    let describe = DESCRIBE;
    let with_name =
        CREATE.replace("#[body] user", "#[body(\"Username\")] name: &str, #[body] user");
    let own = DESCRIBE.replace("<UserId>\"", "<UserId>\", envelope = gateway::Wrapped");
    let raw = DESCRIBE.replace("<UserId>\"", "<UserId>\", envelope = Raw");
    for (signature, types) in [
        // The members of a flattened struct are those of the struct that it is in.
        (
            CREATE,
            "P! struct NewUser { username: u8, routing_profile_id: u8, #[serde(flatten)] rest: Rest }\n\
             P! struct Rest { security_profile_ids: u8 }",
        ),
        // A parameter sends the name.
        (
            &with_name,
            "P! struct NewUser(Inner); P! struct Inner { security_profile_ids: u8, routing_profile_id: u8 }",
        ),
        (
            describe,
            "#[derive(Deserialize)] #[serde(transparent)] struct Output { inner: Inner } P! struct Inner { user: u8 }",
        ),
        (describe, "P! struct Output { user: u8, marker: PhantomData<u8> }"),
        (
            describe,
            "#[derive(Deserialize)] #[cfg_attr(a, serde(rename_all = \"PascalCase\"))] #[cfg_attr(not(a), serde(rename_all = \"camelCase\"))] struct Output { user: u8 }",
        ),
        (&own, "P! struct Output { odd: u8 }"),
        (&raw, "P! struct Output { odd: u8 }"),
        // Aliases in a circle, and of what another crate has.
        (CREATE, "type NewUser = sdk::NewUser;"),
        (describe, "type Output = Other; type Other = Output;"),
        // Names that are not the type's.
        (describe, "use other::Output; mod c { P! struct Output { odd: u8 } }"),
        (
            describe,
            "use crate::types::Output; #[cfg(test)] mod tests { P! struct Output { odd: u8 } }",
        ),
        (describe, "P! struct Output { user: json::Value } mod x { P! struct Value { odd: u8 } }"),
        (
            describe,
            "#[cfg(a)] P! struct Output { odd: u8 } #[cfg(not(a))] P! struct Output { odd: u8 }",
        ),
    ] {
        let said = notes_on(signature, types);
        assert!(
            said.ends_with("1 declaration in 1 file: 0 mistakes, 0 notes\n"),
            "{types}: {said}"
        );
    }
}

#[test]
fn a_name_means_what_it_means_in_its_module() {
    for types in [
        "use crate::types::Output; mod types { P! pub struct Output { odd: u8 } }",
        "use self::types::*; mod types { P! pub struct Output { odd: u8 } }",
        "use types::Wrong as Output; mod types { pub use self::deep::Wrong; mod deep { P! pub struct Wrong { odd: u8 } } }",
        "type Output = types::deep::Wrong; mod types { pub mod deep { P! pub struct Wrong { odd: u8 } } }",
        "mod a { P! pub struct Output { odd: u8 } } mod b { P! pub struct Output { other: u8 } } use a::Output;",
        "P! struct Output { user: User } use types::User; mod types { use super::Wrong; P! pub struct User { phone_config: Wrong } } P! struct Wrong { odd: u8 }",
        "P! struct Output { r#user: u8, odd: u8 }",
    ] {
        let said = notes_on(DESCRIBE, types);
        assert!(said.contains(".odd` reads `Odd`, which"), "{types}: {said}");
        assert!(said.ends_with("0 mistakes, 1 note\n"), "{types}: {said}");
    }
}

#[test]
fn help_names_no_member_that_another_field_has() {
    let said = notes_on(DESCRIBE, "P! struct Output { user: u8, user2: u8 }");
    assert!(said.contains("`Output.user2` reads `User2`") && !said.contains("help:"), "{said}");
}
