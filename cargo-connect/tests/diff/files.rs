//! Which files of a path are read, and what is said about others.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use connect_model::Service;
use serde_json::{Value, json};

use crate::fixture;

const DECLARED: [(Service, &str); 2] =
    [(Service::Connect, "DeleteUser"), (Service::Cases, "GetDomain")];

/// Writes a package with two operations, in a folder of its own.
fn package(name: &str) -> std::path::PathBuf {
    let folder = fixture::folder(name);
    fixture::package(&folder, &DECLARED);
    folder
}

/// Writes a file, zipped if its name ends so.
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if path.extension().is_none_or(|extension| extension != "gz") {
        return fs::write(path, text).unwrap();
    }
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    file.write_all(text.as_bytes()).unwrap();
    fs::write(path, file.finish().unwrap()).unwrap();
}

/// Returns the model of the declared operation of a service, which goes to another method.
fn model(service: Service, method: &str) -> Value {
    let name = DECLARED.iter().find(|(of, _)| *of == service).unwrap().1;
    let mut model = fixture::model(service, &[name]);
    model["operations"][name]["http"]["method"] = method.into();
    model
}

/// Returns which operations have which method in the model.
fn methods(package: &Path, path: &str) -> Vec<String> {
    let json = fixture::stdout(package, &["--model", path, "--json"]);
    let findings: Vec<Value> = serde_json::from_str(&json).unwrap();
    let line = |it: &Value| format!("{} {}", it["operation"], it["text"]).replace('"', "");
    findings.iter().map(line).collect()
}

const BOTH: [&str; 2] = [
    "DeleteUser method `PATCH` now, `DELETE` before",
    "GetDomain method `PATCH` now, `POST` before",
];

#[test]
fn files_of_both_layouts_are_found() {
    let package = package("layouts");
    let models = [(Service::Connect, "connect"), (Service::Cases, "connectcases")];
    for (service, name) in models {
        let text = model(service, "PATCH").to_string();
        write(&package, &format!("flat/{name}-service-2.json"), &text);
        write(&package, &format!("zipped/{name}-service-2.json.gz"), &text);
        write(&package, &format!("data/{name}/2020-01-02/service-2.json.gz"), &text);
        // The newest folder counts, by the date in the file.
        let mut older = model(service, "GET");
        older["metadata"]["apiVersion"] = "2019-12-31".into();
        write(&package, &format!("data/{name}/2019-12-31/service-2.json"), &older.to_string());
    }
    // Of other services, and not even whole: the rest of such a file is not read.
    let other =
        r#"{"version":"2.0","metadata":{"serviceId":"S3","uid":"s3-2006-03-01"},"operations":{"#;
    write(&package, "data/s3/2006-03-01/service-2.json.gz", other);
    write(&package, "data/s3/2006-03-01/examples-1.json", "{");
    for path in ["flat", "zipped", "data"] {
        assert_eq!(methods(&package, path), BOTH, "{path}");
    }
    let said = fixture::run(&package, &["--model", "data"]).stderr;
    assert!(said.is_empty(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn a_service_is_known_by_its_metadata() {
    let package = package("metadata");
    for (metadata, is_found) in [
        (json!({ "serviceId": "Connect", "uid": "other-2017-08-08" }), true),
        (json!({ "uid": "connect-2017-08-08" }), true),
        (json!({ "endpointPrefix": "connect" }), true),
        (json!({ "serviceId": "Wisdom", "uid": "connect-2017-08-08" }), false),
        (json!({ "serviceId": "ConnectCampaigns", "endpointPrefix": "connect-campaigns" }), false),
    ] {
        let mut model = model(Service::Connect, "PATCH");
        model["metadata"] = metadata.clone();
        // The metadata need not come first.
        write(&package, "model/any-name.json", &model.to_string());
        let output = fixture::run(&package, &["--model", "model/any-name.json"]);
        assert_eq!(output.status.success(), is_found, "{metadata}");
    }
}

#[test]
fn services_without_a_model_are_named_once() {
    let package = package("without");
    let mut pages = fixture::model(Service::Connect, &["DeleteUser"]);
    pages["metadata"]["serviceId"] = "Connect".into();
    write(&package, "service-2.json", &pages.to_string());
    let output = fixture::run(&package, &["--model", "service-2.json"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "note: no model of Amazon Connect Cases is in service-2.json: its operation is not compared\n"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("1 operation: 0 breaking, 0 to look at, 0 additions (built-in model ")
    );
}

/// Pages that are not there say nothing but a note. A file without an operation says that it has no pages.
#[test]
fn pages_are_in_the_file_beside_the_model() {
    let package = fixture::folder("pages");
    fixture::package(&package, &[(Service::Connect, "ListUsers")]);
    let model = fixture::model(Service::Connect, &["ListUsers"]).to_string();
    write(&package, "connect-service-2.json", &model);
    let output = fixture::run(&package, &["--model", "connect-service-2.json", "--json"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "note: no `paginators-1.json` is beside connect-service-2.json: pages are not compared\n"
    );
    assert_eq!(output.stdout, b"[]\n");
    for name in ["connect-paginators-1.json.gz", "connect-paginators-1.json"] {
        write(&package, name, r#"{"pagination":{}}"#);
        let found = methods(&package, ".");
        assert_eq!(
            found,
            ["ListUsers pages: the model does not list the operation any more"],
            "{name}"
        );
        fs::remove_file(package.join(name)).unwrap();
    }
}

#[test]
fn a_file_that_is_no_model_says_what_to_give() {
    let package = package("wrong");
    let whole = model(Service::Connect, "DELETE").to_string();
    let half = &whole[..whole.len() / 2];
    let id = r#""metadata":{"serviceId":"Connect"}"#;
    for (name, text, parts) in [
        ("a.json", "", ["a.json:1:0: not JSON: EOF", "`service-2.json` of botocore"]),
        ("b.json", "{\n  \"version\": x", ["b.json:2:14: not JSON: expected value", "help: "]),
        ("c.json", half, ["c.json:1:", "not JSON: EOF"]),
        ("d.json", "[1]", ["d.json:1:", "not a model as botocore has it"]),
        ("e.json", r#"{"pagination":{}}"#, ["e.json: no model of a service", "no `metadata`"]),
        ("f.json", r#"{"smithy":"2.0"}"#, ["f.json: a Smithy model", "of botocore"]),
        (
            "g.json",
            r#"{"metadata":{"suppressions":[]},"smithy":"2.0"}"#,
            ["g.json: a Smithy model", "of botocore"],
        ),
        (
            "h.json",
            r#"{"metadata":{"serviceId":"S3"}}"#,
            ["a model of `S3`, which is none of Amazon Connect, ", "help: "],
        ),
        ("i.json", &format!("{{{id}}}"), ["i.json:1:", "missing field `operations`"]),
        (
            "j.json",
            &format!(r#"{{{id},"shapes":{{"A":{{"type":"string","max":"1"}}}}}}"#),
            ["j.json:1:", "not a model as botocore has it: invalid type: string \"1\""],
        ),
        (
            "k.json",
            &format!(
                r#"{{{id},"operations":{{}},"shapes":{{"A":{{"type":"list","member":{{"shape":"B"}}}}}}}}"#
            ),
            ["k.json: `A` names the shape `B`", "not whole"],
        ),
        ("l.json.gz", half, ["l.json.gz:1:", "not JSON: EOF"]),
    ] {
        write(&package, name, text);
        let said = fixture::stderr(&package, &["--model", name]);
        for part in parts {
            assert!(said.contains(part), "{name}: {said}");
        }
    }
}

#[test]
fn a_path_without_a_model_says_what_to_give() {
    let package = package("nothing");
    let model = model(Service::Connect, "DELETE").to_string();
    write(&package, "empty/readme.txt", "");
    write(&package, "other/service-2.json", r#"{"metadata":{"serviceId":"S3"}}"#);
    write(&package, "smithy/connect.json", r#"{"smithy":"2.0"}"#);
    write(&package, "two/a/service-2.json", &model);
    write(&package, "two/b/service-2.json", &model);
    write(&package, "cut.json.gz", &model);
    let zipped = fs::read(package.join("cut.json.gz")).unwrap();
    fs::write(package.join("cut.json.gz"), &zipped[..zipped.len() - 20]).unwrap();
    for (path, parts) in [
        ("absent", ["cannot read absent: ", "help: give `--model` the `service-2.json`"]),
        ("empty", ["no model of an Amazon Connect service is in empty", "help: give `--model`"]),
        ("other", ["no model of an Amazon Connect service is in other", "help: give `--model`"]),
        ("smithy", ["connect.json: a Smithy model", "help: give `--model`"]),
        ("two", ["two models of Amazon Connect have the same date: ", "a folder with one of them"]),
        ("cut.json.gz", ["cannot read cut.json.gz: ", ""]),
    ] {
        let said = fixture::stderr(&package, &["--model", path]);
        for part in parts {
            assert!(said.contains(part), "{path}: {said}");
        }
    }
}

#[test]
fn a_package_is_named_or_the_one_here() {
    let package = package("named");
    write(&package, "service-2.json", &model(Service::Connect, "PATCH").to_string());
    let elsewhere = fixture::folder("elsewhere");
    let path = package.join("service-2.json");
    let path = path.to_str().unwrap();
    let manifest = package.join("Cargo.toml");
    let arguments = ["--model", path, "--manifest-path", manifest.to_str().unwrap()];
    let text = fixture::stdout(&elsewhere, &arguments);
    assert!(text.contains("lib.rs:4:10  DeleteUser\n  breaking    method `PATCH` now"), "{text}");
    fixture::package(&elsewhere, &[]);
    let said = fixture::stderr(&elsewhere, &["--model", path]);
    assert!(said.contains("no operation is declared here"), "{said}");
    assert!(said.contains("`--manifest-path`"), "{said}");
}
