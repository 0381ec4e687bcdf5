//! Exports all users of an Amazon Connect instance as CSV: lists them, and describes each one.
//!
//! `cargo run --example export_users` calls a local stand-in for Amazon Connect, which has 500 users and
//! throttles as the service does. With `CONNECT_INSTANCE_ID`, AWS credentials and `AWS_REGION` in the
//! environment, it calls Amazon Connect.

#[path = "export_users/csv_file.rs"]
mod csv_file;
#[path = "export_users/display.rs"]
mod display;

use std::error::Error as _;
use std::io;
use std::path::PathBuf;
use std::process::{ExitCode, exit};
use std::time::Duration;

use clap::Parser;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{Client, ClientBuilder, Error, Many, Pace, Pages, Result, connect_api};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::signal::ctrl_c;
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use csv_file::CsvFile;
use display::Display;

/// The exit code after Ctrl-C.
const INTERRUPTED: u8 = 130;

type BoxError = Box<dyn std::error::Error>;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary {
    id: String,
    username: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribedUser {
    user: User,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    id: String,
    username: String,
    identity_info: Option<IdentityInfo>,
    routing_profile_id: Option<String>,
    #[serde(default)]
    security_profile_ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IdentityInfo {
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

/// What can fail: the list, or the description of one user.
enum Failure {
    List(Error),
    User { user: UserSummary, error: Error },
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::List(error)
    }
}

/// The columns of the file.
const COLUMNS: [&str; 7] = [
    "id",
    "username",
    "first_name",
    "last_name",
    "email",
    "routing_profile_id",
    "security_profile_ids",
];

/// Returns what stands in each column.
fn columns(user: &User) -> [String; 7] {
    let identity = user.identity_info.as_ref();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    [
        user.id.clone(),
        user.username.clone(),
        text(identity.and_then(|identity| identity.first_name.as_ref())),
        text(identity.and_then(|identity| identity.last_name.as_ref())),
        text(identity.and_then(|identity| identity.email.as_ref())),
        text(user.routing_profile_id.as_ref()),
        user.security_profile_ids.join(" "),
    ]
}

#[connect_api]
trait Users {
    /// Lists the users of an instance, with at most `max_results` (1 to 1000) in a page.
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: u32,
    ) -> Pages<'_, UserSummary, Failure>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<DescribedUser>;
}

/// Exports all users of an Amazon Connect instance as CSV.
///
/// The program shows its progress on standard error: as a bar on a terminal, and as lines elsewhere. Ctrl-C ends it
/// with a whole CSV of the users so far, or before the first one without a file. A second Ctrl-C ends it at once, also while standard output is blocked.
#[derive(Parser)]
#[command(after_help = "Exit code: 0 on success, 1 if a user, the list or a write failed, 2 on \
                        an invalid option, 130 after Ctrl-C.")]
struct Arguments {
    /// The CSV file to write, instead of standard output; the first user replaces an old file, and so does a list without users
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,

    /// How many calls are in flight at a time
    #[arg(long, value_name = "CALLS", default_value_t = 5)]
    at_once: usize,

    /// Requests a second for each operation; Amazon Connect takes 2 by default
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,

    /// The seconds between two lines of progress, where there is no terminal
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    report_every: u64,

    /// How many users the stand-in has
    #[arg(long, value_name = "COUNT", default_value_t = 500)]
    users: u32,

    /// The id of the instance; without it, the program calls a stand-in
    #[arg(long, value_name = "ID", env = "CONNECT_INSTANCE_ID")]
    instance_id: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    run(&Arguments::parse()).await.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        print_causes(error.source());
        ExitCode::FAILURE
    })
}

/// Configures the client, which makes `rate` requests a second for each operation.
fn configure(builder: ClientBuilder, rate: u32) -> Result<Client> {
    builder.pace(Pace::new(rate, 5)).build()
}

async fn run(arguments: &Arguments) -> std::result::Result<ExitCode, BoxError> {
    let Some(instance_id) = &arguments.instance_id else {
        let service = stand_in(arguments).await?;
        let client = configure(service.client_builder(), arguments.rate)?;
        return export(&client, LocalConnect::INSTANCE_ID, arguments).await;
    };
    let client = configure(ClientBuilder::from_env()?, arguments.rate)?;
    export(&client, instance_id, arguments).await
}

/// Starts a stand-in that has users, and takes as many requests as Amazon Connect does.
async fn stand_in(arguments: &Arguments) -> io::Result<LocalConnect> {
    let user = |number: u32| {
        json!({
            "family": "User",
            "in": [LocalConnect::INSTANCE_ID],
            "id": format!("user-{number:03}"),
            "members": {
                "Username": format!("agent{number}"),
                "IdentityInfo": { "FirstName": "Jane", "LastName": format!("Doe, {number}") },
                "RoutingProfileId": "basic",
                "SecurityProfileIds": ["agent", "reports"],
            },
        })
    };
    let records: Vec<Value> = (0..arguments.users).map(user).collect();
    let state = json!({ "records": records }).to_string();
    let service = LocalConnect::builder().state(state).keep_requests(false).start().await?;
    service.set_pace(Some(Pace::new(arguments.rate, 5)));
    eprintln!(
        "No instance id; calling a stand-in for Amazon Connect at {}.",
        service.endpoint_url()
    );
    Ok(service)
}

/// Writes the users as CSV, until all are done or Ctrl-C is pressed.
async fn export(
    client: &Client,
    instance_id: &str,
    arguments: &Arguments,
) -> std::result::Result<ExitCode, BoxError> {
    let mut csv = CsvFile::new(arguments.to.as_deref(), &COLUMNS);
    let display = Display::new(Duration::from_secs(arguments.report_every), arguments.to.is_none());
    // The number of users is known from the last page on, so the pages are the largest that the service has.
    let users = client.list_users(instance_id, None, 1000);
    let mut run = Many::over_pages(users, |user| async move {
        match client.describe_user(instance_id, &user.id).await {
            Ok(described) => Ok(described.user),
            Err(error) => Err(Failure::User { user, error }),
        }
    })
    .at_once(arguments.at_once);
    let mut failures = Vec::new();
    let end = write_users(&mut run, &mut csv, &mut failures, &display).await;
    let progress = run.progress();
    drop(run);
    display.finish(&progress);
    print_failures(&failures);
    let rows = csv.rows();
    match end {
        Ok(End::Interrupted) => {
            eprintln!("interrupted; wrote {rows} users");
            Ok(ExitCode::from(INTERRUPTED))
        }
        Ok(End::Done) => {
            eprintln!("wrote {rows} users");
            Ok(ExitCode::from(u8::from(!failures.is_empty())))
        }
        Err(error) => {
            eprintln!("wrote {rows} users");
            Err(error)
        }
    }
}

/// How a run ended.
enum End {
    Done,
    Interrupted,
}

/// Writes a row for each user when its call ends. In the order of the list, described users would wait for a slow
/// call, and Ctrl-C would lose them.
async fn write_users(
    run: &mut Many<'_, User, Failure>,
    csv: &mut CsvFile<'_>,
    failures: &mut Vec<Failure>,
    display: &Display,
) -> std::result::Result<End, BoxError> {
    let mut ticks = interval_at(Instant::now() + display.interval(), display.interval());
    // After a write that blocked for long, the program shows its progress once, and not for each missed tick.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut interrupt = interrupt();
    loop {
        tokio::select! {
            biased;
            signal = &mut interrupt => {
                signal??;
                return Ok(End::Interrupted);
            }
            _ = ticks.tick() => display.show(&run.progress()),
            user = run.next() => match user {
                Some(Ok(user)) => {
                    let written = display.without_bar(|| csv.write(&columns(&user)));
                    written.map_err(|error| cannot_write(&error))?;
                }
                Some(Err(failure)) => failures.push(failure),
                None => {
                    if failures.is_empty() {
                        csv.finish().map_err(|error| cannot_write(&error))?;
                    }
                    return Ok(End::Done);
                }
            },
        }
    }
}

/// Waits for Ctrl-C. The next Ctrl-C ends the program.
///
/// Another thread runs this task while a write blocks the thread of `main`.
fn interrupt() -> JoinHandle<io::Result<()>> {
    tokio::spawn(async {
        ctrl_c().await?;
        tokio::spawn(async {
            if ctrl_c().await.is_ok() {
                exit(INTERRUPTED.into());
            }
        });
        Ok(())
    })
}

fn cannot_write(error: &io::Error) -> String {
    format!("cannot write the users: {error}")
}

/// Prints what failed, with the causes.
fn print_failures(failures: &[Failure]) {
    for failure in failures {
        let (Failure::List(error) | Failure::User { error, .. }) = failure;
        match failure {
            Failure::List(_) => eprintln!("the list is incomplete: {error}"),
            Failure::User { user, .. } => {
                eprintln!("user {} ({}) failed: {error}", user.username, user.id);
            }
        }
        print_causes(error.source());
    }
}

fn print_causes(first: Option<&(dyn std::error::Error + 'static)>) {
    for cause in std::iter::successors(first, |&cause| cause.source()) {
        eprintln!("  caused by: {cause}");
    }
}
