//! Mistakes and notes of declarations.

use serde_json::Value;

use crate::support::Folder;
use crate::{WRONG, check, endpoint};

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
