//! A package that declares operations, and a model of them in the JSON of botocore.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use connect_model::{Kind, Limit, Place, Service, Shape, ShapeMember};
use serde_json::{Map, Value, json};

/// An empty folder of one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a package that declares these operations, each in two lines after the first one.
pub(crate) fn package(folder: &Path, operations: &[(Service, &str)]) {
    let manifest =
        "[package]\nname = \"calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut code = String::new();
    for service in Service::ALL {
        let of_service = operations.iter().filter(|(of, _)| *of == service);
        let methods: Vec<String> = of_service.map(|(_, name)| method(service, name)).collect();
        if !methods.is_empty() {
            let constant = service.constant();
            let head = format!("#[connect_api(service = connect_runtime::service::{constant})]");
            let methods = methods.concat();
            code.extend([head, format!("\npub trait {service:?} {{\n{methods}}}\n")]);
        }
    }
    fs::write(folder.join("src/lib.rs"), code).unwrap();
}

/// Declares an operation with the parameters that the model requires.
fn method(service: Service, name: &str) -> String {
    let operation = service.calls().operation(name).unwrap();
    let path = operation.path().replace('{', "<").replace('}', ">");
    let method = operation.method();
    let name = connect_model::snake_case(name);
    let mut parameters = String::from("&self");
    let mut has_body = false;
    for member in operation.members().filter(|member| member.is_required) {
        let ident = connect_model::snake_case(member.name);
        match member.place {
            Place::Path => parameters.extend([", ", &ident, ": &str"]),
            Place::Body => has_body = true,
            place => {
                let bound = format!(", #[{}(\"{}\")] {ident}: &str", place.name(), member.name);
                parameters.push_str(&bound);
            }
        }
    }
    if has_body {
        parameters += ", #[body] body: &Body";
    }
    format!(
        "#[connect_endpoint({method} \"{path}\")]\nasync fn {name}({parameters}) -> Result<()>;\n"
    )
}

pub(crate) fn run(package: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-connect"));
    command.arg("diff").args(arguments).current_dir(package).output().unwrap()
}

pub(crate) fn stdout(package: &Path, arguments: &[&str]) -> String {
    let output = run(package, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn stderr(package: &Path, arguments: &[&str]) -> String {
    let output = run(package, arguments);
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// Returns the `service-2.json` of these operations, with all shapes that they use.
pub(crate) fn model(service: Service, operations: &[&str]) -> Value {
    let shapes = service.shapes();
    let mut of_operations = Map::new();
    let mut names = BTreeSet::new();
    for name in operations {
        let marks = shapes.operation(name).unwrap();
        let errors = service.calls().operation(name).unwrap().errors();
        let errors = errors.map(|code| shapes.error(code).unwrap().name());
        let roots = marks.input.into_iter().chain(marks.output).chain(errors);
        roots.for_each(|root| reach(service, root, &mut names));
        of_operations.insert((*name).to_owned(), operation(service, name));
    }
    let shape = |name: &str| shape(&shapes.shape(name).unwrap());
    let all: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), shape(name))).collect();
    let uid = format!("{}-2020-01-02", service.folder());
    json!({
        "version": "2.0",
        "metadata": { "apiVersion": "2020-01-02", "protocol": "rest-json", "uid": uid },
        "operations": of_operations,
        "shapes": all,
    })
}

fn reach(service: Service, name: &'static str, names: &mut BTreeSet<&'static str>) {
    if names.insert(name) {
        let shape = service.shapes().shape(name).unwrap();
        let parts = shape.element().into_iter().chain(shape.key()).chain(shape.value());
        let members = shape.members().map(|member| member.shape);
        parts.chain(members).for_each(|part| reach(service, part, names));
    }
}

fn operation(service: Service, name: &str) -> Value {
    let (shapes, operation) = (service.shapes(), service.calls().operation(name).unwrap());
    let marks = shapes.operation(name).unwrap();
    let error = |code| json!({ "shape": shapes.error(code).unwrap().name() });
    let mut json = json!({
        "name": name,
        "http": { "method": operation.method(), "requestUri": operation.path() },
        "errors": operation.errors().map(error).collect::<Vec<_>>(),
        "documentation": "<p>Any text.</p>",
        "aTraitOfTomorrow": { "a": [1] },
    });
    for (field, shape) in [("input", marks.input), ("output", marks.output)] {
        if let Some(shape) = shape {
            json[field] = json!({ "shape": shape });
        }
    }
    if marks.is_deprecated {
        json["deprecated"] = json!(true);
    }
    json
}

fn shape(shape: &Shape<'static>) -> Value {
    let mut json = Map::new();
    let mut set = |name: &str, value: Value| json.insert(name.to_owned(), value);
    let kind = shape.kind();
    let own_format = Some(kind).filter(|kind| *kind == shape.kind_in(Place::Header));
    let name = match kind {
        Kind::Union | Kind::Document => "structure",
        Kind::Timestamp(_) => "timestamp",
        kind => kind.name(),
    };
    set("type", name.into());
    match kind {
        Kind::Union | Kind::Document => drop(set(kind.name(), true.into())),
        Kind::Timestamp(_) => {
            let names = [("date-time", "iso8601"), ("http-date", "rfc822")];
            let of_botocore = names.iter().find(|(ours, _)| *ours == kind.name());
            let of_botocore = of_botocore.map_or("unixTimestamp", |(_, name)| name);
            own_format.map(|_| set("timestampFormat", of_botocore.into()));
        }
        _ => {}
    }
    for (name, part) in
        [("member", shape.element()), ("key", shape.key()), ("value", shape.value())]
    {
        part.map(|part| set(name, json!({ "shape": part })));
    }
    for (name, limit) in [("min", shape.min()), ("max", shape.max())] {
        let number = |limit: Limit| limit.as_i64().map_or(json!(limit.as_f64()), Value::from);
        limit.map(|limit| set(name, number(limit)));
    }
    shape.pattern().map(|pattern| set("pattern", pattern.into()));
    for (name, is_set) in [
        ("sensitive", shape.is_sensitive()),
        ("sparse", shape.is_sparse()),
        ("deprecated", shape.is_deprecated()),
        ("exception", shape.error().is_some()),
    ] {
        is_set.then(|| set(name, true.into()));
    }
    let values: Vec<&str> = shape.values().collect();
    (!values.is_empty()).then(|| set("enum", values.into()));
    if let Some(error) = shape.error() {
        set("error", json!({ "httpStatusCode": error.status, "code": error.code }));
    }
    if name == "structure" {
        let required = shape.members().filter(|member| member.is_required);
        set("required", required.map(|member| member.name).collect());
        let members = shape.members().map(|it| (it.name.to_owned(), member(&it)));
        set("members", Value::Object(members.collect()));
    }
    Value::Object(json)
}

fn member(member: &ShapeMember<'_>) -> Value {
    let mut json = json!({ "shape": member.shape });
    let place = match member.place {
        Place::Path => "uri",
        Place::Query => "querystring",
        Place::Header => "header",
        Place::Status => "statusCode",
        _ => "",
    };
    if !place.is_empty() {
        json["location"] = place.into();
    }
    if member.wire_name != member.name {
        json["locationName"] = member.wire_name.into();
    }
    for (mark, is_set) in
        [("idempotencyToken", member.is_idempotency_token), ("deprecated", member.is_deprecated)]
    {
        if is_set {
            json[mark] = true.into();
        }
    }
    json
}

/// Returns the `paginators-1.json` of these operations. It has the names of the model.
pub(crate) fn paginators(service: Service, operations: &[&str]) -> Value {
    let shapes = service.shapes();
    let name = |shape: Option<Shape<'static>>, wire_name: &str| {
        let member = shape.unwrap().members().find(|member| member.wire_name == wire_name);
        member.unwrap().name
    };
    let mut pagination = Map::new();
    for operation in operations {
        let Some(pages) = service.calls().operation(operation).unwrap().paging() else { continue };
        let input = |wire_name| name(shapes.input_of(operation), wire_name);
        let output = |wire_name| name(shapes.output_of(operation), wire_name);
        let mut names = json!({
            "input_token": input(pages.request_token),
            "output_token": output(pages.response_token),
            "result_key": output(pages.items),
        });
        if let Some(limit) = pages.limit {
            names["limit_key"] = input(limit).into();
        }
        pagination.insert((*operation).to_owned(), names);
    }
    json!({ "pagination": pagination })
}
