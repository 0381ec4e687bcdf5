//! What the declarations that `cargo connect add` writes cost, beside the official crate.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::build::{mean, touch};
use crate::command::{command, cost, output, target};
use crate::growth::official_check;

/// How often the crates are checked in turns.
const TURNS: usize = 3;

/// Operations that most back ends of a contact centre call.
const TEN: [&str; 10] = [
    "DescribeContact",
    "DescribeUser",
    "GetContactAttributes",
    "GetCurrentMetricData",
    "ListQueues",
    "ListUsers",
    "StartChatContact",
    "StartOutboundVoiceContact",
    "StopContact",
    "UpdateContactAttributes",
];

/// A crate with the declarations of some operations.
struct Scaffold {
    name: &'static str,
    package: PathBuf,
    lines: usize,
    seconds: Vec<f64>,
}

/// Measures, and writes `SCAFFOLDS.md`.
pub(crate) fn measure() -> Result<()> {
    let program = build_command()?;
    let connect = operations(&program, &["--service", "connect"])?;
    let mut hundred: Vec<String> = TEN.map(str::to_owned).to_vec();
    let others: Vec<&String> =
        connect.iter().filter(|name| !TEN.contains(&name.as_str())).collect();
    // Spread over the alphabet, and so over the subjects.
    hundred
        .extend((0..90).filter_map(|n| others.get(n * others.len() / 90)).map(|it| (*it).clone()));
    let ten: Vec<String> = TEN.map(str::to_owned).to_vec();
    let mut scaffolds = vec![
        Scaffold::write(&program, "ten", &[("connect", ten)])?,
        Scaffold::write(&program, "hundred", &[("connect", hundred)])?,
        Scaffold::write(&program, "connect", &[("connect", connect)])?,
        Scaffold::write(&program, "family", &family(&program)?)?,
    ];
    let mut official = Vec::new();
    for _ in 0..TURNS {
        official.push(official_check()?);
        for scaffold in &mut scaffolds {
            scaffold.check()?;
        }
    }
    let with_dependencies = [cold(&scaffolds[0])?, cold_official()?];
    let text = table(&scaffolds, mean(&official, |seconds| *seconds), with_dependencies)?;
    Ok(fs::write("SCAFFOLDS.md", text)?)
}

fn build_command() -> Result<PathBuf> {
    let target = target("cargo-connect")?;
    let manifest = "../Cargo.toml";
    cost(
        &format!(
            "cargo build --locked --release --manifest-path {manifest} --package cargo-connect"
        ),
        &target,
    )?;
    Ok(target.join("release/cargo-connect"))
}

fn operations(program: &Path, options: &[&str]) -> Result<Vec<String>> {
    let line = format!("{} list {}", program.display(), options.join(" "));
    let names = output(&line)?;
    Ok(names.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

/// All operations, by service.
fn family(program: &Path) -> Result<Vec<(&'static str, Vec<String>)>> {
    let services = [
        "campaigns-v2",
        "cases",
        "connect",
        "contact-lens",
        "customer-profiles",
        "participant",
        "q-connect",
    ];
    let of = |service| Ok((service, operations(program, &["--service", service])?));
    services.into_iter().map(of).collect()
}

impl Scaffold {
    /// Writes a crate with a module for each service.
    fn write(
        program: &Path,
        name: &'static str,
        services: &[(&'static str, Vec<String>)],
    ) -> Result<Self> {
        let package = Path::new("target/scaffold-packages").join(name);
        let runtime = fs::canonicalize("../connect-runtime")?;
        let manifest = format!(
            "[package]\nname = \"scaffold-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             connect-runtime = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
             [workspace]\n\n[profile.dev]\nincremental = false\n",
            runtime.display()
        );
        drop(fs::remove_dir_all(&package));
        fs::create_dir_all(package.join("src"))?;
        fs::write(package.join("Cargo.toml"), manifest)?;
        fs::copy("Cargo.lock", package.join("Cargo.lock"))?;
        let (mut lib, mut lines) = (String::new(), 0);
        for (service, operations) in services {
            let module = service.replace('-', "_");
            let file = package.join("src").join(format!("{module}.rs"));
            let mut add = command(&format!("{} add --service {service} --to", program.display()));
            let status = add.arg(&file).args(operations).status()?;
            if !status.success() {
                return Err(format!("`cargo connect add` failed for {service}").into());
            }
            writeln!(lib, "pub mod {module};")?;
            lines += fs::read_to_string(&file)?.lines().count();
        }
        fs::write(package.join("src/lib.rs"), lib)?;
        Ok(Self { name, package, lines, seconds: Vec::new() })
    }

    fn line(&self) -> String {
        format!("cargo check --lib --manifest-path {}", self.package.join("Cargo.toml").display())
    }

    /// Adds the CPU time of a check of the crate alone.
    fn check(&mut self) -> Result<()> {
        let target = target("scaffolds")?;
        cost(&self.line(), &target)?;
        touch(self.package.join("src/lib.rs"))?;
        self.seconds.push(cost(&self.line(), &target)?.cpu_seconds);
        Ok(())
    }
}

/// The CPU time of a check from an empty target folder.
fn cold(scaffold: &Scaffold) -> Result<f64> {
    let target = target("scaffolds-cold")?;
    drop(fs::remove_dir_all(&target));
    Ok(cost(&scaffold.line(), &target)?.cpu_seconds)
}

fn cold_official() -> Result<f64> {
    let target = target("official-cold")?;
    drop(fs::remove_dir_all(&target));
    Ok(cost("cargo check --locked --package app-official", &target)?.cpu_seconds)
}

/// The lines of Rust in the official crate.
fn official_lines() -> Result<usize> {
    let metadata = output("cargo metadata --locked --format-version 1")?;
    let manifest = metadata
        .split('"')
        .find(|text| text.contains("/aws-sdk-connect-1") && text.ends_with("Cargo.toml"))
        .ok_or("aws-sdk-connect is not in the metadata")?;
    let folder = Path::new(manifest).parent().ok_or("it is in no folder")?.join("src");
    lines_in(&folder)
}

fn lines_in(folder: &Path) -> Result<usize> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            lines += lines_in(&path)?;
        } else {
            lines += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(lines)
}

fn table(scaffolds: &[Scaffold], official: f64, cold: [f64; 2]) -> Result<String> {
    let mut text = String::from(
        "# Declarations by `cargo connect add`, beside the official crate\n\n\
         `cargo run --release -- scaffolds` writes this page. It writes the declarations and types of operations with \
         `cargo connect add`, and checks them with `cargo check`. The seconds are CPU seconds of the crate alone, with its \
         dependencies built: the mean of three turns.\n\n\
         | operations | lines | CPU s of `cargo check` | vs. the official crate |\n|---|---:|---:|---:|\n",
    );
    for scaffold in scaffolds {
        let what = match scaffold.name {
            "ten" => "ten in most use",
            "hundred" => "100 of Amazon Connect",
            "connect" => "all 405 of Amazon Connect",
            _ => "all 712 of the seven services",
        };
        let seconds = mean(&scaffold.seconds, |seconds| *seconds);
        writeln!(
            text,
            "| {what} | {} | {seconds:.2} | {:.3} |",
            scaffold.lines,
            seconds / official
        )?;
    }
    let lines = official_lines()?;
    writeln!(text, "| `aws-sdk-connect` | {lines} | {official:.1} | 1 |\n")?;
    let [ten, whole] = cold;
    writeln!(
        text,
        "From an empty target folder, with all dependencies, the ten operations take {ten:.0} CPU s, and \
         `aws-sdk-connect` takes {whole:.0} ({:.2}).",
        ten / whole
    )?;
    Ok(text)
}
