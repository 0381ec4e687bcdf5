//! The ways to make a caller call.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::{Caller, Endpoint, Result, UNREAD};

const USAGE: &str =
    "sequence URL VARIANT CALLS | load URL VARIANT IN_FLIGHT CALLS | memory - VARIANT CALLS";

/// Runs what the arguments of the program ask for:
///
/// - `sequence URL VARIANT CALLS` makes calls one after the other, to be run under valgrind;
/// - `load URL VARIANT IN_FLIGHT CALLS` makes calls at the same time and prints calls per second and the
///   50th and 99th percentile of their time in microseconds.
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
        ["load", url, variant, in_flight, calls] => {
            load::<C>(&endpoint(url, variant), in_flight.parse()?, calls.parse()?)
        }
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

fn load<C: Caller>(endpoint: &Endpoint, in_flight: usize, calls: usize) -> Result<()> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(async {
        let caller = Arc::new(C::new(endpoint)?);
        // Connections are made before the clock starts.
        drive(&caller, in_flight, in_flight * 4).await?;
        let start = Instant::now();
        let mut times = drive(&caller, in_flight, calls).await?;
        let seconds = start.elapsed().as_secs_f64();
        times.sort_unstable();
        let percentile =
            |percent: usize| times.get(times.len() * percent / 100).map_or(0, Duration::as_micros);
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let per_second = times.len() as f64 / seconds;
        println!("{per_second:.0} {} {}", percentile(50), percentile(99));
        Ok(())
    })
}

/// Makes `calls` calls, `in_flight` of them at the same time; how long each took.
async fn drive<C: Caller>(
    caller: &Arc<C>,
    in_flight: usize,
    calls: usize,
) -> Result<Vec<Duration>> {
    let left = Arc::new(Semaphore::new(calls));
    let mut tasks = JoinSet::new();
    for _ in 0..in_flight {
        let (caller, left) = (Arc::clone(caller), Arc::clone(&left));
        tasks.spawn(async move { drive_one(&*caller, &left).await });
    }
    let mut times = Vec::with_capacity(calls);
    while let Some(ended) = tasks.join_next().await {
        times.extend(ended??);
    }
    Ok(times)
}

async fn drive_one<C: Caller>(caller: &C, left: &Semaphore) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    while let Ok(one) = left.try_acquire() {
        one.forget();
        let start = Instant::now();
        caller.call().await?;
        times.push(start.elapsed());
    }
    Ok(times)
}
