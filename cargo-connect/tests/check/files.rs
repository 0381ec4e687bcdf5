//! Where declarations are found.

use crate::support::{Folder, Said};
use crate::{WRONG, check, endpoint};

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

#[test]
fn declarations_in_macro_calls_are_named() {
    let source = format!("make! {{ {} }}\n", endpoint("", "GET \"/userz\"", "users(&self)"));
    let said = check("check_macro", &[("src/lib.rs", &source)]);
    let note = "src/lib.rs:1:1: note: the declarations in this macro call are not looked at";
    assert!(said.out.contains(note), "{}", said.out);
}
