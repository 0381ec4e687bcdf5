//! The clients that are compared.

use crate::Result;
use crate::command::output;

/// A way to make the call.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// The end of its package's name.
    program: &'static str,
    variant: &'static str,
    /// Whether it signs its requests and reads the answers. The others show what the network alone costs.
    pub(crate) is_whole: bool,
}

const fn whole(name: &'static str, program: &'static str, variant: &'static str) -> Way {
    Way { name, program, variant, is_whole: true }
}

const fn unsigned(name: &'static str, program: &'static str) -> Way {
    Way { name, program, variant: "-", is_whole: false }
}

pub(crate) const ON_REQWEST: &str = "Connect Endpoint on reqwest";
pub(crate) const ON_HYPER: &str = "Connect Endpoint on hyper";
pub(crate) const MANUAL: &str = "manual code";
pub(crate) const SDK: &str = "AWS SDK";
/// What ours on hyper costs at least: its HTTP client, which neither signs nor decodes.
pub(crate) const UNSIGNED_BY_HYPER: &str = "unsigned request by hyper";

/// Ours, on both transports.
pub(crate) const OURS: [&str; 2] = [ON_REQWEST, ON_HYPER];

pub(crate) const WAYS: [Way; 6] = [
    whole(ON_REQWEST, "connect-endpoint", "async-fn"),
    whole(ON_HYPER, "connect-endpoint-hyper", "async-fn"),
    whole(MANUAL, "manual", "-"),
    whole(SDK, "official", "-"),
    unsigned("unsigned request by reqwest", "unsigned-reqwest"),
    unsigned(UNSIGNED_BY_HYPER, "unsigned-hyper"),
];

impl Way {
    /// The command line of a mode of the harness, without the numbers at its end.
    pub(crate) fn command(&self, mode: &str, url: &str) -> String {
        format!("target/release/caller-{} {mode} {url} {}", self.program, self.variant)
    }
}

/// Builds the server and all callers. Each is built alone, so that it has only the features that it asks for.
pub(crate) fn build() -> Result<()> {
    build_package("harness")?;
    WAYS.iter().try_for_each(|way| build_package(&format!("caller-{}", way.program)))
}

pub(crate) fn build_package(package: &str) -> Result<()> {
    eprintln!("  building {package}");
    output(&format!("cargo build --release --locked --package {package}")).map(drop)
}
