//! What a person and a program read.

use std::fs;
use std::path::PathBuf;

use connect_model::Service;
use serde_json::{Value, json};

use crate::fixture;

const CASES: Service = Service::Cases;
const CONNECT: Service = Service::Connect;

/// Writes a package, and a model with changes of each weight.
fn package(name: &str) -> PathBuf {
    let package = fixture::folder(name);
    let declared = ["CreateUser", "DeleteUser"].map(|name| (CONNECT, name));
    fixture::package(&package, &[declared[0], declared[1], (CASES, "GetDomain")]);
    let mut model = fixture::model(CONNECT, &["CreateUser", "DeleteUser"]);
    let request = &mut model["shapes"]["CreateUserRequest"];
    request["members"]["Nickname"] = json!({ "shape": "AgentUsername" });
    request["members"]["Speed"] = json!({
        "shape": "SecurityProfileIds", "location": "querystring", "locationName": "speed",
    });
    request["required"].as_array_mut().unwrap().push("DirectoryUserId".into());
    let values: Vec<String> =
        (0..9).map(|number| format!("A_RATHER_LONG_VALUE_{number}")).collect();
    model["shapes"]["Channel"]["enum"] = json!(values);
    model["shapes"]["InternalServiceException"]["error"]["httpStatusCode"] = json!(503);
    let folder = package.join("models");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("connect-service-2.json"), model.to_string()).unwrap();
    let mut cases = fixture::model(CASES, &["GetDomain"]);
    cases["operations"]["GetDomain"]["deprecated"] = true.into();
    fs::write(folder.join("cases-service-2.json"), cases.to_string()).unwrap();
    package
}

const TEXT: &str = "\
src/lib.rs:4:10  CreateUser
  breaking    request `DirectoryUserId`: required now
  breaking    request `AfterContactWorkConfigs[].Channel` and 4 more places:
              without `VOICE`, `CHAT`, `TASK`, `EMAIL`
  to look at  error 500 `InternalServiceException`: status 503 now
  addition    request `Nickname`: string, 1 to 100 characters
  addition    request `speed`: in the query, list of string, 1 to 10 elements
  addition    request `AfterContactWorkConfigs[].Channel` and 4 more places:
              also `A_RATHER_LONG_VALUE_0`, `A_RATHER_LONG_VALUE_1`,
              `A_RATHER_LONG_VALUE_2`, `A_RATHER_LONG_VALUE_3`,
              `A_RATHER_LONG_VALUE_4`, `A_RATHER_LONG_VALUE_5`,
              `A_RATHER_LONG_VALUE_6`, `A_RATHER_LONG_VALUE_7`,
              `A_RATHER_LONG_VALUE_8`

src/lib.rs:6:10  DeleteUser
  to look at  error 500 `InternalServiceException`: status 503 now

src/lib.rs:11:10  GetDomain  [cases]
  to look at  the operation is deprecated now

3 operations: 2 breaking, 3 to look at, 3 additions (built-in model ";

#[test]
fn text_groups_changes_by_declarations_in_80_columns() {
    let package = package("text");
    let text = fixture::stdout(&package, &["--model", "models"]);
    assert!(text.starts_with(TEXT), "{text}");
    let release = CONNECT.calls().release();
    let words: Vec<&str> = text.split_whitespace().collect();
    let summary = words.join(" ");
    let end = format!("{} of {}, this model models)", release.version, release.date);
    assert!(summary.ends_with(&end), "{summary}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn json_has_all_facts_of_a_change() {
    let package = package("json");
    let found: Vec<Value> =
        serde_json::from_str(&fixture::stdout(&package, &["--model", "models", "--json"])).unwrap();
    assert_eq!(found.len(), 8);
    assert_eq!(
        found[0],
        json!({
            "file": "src/lib.rs",
            "line": 4,
            "service": "connect",
            "operation": "CreateUser",
            "kind": "breaking",
            "what": "request_member_required",
            "path": "DirectoryUserId",
            "text": "request `DirectoryUserId`: required now",
        })
    );
    assert_eq!(found[7]["service"], "cases");
    assert_eq!(found[7]["path"], "");
}

#[test]
fn texts_say_what_is_now_and_what_was_before() {
    let package = fixture::folder("texts");
    fixture::package(&package, &[(CONNECT, "CreateUser")]);
    for (pointer, value, text) in [
        ("AgentUsername/max", json!(1), "request `Username`: at most 1 character now, 100 before"),
        (
            "DirectoryUserId/max",
            json!(5),
            "request `DirectoryUserId`: at most 5 characters now, no upper limit before",
        ),
        (
            "SecurityProfileIds/min",
            Value::Null,
            "request `SecurityProfileIds`: no lower limit now, at least 1 element before",
        ),
        (
            "CreateUserRequest/members/DirectoryUserId/locationName",
            json!("id"),
            "request `DirectoryUserId`: with the name `id` now",
        ),
        (
            "CreateUserRequest/members/DirectoryUserId/location",
            json!("header"),
            "request `DirectoryUserId`: in a header now, in the body before",
        ),
        (
            "CreateUserRequest/members/New",
            json!({ "shape": "UserIdentityInfo", "sensitive": true }),
            "request `New`: UserIdentityInfo, sensitive",
        ),
        (
            "CreateUserRequest/members/New",
            json!({ "shape": "TagMap", "deprecated": true }),
            "request `New`: map of string, 1 to 50 entries, deprecated",
        ),
        ("TagMap/sparse", json!(true), "request `Tags`: may have `null` in it now"),
        ("AutoAccept/type", json!("string"), "`string` now, `boolean` before"),
    ] {
        let mut model = fixture::model(CONNECT, &["CreateUser"]);
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        model["shapes"].pointer_mut(&format!("/{parent}")).unwrap()[field] = value;
        fs::write(package.join("service-2.json"), model.to_string()).unwrap();
        let found = fixture::stdout(&package, &["--model", "service-2.json", "--json"]);
        let found: Vec<Value> = serde_json::from_str(&found).unwrap();
        let said = found[0]["text"].as_str().unwrap();
        assert!(found.len() == 1 && said.ends_with(text), "{pointer}: {found:#?}");
    }
}

/// A list of itself has no end.
#[test]
fn a_value_inside_itself_is_described() {
    let package = fixture::folder("itself");
    fixture::package(&package, &[(CONNECT, "CreateUser")]);
    let mut model = fixture::model(CONNECT, &["CreateUser"]);
    model["shapes"]["Deep"] = json!({ "type": "list", "member": { "shape": "Deep" } });
    model["shapes"]["CreateUserRequest"]["members"]["New"] = json!({ "shape": "Deep" });
    fs::write(package.join("service-2.json"), model.to_string()).unwrap();
    let text = fixture::stdout(&package, &["--model", "service-2.json"]);
    assert!(
        text.contains("request `New`: list of list of list of list of list of value"),
        "{text}"
    );
}

/// The built-in model, written as JSON and read again, is the built-in model.
#[test]
fn no_operation_changes_without_a_change() {
    let package = fixture::folder("unchanged");
    let mut declared = Vec::new();
    fs::create_dir(package.join("models")).unwrap();
    for service in Service::ALL {
        let names: Vec<&str> = service.calls().operations().map(|it| it.name()).collect();
        let files = [
            ("service-2", fixture::model(service, &names)),
            ("paginators-1", fixture::paginators(service, &names)),
        ];
        for (file, value) in files {
            let path = format!("models/{}-{file}.json", service.folder());
            fs::write(package.join(path), value.to_string()).unwrap();
        }
        declared.extend(names.into_iter().map(|name| (service, name)));
    }
    fixture::package(&package, &declared);
    let text = fixture::stdout(&package, &["--model", "models"]);
    let counts = "712 operations: 0 breaking, 0 to look at, 0 additions";
    assert!(text.starts_with(counts), "{text}");
}
