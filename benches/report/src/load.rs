//! What many calls at the same time take, in real time and in CPU time.

use crate::Result;
use crate::command::{Server, output};
use crate::figures::Figures;
use crate::ways::{self, MANUAL, SDK, WAYS};

pub(crate) const IN_FLIGHT: [u32; 3] = [1, 16, 256];

/// How often each client has its turn. Turns are short and many, because a machine's speed drifts within long ones.
pub(crate) const TURNS: usize = 25;
/// How long a turn is measured, after its connections are made.
pub(crate) const SECONDS: u32 = 1;

/// What a caller prints of a turn, in this order.
pub(crate) const COLUMNS: [&str; 4] = ["calls per second", "p50 µs", "p99 µs", "CPU µs"];

/// Whose figures those of a client are divided by, within each turn.
pub(crate) const BASES: [&str; 2] = [MANUAL, SDK];

pub(crate) fn measure() -> Result<()> {
    ways::build()?;
    let server = Server::start(1)?;
    let mut figures = Figures::default();
    for in_flight in IN_FLIGHT {
        let turns: Vec<Turn> = (0..TURNS)
            .map(|turn| take_turn(&server.url, in_flight, turn))
            .collect::<Result<_>>()?;
        summarize(in_flight, &turns, &mut figures)?;
    }
    figures.save("load")
}

/// The columns of all clients.
type Turn = [[f64; COLUMNS.len()]; WAYS.len()];

/// Lets all clients call one after the other. Each turn starts with another client, because a machine's speed drifts.
fn take_turn(url: &str, in_flight: u32, turn: usize) -> Result<Turn> {
    let mut of_ways = Turn::default();
    for index in (0..WAYS.len()).map(|offset| (turn + offset) % WAYS.len()) {
        let command = WAYS[index].command("load", url);
        let printed = output(&format!("{command} {in_flight} {}", 1000 * SECONDS))?;
        let numbers: Vec<f64> =
            printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        eprintln!("  turn {turn}, {in_flight} in flight, {}: {}", WAYS[index].name, printed.trim());
        of_ways[index] = numbers.try_into().map_err(|_| "a caller printed other numbers")?;
    }
    Ok(of_ways)
}

/// Keeps the median of each column, and the medians of its ratios to the bases.
fn summarize(in_flight: u32, turns: &[Turn], figures: &mut Figures) -> Result<()> {
    for (index, way) in WAYS.iter().enumerate() {
        for (number, column) in COLUMNS.into_iter().enumerate() {
            let column = self::column(column, in_flight);
            let value = |turn: &Turn| turn[index][number];
            figures.set(way.name, &column, median(turns.iter().map(value)));
            for base in BASES {
                let base_index = WAYS.iter().position(|way| way.name == base);
                let base_index = base_index.ok_or("a base is no client")?;
                let ratio = |turn: &Turn| value(turn) / turn[base_index][number];
                figures.set(way.name, &to(base, &column), median(turns.iter().map(ratio)));
            }
        }
    }
    Ok(())
}

/// The name of a column for calls in flight.
pub(crate) fn column(column: &str, in_flight: u32) -> String {
    format!("{column} at {in_flight}")
}

/// The name of a column's ratio to a base.
pub(crate) fn to(base: &str, column: &str) -> String {
    format!("{column}, to {base}")
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{Turn, WAYS, summarize, to};
    use crate::figures::Figures;
    use crate::ways::{MANUAL, ON_REQWEST};

    #[test]
    fn a_ratio_is_the_median_of_the_ratios_within_each_turn() {
        // The machine is slower in each turn, for all clients alike.
        let turns: Vec<Turn> = [1.0, 2.0, 8.0]
            .map(|slower| {
                let mut turn = [[4.0 / slower; 4]; WAYS.len()];
                turn[0] = [6.0 / slower; 4];
                turn
            })
            .to_vec();
        let mut figures = Figures::default();
        assert!(summarize(256, &turns, &mut figures).is_ok());
        let of_ours = |column: &str| figures.get(ON_REQWEST, column).ok();
        assert_eq!(of_ours("p99 µs at 256"), Some(3.0));
        assert_eq!(of_ours(&to(MANUAL, "p99 µs at 256")), Some(1.5));
    }
}
