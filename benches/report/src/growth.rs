//! What each further endpoint costs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::build::{megabytes, touch};
use crate::command::{cost, target};
use crate::figures::Figures;

pub(crate) const COUNTS: [u32; 5] = [0, 1, 10, 100, 380];

/// The program in front of its endpoints.
const HEAD: &str = r"//! A program that calls all of its endpoints.
#![allow(dead_code, missing_docs)]

use std::future::Future;
use std::pin::Pin;

use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
use serde::Deserialize;

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
    let target = target("growth")?;
    for count in COUNTS {
        let package = write_package(count)?;
        let (manifest, main) = (package.join("Cargo.toml"), package.join("src/main.rs"));
        let row = count.to_string();
        for (command, column) in
            [("check", "check CPU seconds"), ("build --release", "build CPU seconds")]
        {
            let line = format!("cargo {command} --manifest-path {}", manifest.display());
            cost(&line, &target)?;
            // The dependencies are there now, and this is what an edit of the crate costs.
            touch(&main)?;
            figures.set(&row, column, cost(&line, &target)?.cpu_seconds);
        }
        let binary = target.join("release").join(name(count));
        figures.set(&row, "binary MB", megabytes(&binary)?);
    }
    figures.save("growth")
}

fn name(count: u32) -> String {
    format!("endpoints-{count}")
}

fn write_package(count: u32) -> Result<PathBuf> {
    let package = Path::new("target/growth-packages").join(name(count));
    let runtime = fs::canonicalize("../connect-runtime")?;
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         connect-runtime = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n\n[workspace]\n\n[profile.dev]\nincremental = false\n",
        name(count),
        runtime.display()
    );
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::copy("Cargo.lock", package.join("Cargo.lock"))?;
    fs::write(package.join("src/main.rs"), program(count)?)?;
    Ok(package)
}

/// Endpoints as Connect has them: a quarter each describes, lists, creates and deletes something.
fn program(count: u32) -> Result<String> {
    let (mut methods, mut types, mut calls) = (String::new(), String::new(), String::new());
    for number in 0..count {
        let (method, output, call) = endpoint(number);
        writeln!(methods, "    {method}")?;
        writeln!(types, "{output}")?;
        writeln!(calls, "    |client| Box::pin(async move {{ {call}.await.map(drop) }}),")?;
    }
    Ok(format!(
        "{HEAD}trait Api: ConnectClient {{\n{methods}}}\nimpl Api for Client {{}}\n\n{types}\n\
         static CALLS: &[for<'a> fn(&'a Client) -> Called<'a>] = &[\n{calls}];\n"
    ))
}

fn endpoint(number: u32) -> (String, String, String) {
    let n = number;
    let item = format!(
        "#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\nstruct Thing{n} {{ id: Option<String>, \
         arn: Option<String>, name: Option<String>, state: Option<String>, version: Option<i64> }}"
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
                "{item}\n#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\nstruct Page{n} {{ things: Vec<Thing{n}>, next_token: Option<String> }}"
            ),
            format!("client.list_{n}(\"i\", Some(7), None)"),
        ),
        2 => (
            format!(
                "#[connect_endpoint(PUT \"/things-{n}/<InstanceId>\")]\n    fn create_{n}(&self, instance_id: &str, #[body(\"Name\")] name: &str, #[body(\"Tags\")] tags: &[String], #[idempotency_token] #[body(\"ClientToken\")] client_token: Option<&str>) -> Call<'_, Created{n}>;"
            ),
            format!(
                "#[derive(Deserialize)]\n#[serde(rename_all = \"PascalCase\")]\nstruct Created{n} {{ id: Option<String>, arn: Option<String> }}"
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
