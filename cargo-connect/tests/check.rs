//! `cargo connect check`.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use self::support::{Folder, Said};

const WRONG: &str = "\
use connect_runtime::{Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET \"/users/<InstanceId>/<UserId>\")]
    async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<()>;

    #[connect_endpoint(PUT \"/user/<InstanceId>\")]
    async fn create_user(&self, instance_id: &str, #[body] user: &str) -> Result<()>;
}
";

/// A trait with one endpoint.
fn endpoint(of_trait: &str, of_method: &str, signature: &str) -> String {
    format!(
        "#[connect_api{of_trait}]\ntrait A {{\n    #[connect_endpoint({of_method})]\n    async fn {signature} -> Result<()>;\n}}\n"
    )
}

fn check(name: &str, sources: &[(&str, &str)]) -> Said {
    Folder::with_crate(name, sources).run(&["check"])
}

#[test]
fn a_mistake_is_named_with_its_place_and_fails() {
    let said = check("check_mistake", &[("src/lib.rs", WRONG)]);
    assert!(!said.is_success, "{said:?}");
    let wanted = "src/lib.rs:8:28: error: `CreateUser` is not `PUT /user/<InstanceId>`\n  \
                  help: write `PUT \"/users/<InstanceId>\"`\n  note: checked against AWS's model of ";
    assert!(said.out.starts_with(wanted), "{}", said.out);
    assert!(said.out.ends_with("2 declarations in 1 file: 1 mistake, 0 notes\n"), "{}", said.out);
}

#[test]
fn right_declarations_pass() {
    let right = WRONG.replace("/user/<InstanceId>\"", "/users/<InstanceId>\"");
    let said = check("check_right", &[("src/main.rs", &right)]);
    assert!(said.is_success, "{said:?}");
    assert_eq!(said.out, "2 declarations in 1 file: 0 mistakes, 0 notes\n");
}

#[test]
fn json_has_place_level_and_message() {
    let folder = Folder::with_crate("check_json", &[("src/lib.rs", WRONG)]);
    let said = folder.run(&["check", "--json"]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    let first = &json[0];
    assert_eq!(first["file"], "src/lib.rs");
    assert_eq!((&first["line"], &first["column"]), (&8.into(), &28.into()));
    assert_eq!(first["level"], "error");
    assert!(!said.is_success);
}

#[test]
fn what_the_macros_pass_in_silence_is_a_note() {
    let list = "GET \"/users-summary/<InstanceId>\"";
    for (source, wanted) in [
        (
            endpoint("", "POST \"/new-thing\"", "new_thing(&self)"),
            "src/lib.rs:3:29: note: `NewThing` is not checked: Amazon Connect has no operation `POST /new-thing` in AWS's model of ",
        ),
        (
            endpoint("", "GET \"/users/<InstanceId>/<UserId>?<newFlag>\"", "describe_user(&self, instance_id: &str, user_id: &str, new_flag: bool)"),
            "`newFlag` of `DescribeUser` is a query name that AWS's model of ",
        ),
        (
            endpoint("", "GET \"/users/<InstanceId>/<Id>\"", "describe_user(&self, instance_id: &str, id: &str)"),
            "the label `<Id>` of `DescribeUser` is `<UserId>` in AWS's model",
        ),
        (
            endpoint("(service = MINE)", "GET \"/mine\"", "mine(&self)"),
            "`mine` is not checked: its service is none of AWS's model by this name",
        ),
        (
            endpoint("", "GET \"/user/<InstanceId>/<UserId>\", unchecked", "describe_user(&self, instance_id: &str, user_id: &str)"),
            "src/lib.rs:3:28: note: passed by `unchecked`: `DescribeUser` is not `GET /user/<InstanceId>/<UserId>`",
        ),
        (
            endpoint("(unchecked)", "GET \"/user/<InstanceId>/<UserId>\"", "describe_user(&self, instance_id: &str, user_id: &str)"),
            "passed by `unchecked`: `DescribeUser` is not",
        ),
        (
            endpoint("", list, "list_users(&self, instance_id: &str)"),
            "`list_users` reads the first page of `ListUsers` alone; `pages` reads all, and a parameter for `nextToken` one by one",
        ),
        (
            endpoint("(service = Q_CONNECT)", "POST \"/assistants/<AssistantId>/query\"", "query_assistant(&self, assistant_id: &str, #[body] query: &str)"),
            "AWS advises against `QueryAssistant`",
        ),
        (
            "#[derive(ConnectError)]\nenum E { #[code(\"QuiteNewException\")] New(ApiError), #[other] Other(Error) }".to_owned(),
            "no service of the family has the error code `QuiteNewException` in AWS's model of ",
        ),
    ] {
        let said = check("check_notes", &[("src/lib.rs", &source)]);
        assert!(said.is_success, "{said:?}");
        assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
        assert!(said.out.ends_with("0 mistakes, 1 note\n"), "{}", said.out);
    }
}

#[test]
fn a_list_by_the_token_has_no_note() {
    let line = "GET \"/users-summary/<InstanceId>?<nextToken>\"";
    let source =
        endpoint("", line, "list_users(&self, instance_id: &str, next_token: Option<&str>)");
    let said = check("check_token", &[("src/lib.rs", &source)]);
    assert!(said.out.ends_with("0 mistakes, 0 notes\n"), "{}", said.out);
}

#[test]
fn declarations_are_found_wherever_they_are() {
    let wrong = |name: &str| {
        endpoint(
            "",
            "PUT \"/user/<InstanceId>\", name = \"CreateUser\"",
            &format!("{name}(&self, instance_id: &str, #[body] user: &str)"),
        )
    };
    let lib = format!(
        "mod beside;\nmod folder;\n#[path = \"elsewhere/odd.rs\"]\nmod renamed;\n\
         mod inline {{ mod inside; }}\n\
         #[cfg_attr(unix, path = \"unix.rs\")]\n#[cfg_attr(windows, path = \"windows.rs\")]\nmod system;\n\
         mod r#try;\ninclude!(\"included.rs\");\nmod gone;\n\
         fn in_a_function() {{ {} }}\n\
         use connect_runtime::connect_api as api;\n{}\n\
         trait Plain: ConnectClient {{ #[connect_runtime::connect_endpoint(PUT \"/user/<InstanceId>\", name = \"CreateUser\")] async fn plain(&self, instance_id: &str, #[body] user: &str) -> Result<()>; }}\n\
         #[cfg_attr(all(), connect_api)]\ntrait Conditional {{ #[connect_endpoint(PUT \"/user/<InstanceId>\", name = \"CreateUser\")] async fn conditional(&self, instance_id: &str, #[body] user: &str) -> Result<()>; }}\n",
        wrong("in_function"),
        wrong("by_alias").replace("connect_api", "api")
    );
    let files = [
        "src/beside.rs",
        "src/beside/deep.rs",
        "src/folder/mod.rs",
        "src/folder/child.rs",
        "src/elsewhere/odd.rs",
        "src/elsewhere/sibling.rs",
        "src/inline/inside.rs",
        "src/unix.rs",
        "src/windows.rs",
        "src/try.rs",
        "src/included.rs",
        "tests/one.rs",
        "tests/common/mod.rs",
        "examples/two.rs",
        "src/bin/three.rs",
    ];
    let folder = Folder::with_crate("check_everywhere", &[("src/lib.rs", &lib)]);
    for file in files {
        let child = match file {
            "src/beside.rs" => "mod deep;\n",
            "src/folder/mod.rs" => "mod child;\n",
            "src/elsewhere/odd.rs" => "mod sibling;\n",
            "tests/one.rs" => "mod common;\n",
            _ => "",
        };
        folder.write(file, &format!("{child}{}", wrong("found")));
    }
    let said = folder.run(&["check"]);
    for file in files {
        assert_eq!(said.out.matches(&format!("{file}:")).count(), 1, "{file}: {}", said.out);
    }
    assert_eq!(said.out.matches("src/lib.rs:").count(), 5, "{}", said.out);
    let missing =
        "src/lib.rs:11:5: note: the module `gone` has no file here, so it is not looked at";
    assert!(said.out.contains(missing), "{}", said.out);
    assert!(said.out.contains(&format!("{} mistakes, 1 note", files.len() + 4)), "{}", said.out);
}

#[test]
fn a_broken_file_is_a_mistake_and_the_others_are_checked() {
    let said = check(
        "check_broken",
        &[("src/lib.rs", &format!("mod broken;\n{WRONG}")), ("src/broken.rs", "fn a( {\n")],
    );
    assert!(!said.is_success);
    assert!(said.out.contains("src/broken.rs:1:"), "{}", said.out);
    assert!(said.out.contains("is not closed"), "{}", said.out);
    assert!(said.out.contains("2 mistakes"), "{}", said.out);
}

#[test]
fn the_crate_is_found_or_asked_for() {
    let folder = Folder::with_crate("check_where", &[("src/lib.rs", WRONG)]);
    let manifest = folder.path().join("Cargo.toml");
    let elsewhere = std::env::temp_dir();
    let run = |arguments: &[&str]| -> Said {
        folder.command(arguments).current_dir(&elsewhere).output().unwrap().into()
    };
    let said = run(&["check", "--manifest-path", manifest.to_str().unwrap()]);
    assert!(said.out.contains("1 mistake"), "{said:?}");
    let said = run(&["check", "--manifest-path", folder.path().to_str().unwrap()]);
    assert!(said.err.contains("is no `Cargo.toml`\nhelp: write `--manifest-path "), "{said:?}");
    let said = run(&["check"]);
    assert!(said.err.starts_with("error: no crate here: "), "{said:?}");
    assert!(said.err.contains("help: go to the folder of a crate"), "{said:?}");
    folder.write("Cargo.toml", "[package\n");
    let said = folder.run(&["check"]);
    assert!(said.err.starts_with("error: cargo cannot read "), "{said:?}");
}

/// The errors of one file: line, column and text.
type Errors = Vec<(u64, u64, String)>;

#[test]
fn the_messages_are_those_of_the_macros() {
    let cases = ui_cases();
    assert!(cases.len() > 100, "{}", cases.len());
    let modules: Vec<String> = cases.keys().map(|name| format!("mod {name};")).collect();
    let folder = Folder::with_crate("check_ui", &[("src/lib.rs", &modules.join("\n"))]);
    for (name, (source, _)) in &cases {
        folder.write(&format!("src/{name}.rs"), source);
    }
    let said = folder.run(&["check", "--json"]);
    let json: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let mut differing = Vec::new();
    for (name, (_, wanted)) in &cases {
        let file = format!("src/{name}.rs");
        let errors = json.iter().filter(|it| it["level"] == "error" && it["file"] == file.as_str());
        let mut found: Errors = errors
            .map(|it| {
                let number = |key: &str| it[key].as_u64().unwrap();
                (number("line"), number("column"), it["message"].as_str().unwrap().to_owned())
            })
            .collect();
        found.sort();
        if found != *wanted {
            differing.push(format!("{name}: {found:#?} and not {wanted:#?}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Cases that the command does not read: an attribute that is on no method of a trait, a method that the
/// parser does not know, and one that another macro has rewritten.
const NOT_READ: [&str; 3] =
    ["attribute_on_a", "signature_with_a_visibility", "attribute_below_async_trait"];

/// The sources of the UI cases in which all errors are those of the attribute macros, with these errors.
fn ui_cases() -> BTreeMap<String, (String, Errors)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/fail");
    let mut cases = BTreeMap::new();
    for kind in ["attribute", "model", "signature", "template"] {
        let files = fs::read_dir(folder.join(kind)).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|it| it == "rs")) {
            let name = format!("{kind}_{}", file.file_stem().unwrap().to_str().unwrap());
            let is_elsewhere = NOT_READ.iter().any(|start| name.starts_with(start));
            if let Some(errors) = errors_of_macros(&file).filter(|_| !is_elsewhere) {
                cases.insert(name, (fs::read_to_string(&file).unwrap(), errors));
            }
        }
    }
    cases
}

/// Reads what the compiler says of a file. `None` if some of it is the compiler's own.
fn errors_of_macros(file: &Path) -> Option<Errors> {
    let said = fs::read_to_string(file.with_extension("stderr")).unwrap();
    let mut errors = Errors::new();
    for block in said.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let text = block.trim_start().strip_prefix("error: ")?;
        let (message, place) =
            text.split_once("\n --> ").or_else(|| text.split_once("\n  --> "))?;
        if !message.contains('\n') {
            return None;
        }
        let message: Vec<&str> = message.lines().map(str::trim_start).collect();
        let mut numbers = place.lines().next()?.rsplit(':');
        let column = numbers.next()?.parse().ok()?;
        errors.push((numbers.next()?.parse().ok()?, column, message.join("\n")));
    }
    errors.sort();
    Some(errors)
}

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

#[test]
fn declarations_in_macro_calls_are_named() {
    let source = format!("make! {{ {} }}\n", endpoint("", "GET \"/userz\"", "users(&self)"));
    let said = check("check_macro", &[("src/lib.rs", &source)]);
    let note = "src/lib.rs:1:1: note: the declarations in this macro call are not looked at";
    assert!(said.out.contains(note), "{}", said.out);
}

#[test]
fn an_unchecked_operation_is_known_by_its_line() {
    let source = endpoint(
        "",
        "PUT \"/users/<InstanceId>\", unchecked",
        "create_user(&self, instance_id: &str, #[body(\"UserName\")] name: &str)",
    );
    let said = check("check_unchecked", &[("src/lib.rs", &source)]);
    assert!(
        said.out.contains("passed by `unchecked`: `CreateUser` has no body member"),
        "{}",
        said.out
    );
    assert!(said.out.contains("1 declaration in 1 file: "), "{}", said.out);
}

#[test]
fn modules_are_found_where_the_compiler_finds_them() {
    let wrong = endpoint(
        "",
        "PUT \"/user/<InstanceId>\", name = \"CreateUser\"",
        "a(&self, instance_id: &str, #[body] user: &str)",
    );
    let lib = "mod foo;\n#[cfg_attr(windows, path = \"win.rs\")]\nmod imp;\n\
               #[cfg_attr(windows, path = \"win\")]\n#[cfg_attr(unix, path = \"unix\")]\nmod sys { mod deep; }\n";
    let folder = Folder::with_crate("check_modules", &[("src/lib.rs", lib)]);
    folder.write("src/foo.rs", "#[path = \"x\"]\nmod inline { mod b; }\n");
    folder.write("src/imp.rs", "mod child;\n");
    let files = ["src/x/b.rs", "src/imp/child.rs", "src/win/deep.rs", "src/unix/deep.rs"];
    for file in files {
        folder.write(file, &wrong);
    }
    let said = folder.run(&["check"]);
    for file in files {
        assert!(said.out.contains(&format!("{file}:3:")), "{file}: {}", said.out);
    }
    assert!(said.out.ends_with("4 mistakes, 0 notes\n"), "{}", said.out);
}

#[test]
fn deep_code_is_read() {
    let deep = format!("pub const A: u32 = {}1{};\n", "(".repeat(3000), ")".repeat(3000));
    let said = check("check_deep", &[("src/lib.rs", &deep)]);
    assert!(said.is_success, "{said:?}");
}
