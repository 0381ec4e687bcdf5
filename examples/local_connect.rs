//! Runs the stand-in for Amazon Connect by itself, for any AWS client on this machine.
//!
//! `cargo run --example local_connect -- --port 4747` prints the variables to export, and then one line for
//! each call. `--seed FILE` starts with the state of a file, and `--save FILE` writes it at the end.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io, io::Write as _};

use clap::Parser;
use connect_runtime::testing::{LocalConnect, LocalConnectBuilder, Samples};

/// A stand-in for Amazon Connect on 127.0.0.1.
#[derive(Parser)]
struct Options {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 4747)]
    port: u16,
    /// A file with the state to start with, as --save writes it.
    #[arg(long)]
    seed: Option<PathBuf>,
    /// A file to write the state to when the program is stopped with Ctrl-C.
    #[arg(long)]
    save: Option<PathBuf>,
    /// Which samples operations answer with for which no state is kept.
    #[arg(long, value_enum, default_value_t = SampleKind::Whole)]
    samples: SampleKind,
    /// Determines samples and new ids.
    #[arg(long, default_value_t = 0)]
    sample_seed: u64,
    /// Keep nothing: all operations answer with samples.
    #[arg(long)]
    no_state: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum SampleKind {
    Whole,
    Sparse,
    Hostile,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    let service = builder(&options)?.start().await?;
    print_variables(&service);
    tokio::signal::ctrl_c().await?;
    if let Some(path) = &options.save {
        let state = format!("{:#}\n", service.state());
        fs::write(path, state).map_err(|error| at(path, &error))?;
        eprintln!("saved the state to {}", path.display());
    }
    Ok(())
}

fn builder(options: &Options) -> io::Result<LocalConnectBuilder> {
    let samples = match options.samples {
        SampleKind::Whole => Samples::Whole,
        SampleKind::Sparse => Samples::Sparse,
        SampleKind::Hostile => Samples::Hostile,
    };
    let builder = LocalConnect::builder()
        .port(options.port)
        .samples(samples)
        .seed(options.sample_seed)
        .keep_state(!options.no_state)
        .keep_requests(false)
        // Nobody may be reading any more.
        .on_call(|call| drop(writeln!(io::stdout(), "{call}")));
    let Some(path) = &options.seed else { return Ok(builder) };
    let state = fs::read_to_string(path).map_err(|error| at(path, &error))?;
    Ok(builder.state(state))
}

/// Names the file in an error.
fn at(path: &std::path::Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Prints what other programs need. The keys are those of the stand-in, and no secret.
fn print_variables(service: &LocalConnect) {
    let credentials = service.credentials();
    println!("export AWS_ENDPOINT_URL={}", service.endpoint_url());
    println!("export AWS_REGION={}", service.region());
    println!("export AWS_ACCESS_KEY_ID={}", credentials.access_key_id());
    println!("export AWS_SECRET_ACCESS_KEY={}", credentials.secret_access_key());
    if let Some(token) = credentials.session_token() {
        println!("export AWS_SESSION_TOKEN={token}");
    }
    println!("# the instance {} exists", LocalConnect::INSTANCE_ID);
}
