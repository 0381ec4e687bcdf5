//! Runs the command as a person does.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::{env, fs};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-connect"));
    command.args(arguments).current_dir(env!("CARGO_TARGET_TMPDIR")).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn stderr(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// Returns text with single spaces, as the layout depends on rustfmt being there.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the path of a file of the test with this content, or of none.
fn file(name: &str, content: Option<&str>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    match content {
        Some(content) => fs::write(&path, content).unwrap(),
        None => drop(fs::remove_file(&path)),
    }
    path
}

#[test]
fn cargo_passes_the_name_of_the_command() {
    assert_eq!(stdout(&["connect", "list", "phone"]), stdout(&["list", "phone"]));
}

#[test]
fn list_ranks_names_before_members_and_fits_80_columns() {
    let listed = stdout(&["list", "user", "hierarchy"]);
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names.first(), Some(&"CreateUserHierarchyGroup"));
    assert!(names.contains(&"CreateUser"), "its member has the words");
    let position = |name| names.iter().position(|known| *known == name).unwrap();
    assert!(position("UpdateUserHierarchy") < position("CreateUser"));
    assert!(stdout(&["list"]).lines().all(|line| line.chars().count() <= 80));
    assert_eq!(stdout(&["list"]).lines().count(), 712);
    assert_eq!(stdout(&["list", "--service", "cases"]).lines().count(), 47);
}

#[test]
fn list_writes_json() {
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["list", "claim", "phone", "--json"])).unwrap();
    assert_eq!(json[0]["operation"], "ClaimPhoneNumber");
    assert_eq!(json[0]["path"], "/phone-number/claim");
}

#[test]
fn unknown_words_and_names_find_the_nearest() {
    for (arguments, parts) in [
        (
            vec!["list", "phonne"],
            vec!["no operation has the word `phonne`", "did you mean `phone`?"],
        ),
        (vec!["show", "CreatUser"], vec!["no operation has the name `CreatUser`", "CreateUser"]),
        (vec!["show", "CreateDomain"], vec!["2 services have", "--service cases"]),
        (
            vec!["show", "CreateUser", "--service", "cases"],
            vec!["`CreateUser` is an operation of Amazon Connect", "--service connect"],
        ),
        (vec!["add", "ListUserz"], vec!["no operation has the name `ListUserz`", "ListUsers"]),
        (vec!["add", "ListUsers", "--only", "Usernam"], vec!["did you mean `Username`?"]),
    ] {
        let said = stderr(&arguments);
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn show_has_all_facts_in_80_columns_without_colours() {
    let shown = stdout(&["show", "listusers"]);
    for part in [
        "ListUsers  Amazon Connect",
        "GET /users-summary/{InstanceId}",
        "InstanceId  path: string, 1 to 100 characters, required",
        "UserSummaryList  list of UserSummary",
        "    Username  string, 1 to 100 characters",
        "404 ResourceNotFoundException",
        "items `UserSummaryList`, token `NextToken`, sent as `nextToken`",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let long = stdout(&["show", "DescribeContact"]);
    let is_link = |line: &&str| !line.starts_with("https://");
    assert!(long.lines().filter(is_link).all(|line| line.chars().count() <= 80));
    assert!(!long.contains('\u{1b}'));
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["show", "ListUsers", "--json"])).unwrap();
    assert_eq!(json["input"][0]["max"], 100.0);
}

#[test]
fn add_twice_changes_nothing() {
    let path = file("twice.rs", None);
    let to = path.to_str().unwrap();
    stdout(&["add", "ListUsers", "CreateQuickConnect", "--to", to]);
    let first = fs::read_to_string(&path).unwrap();
    let again = run(&["add", "CreateQuickConnect", "ListUsers", "--to", to]);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(said.contains("`ListUsers` is declared here already"), "{said}");
    assert!(said.contains("nothing to write"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
}

#[test]
fn add_keeps_every_byte_of_a_file() {
    let by_hand = "//! Mine.\n\n#![allow(unused)]\n\nuse connect_runtime::{Result,  connect_api};\n\n\
        // A comment.\n#[connect_api]\npub trait Mine   {\n    /// Odd.\n    fn odd( &self );\n}\n\n\
        pub struct PhoneType;\n// The end";
    let path = file("by_hand.rs", Some(by_hand));
    let to = path.to_str().unwrap();
    let output = run(&["add", "CreateUser", "--to", to]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("the file has another `PhoneType`"), "{said}");
    let after = fs::read_to_string(&path).unwrap();
    let mut rest = after.as_str();
    for line in by_hand.lines() {
        let (_, from) = rest.split_once(line).unwrap_or_else(|| panic!("{line} is gone: {after}"));
        rest = from;
    }
    assert!(after.contains("pub enum CreateUserPhoneType"), "{after}");
    assert!(after.contains("async fn create_user("), "{after}");
    assert_eq!(after.matches("connect_api").count(), 2, "{after}");
}

#[test]
fn a_request_of_another_kind_is_not_replaced() {
    let path = file("taken.rs", Some("pub struct CreateUserRequest;\n"));
    let said = stderr(&["add", "CreateUser", "--to", path.to_str().unwrap()]);
    assert!(said.contains("the file has another `CreateUserRequest`"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "pub struct CreateUserRequest;\n");
}

#[test]
fn a_line_for_the_shell_and_a_byte_order_mark_move_nothing() {
    for start in ["#!/usr/bin/env run\n", "\u{feff}"] {
        let before = format!(
            "{start}use connect_runtime::connect_api;\n\n#[connect_api]\ntrait A {{\n    fn a(&self);\n}}\n"
        );
        let path = file("start.rs", Some(&before));
        stdout(&["add", "DeleteUser", "--to", path.to_str().unwrap()]);
        let after = fs::read_to_string(&path).unwrap();
        assert!(after.starts_with(start), "{after}");
        let squeezed = squeezed(&after);
        assert!(squeezed.contains("fn a(&self); /// Calls"), "{after}");
        assert!(
            squeezed.contains("connect_api; use connect_runtime::Result; #[connect_api]"),
            "{after}"
        );
    }
}

#[test]
fn the_messages_of_files_say_what_is_wrong() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let said = stderr(&["add", "DeleteUser", "--to", folder]);
    assert!(said.contains("which is a folder\nhelp: name a file, such as `--to "), "{said}");
    let said = stderr(&["add", "DeleteUser", "--to", "no/such/folder/file.rs"]);
    assert!(said.contains("cannot write no/such/folder/file.rs"), "{said}");
    assert!(said.contains("help: make the folder first: `mkdir -p no/such/folder`"), "{said}");
    let said = stderr(&["add", "DeleteUser", "--trait", "my trait"]);
    assert!(said.contains("it is not a name in Rust"), "{said}");
}

#[test]
fn add_says_which_crates_the_code_needs() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("needs");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("connect.rs");
    let derive = "serde = { version = \"1\", features = [\"derive\"] }";
    fs::write(folder.join("lib.rs"), "").unwrap();
    let runtime = "connect-runtime = \"0\"";
    for (dependencies, commands) in [
        (
            format!("[dependencies]\n[dev-dependencies]\n{runtime}\n{derive}"),
            vec!["runtime", "serde --features derive"],
        ),
        (format!("[dependencies]\n{runtime}\nserde = \"1\""), vec!["serde --features derive"]),
        (
            format!("[dependencies.connect-runtime]\nversion = \"0\"\n[dependencies]\n{derive}"),
            vec![],
        ),
        (
            format!(
                "[dependencies]\n{derive}\nc = {{ package = \"connect-runtime\", version = \"0\" }}"
            ),
            vec![],
        ),
    ] {
        let manifest = format!(
            "[package]\nname = \"needs\"\ndescription = \"serde and connect-runtime\"\n\n[lib]\npath = \"lib.rs\"\n\n\
             [workspace]\n\n{dependencies}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        drop(fs::remove_file(&path));
        let output = run(&["add", "DeleteUser", "--to", path.to_str().unwrap()]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            said.matches("help: the code needs one more crate: `cargo add ").count(),
            commands.len(),
            "{said}"
        );
        assert!(commands.iter().all(|command| said.contains(command)), "{said}");
    }
}

#[test]
fn a_broken_file_is_left_alone_and_the_place_is_named() {
    for (broken, parts) in [
        ("pub trait Mine {\n    fn odd(&self) -> ;\n}\n", ["broken.rs:2:22: ", "expected"]),
        ("pub trait Mine {\n    fn odd(&self;\n}\n", ["broken.rs:3:1: ", "is not closed"]),
    ] {
        let path = file("broken.rs", Some(broken));
        let said = stderr(&["add", "ListUsers", "--to", path.to_str().unwrap()]);
        for part in parts.into_iter().chain(["nothing was written"]) {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), broken);
    }
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    let path = file("dry.rs", Some("use connect_runtime::connect_api;\n"));
    let diff = stdout(&["add", "ListUsers", "--dry-run", "--to", path.to_str().unwrap()]);
    assert!(diff.contains("+pub trait Connect {"), "{diff}");
    assert!(diff.contains(" use connect_runtime::connect_api;"), "{diff}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "use connect_runtime::connect_api;\n");
}

#[test]
fn a_dry_run_shows_a_line_that_is_split() {
    let code =
        "use connect_runtime::connect_api;\n\n#[connect_api]\npub trait A {}\n\npub struct B;\n";
    let path = file("split.rs", Some(code));
    let diff = stdout(&["add", "DeleteUser", "--dry-run", "--to", path.to_str().unwrap()]);
    assert!(diff.contains("\n-pub trait A {}\n+pub trait A {\n"), "{diff}");
    assert!(diff.contains("\n pub struct B;\n"), "{diff}");
}

#[test]
fn only_keeps_the_named_members_and_the_types_they_need() {
    let code = stdout(&["add", "DescribeUser", "--only", "Username,PhoneType"]);
    assert!(code.contains("pub username: Option<String>"), "{code}");
    assert!(code.contains("pub enum PhoneType"), "{code}");
    for gone in ["routing_profile_id", "UserIdentityInfo", "tags"] {
        assert!(!code.contains(gone), "{gone}: {code}");
    }
}

#[test]
fn errors_get_a_variant_for_each_code() {
    let code = squeezed(&stdout(&["add", "DeleteUser", "--errors", "--form", "call"]));
    for part in [
        "-> Call<'_, (), DeleteUserError>;",
        "#[code(\"ResourceNotFoundException\")] ResourceNotFound(ApiError),",
        "#[other] Other(Error),",
    ] {
        assert!(code.contains(part), "{part}: {code}");
    }
}

#[test]
fn the_pages_have_what_add_writes() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../connect-runtime/docs");
    for (page, declarations, fence) in [
        ("ten_minutes.md", "ten_minutes.rs", "```\n"),
        ("guide/whole_api.md", "guide/queues.rs", "```rust\n"),
    ] {
        let page = fs::read_to_string(folder.join(page)).unwrap();
        let declarations = fs::read_to_string(folder.join(declarations)).unwrap();
        assert!(page.contains(&format!("{fence}{declarations}")));
        let line = page.lines().find_map(|line| line.strip_prefix("$ cargo connect add ")).unwrap();
        let words = line.split(' ').map_while(|word| (word != "--to").then_some(word));
        let arguments: Vec<&str> = std::iter::once("add").chain(words).collect();
        assert_eq!(squeezed(&stdout(&arguments)), squeezed(&declarations));
    }
}

#[test]
fn a_reader_that_goes_early_is_no_error() {
    for arguments in [vec!["list"], vec!["list", "--json"], vec!["show", "DescribeContact"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-connect"));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command.args(&arguments).stdout(writer).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn a_reader_of_messages_that_goes_early_is_no_panic() {
    for arguments in [vec!["show", "Nope"], vec!["check", "--manifest-path", "nope"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-connect"));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = command.args(&arguments).stderr(writer).status().unwrap();
        assert_eq!(status.code(), Some(1), "{arguments:?}");
    }
}

#[test]
fn labels_are_parameters_in_the_order_of_the_path() {
    let code = squeezed(&stdout(&["add", "DescribeUser"]));
    let wanted = "async fn describe_user(&self, instance_id: &str, user_id: &str)";
    assert!(code.contains(wanted), "{code}");
    assert!(code.contains("/// At most 255 characters. pub first_name"), "{code}");
}

#[test]
fn the_same_line_of_another_service_is_another_operation() {
    let path = file("services.rs", None);
    let to = path.to_str().unwrap();
    stdout(&["add", "GetDomain", "--service", "cases", "--to", to]);
    let output = run(&["add", "CreateDomain", "--service", "customer-profiles", "--to", to]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("wrote 1 operation and "), "{said}");
    let code = fs::read_to_string(&path).unwrap();
    assert_eq!(code.matches("POST \"/domains/<").count(), 2, "{code}");
    let again = run(&["add", "CreateDomain", "--service", "customer-profiles", "--to", to]);
    assert!(String::from_utf8(again.stderr).unwrap().contains("nothing to write"));
}
