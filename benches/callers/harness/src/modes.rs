//! The ways to make a caller call.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;

use crate::{Caller, Endpoint, Result, UNREAD};

const USAGE: &str = "sequence URL VARIANT CALLS | load URL VARIANT IN_FLIGHT MILLISECONDS | hold URL VARIANT IN_FLIGHT";

/// Runs what the arguments of the program ask for:
///
/// - `sequence URL VARIANT CALLS` makes calls one after the other, to be run under valgrind;
/// - `load URL VARIANT IN_FLIGHT MILLISECONDS` makes calls at the same time. It prints calls per second, the 50th and
///   99th percentile of their time in microseconds, and the CPU time of a call in microseconds;
/// - `hold URL VARIANT IN_FLIGHT` makes calls at the same time until all of them wait, to be run under valgrind.
///
/// The URL `memory` stands for no network: the caller answers itself.
///
/// # Errors
///
/// Where a call fails or the arguments are others.
pub fn run<C: Caller>() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let endpoint = |url: &str, variant: &str| Endpoint {
        url: (url != "memory").then(|| url.to_owned()),
        variant: variant.to_owned(),
    };
    match arguments[..] {
        ["sequence", url, variant, calls] => sequence::<C>(&endpoint(url, variant), calls.parse()?),
        ["load", url, variant, in_flight, milliseconds] => {
            let duration = Duration::from_millis(milliseconds.parse()?);
            load::<C>(&endpoint(url, variant), in_flight.parse()?, duration)
        }
        ["hold", url, variant, in_flight] => hold::<C>(&endpoint(url, variant), in_flight.parse()?),
        _ => Err(USAGE.into()),
    }
}

fn sequence<C: Caller>(endpoint: &Endpoint, calls: usize) -> Result<()> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let caller = C::new(endpoint)?;
        for _ in 0..calls {
            let arn = caller.call().await?;
            if !arn.starts_with(UNREAD) {
                return Err("the answer was not read".into());
            }
        }
        Ok(())
    })
}

fn load<C: Caller>(endpoint: &Endpoint, in_flight: usize, duration: Duration) -> Result<()> {
    on_two_threads(async {
        let caller = Arc::new(C::new(endpoint)?);
        // Connections are made before the clock starts.
        drive(&caller, in_flight, at_most(in_flight * 4)).await?;
        let (start, cpu_start) = (Instant::now(), cpu_time()?);
        let mut times = drive(&caller, in_flight, move || start.elapsed() < duration).await?;
        let (seconds, cpu_time) =
            (start.elapsed().as_secs_f64(), cpu_time()?.saturating_sub(cpu_start));
        times.sort_unstable();
        let percentile =
            |percent: usize| times.get(times.len() * percent / 100).map_or(0, Duration::as_micros);
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let calls = times.len() as f64;
        let (per_second, cpu_micros) = (calls / seconds, cpu_time.as_secs_f64() * 1e6 / calls);
        println!("{per_second:.0} {} {} {cpu_micros:.2}", percentile(50), percentile(99));
        Ok(())
    })
}

fn hold<C: Caller>(endpoint: &Endpoint, in_flight: usize) -> Result<()> {
    on_two_threads(async {
        let caller = Arc::new(C::new(endpoint)?);
        // The server lets a round of calls go when all of them wait, and each connection has several rounds.
        drive(&caller, in_flight, at_most(in_flight * 5)).await.map(drop)
    })
}

fn on_two_threads(run: impl Future<Output = Result<()>>) -> Result<()> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(run)
}

/// Says `true` as often as there are calls.
fn at_most(calls: usize) -> impl Fn() -> bool + Send + Sync + 'static {
    let left = Semaphore::new(calls);
    move || left.try_acquire().map(SemaphorePermit::forget).is_ok()
}

/// Makes calls while `goes_on` says so, `in_flight` of them at the same time; how long each took.
async fn drive<C: Caller>(
    caller: &Arc<C>,
    in_flight: usize,
    goes_on: impl Fn() -> bool + Send + Sync + 'static,
) -> Result<Vec<Duration>> {
    let goes_on = Arc::new(goes_on);
    let mut tasks = JoinSet::new();
    for _ in 0..in_flight {
        let (caller, goes_on) = (Arc::clone(caller), Arc::clone(&goes_on));
        tasks.spawn(async move { drive_one(&*caller, &*goes_on).await });
    }
    let mut times = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        times.extend(ended??);
    }
    Ok(times)
}

async fn drive_one<C: Caller>(
    caller: &C,
    goes_on: &(impl Fn() -> bool + Sync),
) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    while goes_on() {
        let start = Instant::now();
        caller.call().await?;
        times.push(start.elapsed());
    }
    Ok(times)
}

/// Returns the user and system time of this process and its ended threads, from the fields 14 and 15 of
/// `/proc/self/stat`. Linux counts them in hundredths of a second there on every architecture.
fn cpu_time() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The second field is the program's name in parentheses, and may have spaces.
    let (_, fields) = stat.rsplit_once(')').ok_or("/proc/self/stat has no name")?;
    let mut ticks = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    match (ticks.next(), ticks.next()) {
        (Some(user), Some(system)) => Ok(Duration::from_millis((user? + system?) * 10)),
        _ => Err("/proc/self/stat has no times".into()),
    }
}
