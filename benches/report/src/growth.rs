//! What each further endpoint costs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::build::{mean, megabytes, touch};
use crate::command::{cost, output, target};
use crate::figures::Figures;

pub(crate) const COUNTS: [u32; 5] = [0, 1, 10, 100, ALL];

/// As many operations as the official crate had when this was first measured.
pub(crate) const ALL: u32 = 380;

/// How often what is compared is checked in turns, as the machine's speed drifts.
const TURNS: usize = 3;

/// The row of the official crate.
pub(crate) const OFFICIAL: &str = "official";

/// The row of the structs of all endpoints without the endpoints.
pub(crate) const STRUCTS: &str = "structs";

/// The crate in front of what it declares.
const LIB_HEAD: &str = "\
//! Declares endpoints.
#![allow(missing_docs)]

use serde::Deserialize;
";

/// What the endpoints need more.
const ENDPOINTS_HEAD: &str = "\
use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

";

/// The program in front of its calls.
const MAIN_HEAD: &str = r"//! A program that calls all of its endpoints.

use std::future::Future;
use std::pin::Pin;

use connect_runtime::{Client, Result};
use endpoints::Api;

type Called<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    if let Ok(runtime) = runtime {
        for call in CALLS {
            runtime.block_on(call(&client))?;
        }
    }
    Ok(())
}

";

pub(crate) fn measure() -> Result<()> {
    let mut figures = Figures::default();
    let (all, structs) = (write_package(ALL)?, write_structs()?);
    let (mut official_checks, mut all_checks, mut structs_checks) = (vec![], vec![], vec![]);
    for _ in 0..TURNS {
        official_checks.push(official_check()?);
        all_checks.push(edited(&all, CHECK)?);
        structs_checks.push(edited(&structs, CHECK)?);
    }
    for (row, checks) in
        [(OFFICIAL, official_checks), (&ALL.to_string(), all_checks), (STRUCTS, structs_checks)]
    {
        figures.set(row, "check CPU seconds", mean(&checks, |seconds| *seconds));
    }
    for count in COUNTS {
        let (row, package) = (count.to_string(), write_package(count)?);
        if count != ALL {
            figures.set(&row, "check CPU seconds", edited(&package, CHECK)?);
        }
        figures.set(&row, "build CPU seconds", edited(&package, "build --release")?);
        let binary = target("growth")?.join("release").join(name(count));
        figures.set(&row, "binary MB", megabytes(&binary)?);
    }
    figures.save("growth")
}

const CHECK: &str = "check --lib";

/// The CPU time of a command of cargo after an edit of the declarations, when their dependencies are there.
fn edited(package: &Path, command: &str) -> Result<f64> {
    let target = target("growth")?;
    let line = format!("cargo {command} --manifest-path {}", package.join("Cargo.toml").display());
    cost(&line, &target)?;
    touch(package.join("src/lib.rs"))?;
    Ok(cost(&line, &target)?.cpu_seconds)
}

/// The CPU time of `cargo check` of the official crate alone.
pub(crate) fn official_check() -> Result<f64> {
    let target = target("apps/official")?;
    let check = "cargo check --locked --package app-official";
    cost(check, &target)?;
    let folder = target.display();
    output(&format!("cargo clean --target-dir {folder} --package aws-sdk-connect"))?;
    Ok(cost(check, &target)?.cpu_seconds)
}

fn name(count: u32) -> String {
    format!("endpoints-{count}")
}

fn write_package(count: u32) -> Result<PathBuf> {
    let (endpoints, types, main) = sources(count)?;
    write_sources(&name(count), &format!("{LIB_HEAD}{ENDPOINTS_HEAD}{endpoints}{types}"), &main)
}

fn write_structs() -> Result<PathBuf> {
    let (_, types, _) = sources(ALL)?;
    write_sources(STRUCTS, &format!("{LIB_HEAD}\n{types}"), "//! Calls nothing.\n\nfn main() {}\n")
}

fn write_sources(name: &str, lib: &str, main: &str) -> Result<PathBuf> {
    let package = Path::new("target/growth-packages").join(name);
    let runtime = fs::canonicalize("../connect-runtime")?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\nname = \"endpoints\"\n\n[dependencies]\n\
         connect-runtime = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n\n[workspace]\n\n[profile.dev]\nincremental = false\n",
        runtime.display()
    );
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::copy("Cargo.lock", package.join("Cargo.lock"))?;
    fs::write(package.join("src/lib.rs"), lib)?;
    fs::write(package.join("src/main.rs"), main)?;
    Ok(package)
}

/// Endpoints as Connect has them: a quarter each describes, lists, creates and deletes something.
fn sources(count: u32) -> Result<(String, String, String)> {
    let (mut methods, mut types, mut calls) = (String::new(), String::new(), String::new());
    for number in 0..count {
        let (method, output, call) = endpoint(number);
        writeln!(methods, "    {method}")?;
        writeln!(types, "{output}")?;
        writeln!(calls, "    |client| Box::pin(async move {{ {call}.await.map(drop) }}),")?;
    }
    let endpoints =
        format!("pub trait Api: ConnectClient {{\n{methods}}}\nimpl Api for Client {{}}\n\n");
    let main = format!(
        "{MAIN_HEAD}static CALLS: &[for<'a> fn(&'a Client) -> Called<'a>] = &[\n{calls}];\n"
    );
    Ok((endpoints, types, main))
}

fn endpoint(number: u32) -> (String, String, String) {
    let n = number;
    let item = format!(
        "#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\npub struct Thing{n} {{ pub id: Option<String>, \
         pub arn: Option<String>, pub name: Option<String>, pub state: Option<String>, pub version: Option<i64> }}"
    );
    match number % 4 {
        0 => (
            format!(
                "#[connect_endpoint(GET \"/things-{n}/<InstanceId>/<ThingId>\")]\n    fn describe_{n}(&self, instance_id: &str, thing_id: &str) -> Call<'_, Thing{n}>;"
            ),
            item,
            format!("client.describe_{n}(\"i\", \"t\")"),
        ),
        1 => (
            format!(
                "#[connect_endpoint(GET \"/things-{n}/<InstanceId>?<maxResults>&<nextToken>\")]\n    fn list_{n}(&self, instance_id: &str, max_results: Option<u32>, next_token: Option<&str>) -> Call<'_, Page{n}>;"
            ),
            format!(
                "{item}\n#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\npub struct Page{n} {{ pub things: Vec<Thing{n}>, pub next_token: Option<String> }}"
            ),
            format!("client.list_{n}(\"i\", Some(7), None)"),
        ),
        2 => (
            format!(
                "#[connect_endpoint(PUT \"/things-{n}/<InstanceId>\")]\n    fn create_{n}(&self, instance_id: &str, #[body(\"Name\")] name: &str, #[body(\"Tags\")] tags: &[String], #[idempotency_token] #[body(\"ClientToken\")] client_token: Option<&str>) -> Call<'_, Created{n}>;"
            ),
            format!(
                "#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\npub struct Created{n} {{ pub id: Option<String>, pub arn: Option<String> }}"
            ),
            format!("client.create_{n}(\"i\", \"n\", &[], None)"),
        ),
        _ => (
            format!(
                "#[connect_endpoint(DELETE \"/things-{n}/<InstanceId>/<ThingId>\")]\n    fn delete_{n}(&self, instance_id: &str, thing_id: &str) -> Call<'_, ()>;"
            ),
            String::new(),
            format!("client.delete_{n}(\"i\", \"t\")"),
        ),
    }
}
