//! `cargo connect check`.

mod declarations;
mod files;
#[path = "../support/mod.rs"]
mod support;
mod types;
mod ui;

use self::support::{Folder, Said};

pub(crate) const WRONG: &str = "\
use connect_runtime::{Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET \"/users/<InstanceId>/<UserId>\")]
    async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<()>;

    #[connect_endpoint(PUT \"/user/<InstanceId>\")]
    async fn create_user(&self, instance_id: &str, #[body] user: &str) -> Result<()>;
}
";

/// A trait with one endpoint.
pub(crate) fn endpoint(of_trait: &str, of_method: &str, signature: &str) -> String {
    format!(
        "#[connect_api{of_trait}]\ntrait A {{\n    #[connect_endpoint({of_method})]\n    async fn {signature} -> Result<()>;\n}}\n"
    )
}

pub(crate) fn check(name: &str, sources: &[(&str, &str)]) -> Said {
    Folder::with_crate(name, sources).run(&["check"])
}
