//! What a call costs.

use crate::Result;
use crate::callgrind::{CALLS, allocations, instructions, peak};
use crate::command::{Server, output};
use crate::figures::Figures;

/// A way to make the call.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    program: &'static str,
    variant: &'static str,
    /// Whether it has a figure without the network.
    pub(crate) has_memory: bool,
}

const fn way(name: &'static str, program: &'static str, variant: &'static str) -> Way {
    Way { name, program, variant, has_memory: true }
}

pub(crate) const OURS: &str = "Connect Endpoint";
pub(crate) const BY_HAND: &str = "by hand";
pub(crate) const OFFICIAL: &str = "official";

pub(crate) const WAYS: [Way; 6] = [
    way(OURS, "connect-endpoint", "async-fn"),
    way("Connect Endpoint, `Call`", "connect-endpoint", "call"),
    way(BY_HAND, "manual", "-"),
    way(OFFICIAL, "official", "-"),
    Way { has_memory: false, ..way("reqwest, unsigned", "unsigned-reqwest", "-") },
    Way { has_memory: false, ..way("hyper, unsigned", "unsigned-hyper", "-") },
];

/// Those that decode the wrapped form too.
pub(crate) const WRAPPED_WAYS: [usize; 2] = [0, 1];

pub(crate) const IN_FLIGHT: [u32; 3] = [1, 16, 256];
const ROUNDS: usize = 21;
const CALLS_PER_ROUND: u32 = 8000;

/// Callers in flight whose memory is compared.
const HELD: [u32; 2] = [32, 160];

pub(crate) fn measure() -> Result<()> {
    build()?;
    let mut figures = Figures::default();
    let server = Server::start(1)?;
    for way in &WAYS {
        let program = |url: &str| way.sequence(url);
        figures.set(way.name, "instructions", instructions(&program(&server.url), CALLS)?);
        let (blocks, bytes) = allocations(&program(&server.url))?;
        figures.set(way.name, "allocations", blocks);
        figures.set(way.name, "allocated bytes", bytes);
        if way.has_memory {
            figures.set(
                way.name,
                "instructions in memory",
                instructions(&program("memory"), CALLS)?,
            );
        }
        figures.set(way.name, "bytes in flight", bytes_in_flight(way)?);
    }
    for way in WRAPPED_WAYS.iter().filter_map(|&index| WAYS.get(index)) {
        let url = format!("{}/wrapped", server.url);
        figures.set(way.name, "instructions wrapped", instructions(&way.sequence(&url), CALLS)?);
    }
    for in_flight in IN_FLIGHT {
        load(&server.url, in_flight, &mut figures)?;
    }
    figures.save("calls")
}

/// Each caller is built alone, so that it has the features that it asks for.
fn build() -> Result<()> {
    for package in ["harness", "caller-connect-endpoint", "caller-manual", "caller-official"] {
        eprintln!("  building {package}");
        output(&format!("cargo build --release --locked --package {package}"))?;
    }
    output("cargo build --release --locked --package caller-unsigned-reqwest")?;
    output("cargo build --release --locked --package caller-unsigned-hyper")?;
    Ok(())
}

impl Way {
    fn program(&self) -> String {
        format!("target/release/caller-{}", self.program)
    }

    fn sequence(&self, url: &str) -> String {
        format!("{} sequence {url} {}", self.program(), self.variant)
    }
}

fn bytes_in_flight(way: &Way) -> Result<f64> {
    let peak_of = |held: u32| -> Result<f64> {
        let server = Server::start(usize::try_from(held)?)?;
        let (program, variant, url) = (way.program(), way.variant, &server.url);
        peak(&format!("{program} load {url}/held {variant} {held} {held}"))
    };
    let [few, many] = HELD;
    Ok((peak_of(many)? - peak_of(few)?) / f64::from(many - few))
}

/// Short rounds of all ways one after the other, and the median of each, as the machine's speed varies.
fn load(url: &str, in_flight: u32, figures: &mut Figures) -> Result<()> {
    let mut rounds: Vec<Vec<[f64; 3]>> = Vec::new();
    for round in 0..ROUNDS {
        let mut of_ways = vec![[0.0; 3]; WAYS.len()];
        let indices: Box<dyn Iterator<Item = usize>> =
            if round % 2 == 0 { Box::new(0..WAYS.len()) } else { Box::new((0..WAYS.len()).rev()) };
        for index in indices {
            let (program, variant) = (WAYS[index].program(), WAYS[index].variant);
            let calls = if in_flight == 1 { CALLS_PER_ROUND / 4 } else { CALLS_PER_ROUND };
            let printed = output(&format!("{program} load {url} {variant} {in_flight} {calls}"))?;
            let numbers: Vec<f64> =
                printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            of_ways[index] = numbers.try_into().map_err(|_| "a caller printed other numbers")?;
        }
        rounds.push(of_ways);
    }
    let by_hand = WAYS.iter().position(|way| way.name == BY_HAND).unwrap_or_default();
    for (index, way) in WAYS.iter().enumerate() {
        for (number, what) in ["calls per second", "p50", "p99"].into_iter().enumerate() {
            let column = format!("{what} at {in_flight}");
            let value = |round: &Vec<[f64; 3]>| round[index][number];
            figures.set(way.name, &column, median(rounds.iter().map(value)));
            let ratio = |round: &Vec<[f64; 3]>| value(round) / round[by_hand][number];
            figures.set(
                way.name,
                &format!("{column}, to by hand"),
                median(rounds.iter().map(ratio)),
            );
        }
    }
    Ok(())
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
