//! `cargo connect serve`.

use std::io::{self, Write as _};
use std::path::Path;
use std::{fs, future};

use connect_runtime::testing::{LocalConnect, LocalConnectBuilder, Samples};
use tokio::runtime;

use crate::options::{SampleKind, ServeOptions};
use crate::out;

/// Runs the stand-in until it is stopped, by Ctrl-C or by SIGTERM.
pub(crate) fn run(options: &ServeOptions) -> Result<(), String> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no runtime can be started: {error}"))?;
    runtime.block_on(serve(options))
}

async fn serve(options: &ServeOptions) -> Result<(), String> {
    if let Some(path) = &options.save {
        check_folder(path)?;
    }
    // Before the first line of output, after which a program may stop the command.
    let stop = Stop::new()?;
    let service = builder(options)?.start().await.map_err(|error| not_started(&error, options))?;
    // Nobody may be reading any more.
    let _: io::Result<()> = print_variables(&service);
    stop.wait().await;
    if let Some(path) = &options.save {
        let state = format!("{:#}\n", service.state());
        fs::write(path, state)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        out::say(format!("saved the state to {}", path.display()));
    }
    Ok(())
}

/// Checks before the first call that the state can be saved in the folder.
fn check_folder(file: &Path) -> Result<(), String> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(format!(
            "cannot write {}: there is no folder {}\nhelp: make it first",
            file.display(),
            folder.display()
        )),
        _ if file.is_dir() => Err(format!("cannot write {}: it is a folder", file.display())),
        _ => Ok(()),
    }
}

fn builder(options: &ServeOptions) -> Result<LocalConnectBuilder, String> {
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
        .on_call(|call| drop(writeln!(io::stdout(), "{call}")));
    match &options.seed {
        Some(path) => Ok(builder.state(read(path)?)),
        None => Ok(builder),
    }
}

/// Names the file, if its state is refused.
fn not_started(error: &io::Error, options: &ServeOptions) -> String {
    match &options.seed {
        Some(path) if error.kind() == io::ErrorKind::InvalidData => {
            format!("{}: {error}", path.display())
        }
        _ => error.to_string(),
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Prints what other programs need. The keys are those of the stand-in, and no secret.
fn print_variables(service: &LocalConnect) -> io::Result<()> {
    let mut out = io::stdout();
    let credentials = service.credentials();
    writeln!(out, "export AWS_ENDPOINT_URL={}", service.endpoint_url())?;
    writeln!(out, "export AWS_REGION={}", service.region())?;
    writeln!(out, "export AWS_ACCESS_KEY_ID={}", credentials.access_key_id())?;
    writeln!(out, "export AWS_SECRET_ACCESS_KEY={}", credentials.secret_access_key())?;
    if let Some(token) = credentials.session_token() {
        writeln!(out, "export AWS_SESSION_TOKEN={token}")?;
    }
    writeln!(out, "export CONNECT_INSTANCE_ID={}", LocalConnect::INSTANCE_ID)
}

/// The signals that stop the command.
struct Stop {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Stop {
    #[cfg(unix)]
    fn new() -> Result<Self, String> {
        use tokio::signal::unix::{SignalKind, signal};

        let listen =
            |kind| signal(kind).map_err(|error| format!("no signal can be waited for: {error}"));
        let interrupt = listen(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: listen(SignalKind::terminate())? })
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        let Self { interrupt, terminate } = &mut self;
        future::poll_fn(|context| {
            let is_stopped = interrupt.poll_recv(context).is_ready();
            let is_ended = terminate.poll_recv(context).is_ready();
            if is_stopped || is_ended {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
    fn new() -> Result<Self, String> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        if tokio::signal::ctrl_c().await.is_err() {
            future::pending::<()>().await;
        }
    }
}
