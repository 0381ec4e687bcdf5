//! The options of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use connect_model::Service;

#[derive(Parser)]
#[command(name = "cargo connect", bin_name = "cargo connect", version, about)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Find operations by words of their names and members.
    List(ListOptions),
    /// Show an operation: its line, parameters, output, errors and pages.
    Show(ShowOptions),
    /// Write the declarations of operations, with the types that they need.
    Add(AddOptions),
    /// Hold the declarations of a crate against AWS's model.
    Check(CheckOptions),
    /// Show what another model of AWS changes for the operations that a package declares.
    Diff(DiffOptions),
    /// Run the stand-in for Amazon Connect on this machine, for any AWS client.
    Serve(ServeOptions),
}

#[derive(Args)]
pub(crate) struct ListOptions {
    /// Words that the operation's name or members have. Without words, lists all.
    pub(crate) words: Vec<String>,
    /// Lists the operations of this service alone.
    #[arg(long, value_parser = service)]
    pub(crate) service: Option<Service>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ShowOptions {
    /// The name of the operation, such as `CreateUser`.
    pub(crate) operation: String,
    /// The service, if several have an operation of this name.
    #[arg(long, value_parser = service)]
    pub(crate) service: Option<Service>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct AddOptions {
    /// The names of operations, such as `CreateUser`.
    #[arg(required = true)]
    pub(crate) operations: Vec<String>,
    /// The file to write to. Without it, prints the code.
    #[arg(long)]
    pub(crate) to: Option<PathBuf>,
    /// Members of the output to keep, with the types that they need.
    #[arg(long, value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// The trait for the methods.
    #[arg(long, value_parser = identifier)]
    pub(crate) r#trait: Option<String>,
    /// Also write an error enum with the codes of each operation.
    #[arg(long)]
    pub(crate) errors: bool,
    /// Print what would be written, as a diff.
    #[arg(long, requires = "to")]
    pub(crate) dry_run: bool,
    /// The form of methods.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) form: Form,
    /// Leave out members that AWS advises against.
    #[arg(long)]
    pub(crate) no_deprecated: bool,
    /// The service, if several have an operation of this name.
    #[arg(long, value_parser = service)]
    pub(crate) service: Option<Service>,
}

#[derive(Args)]
pub(crate) struct CheckOptions {
    /// The `Cargo.toml` of the crate. Without it, the nearest one from here up.
    #[arg(long)]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// The other model: botocore's `service-2.json`, which may be gzipped, or a folder with such files.
    #[arg(long)]
    pub(crate) model: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// The `Cargo.toml` of the package. Default: the package of the current folder.
    #[arg(long)]
    pub(crate) manifest_path: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ServeOptions {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 4747)]
    pub(crate) port: u16,
    /// A file with the state to start with, as --save writes it.
    #[arg(long)]
    pub(crate) seed: Option<PathBuf>,
    /// A file to write the state to when the command is stopped.
    #[arg(long)]
    pub(crate) save: Option<PathBuf>,
    /// Which samples operations answer with for which no state is kept.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) samples: SampleKind,
    /// Determines samples and new ids.
    #[arg(long, default_value_t = 0)]
    pub(crate) sample_seed: u64,
    /// Keep nothing: all operations answer with samples.
    #[arg(long)]
    pub(crate) no_state: bool,
}

/// Which members a sample has.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum SampleKind {
    /// All members.
    #[default]
    Whole,
    /// The required members.
    Sparse,
    /// What the model does not have, too.
    Hostile,
}

/// The form of a method.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// `async fn … -> Result<T>`
    #[default]
    Async,
    /// `fn … -> Call<'_, T>`
    Call,
}

/// Reads a name for an item of Rust.
fn identifier(name: &str) -> Result<String, String> {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(name) => Ok(name.to_string()),
        Err(_) => Err("it is not a name in Rust, such as `Users`".to_owned()),
    }
}

/// Reads a service by the name that a person types.
fn service(name: &str) -> Result<Service, String> {
    let constant = name.to_ascii_uppercase().replace('-', "_");
    Service::from_constant(&constant)
        .ok_or_else(|| format!("the services are {}", Service::ALL.map(service_name).join(", ")))
}

/// Returns the name of a service that a person types.
pub(crate) fn service_name(service: Service) -> String {
    service.constant().to_ascii_lowercase().replace('_', "-")
}

/// Returns the services to look at.
pub(crate) fn services(service: Option<Service>) -> Vec<Service> {
    service.map_or_else(|| Service::ALL.to_vec(), |service| vec![service])
}
