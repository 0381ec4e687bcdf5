//! The section about many calls at the same time.

use super::{Measured, Table, number, ratio};
use crate::Result;
use crate::figures::Figures;
use crate::load::{BASES, COLUMNS, IN_FLIGHT, SECONDS, TURNS, column, to};
use crate::ways::WAYS;

pub(super) fn section(measured: &Measured) -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let mut text = format!(
        "## Many calls at once\n\n\
         The clients call a server on loopback over connections that stay open. The server is a process of its own with \
         one thread, and a client has two threads. They share {cores} cores, so the time that the server and the kernel \
         take limits every client, and a difference between two clients shows less than it would without the server.\n\n\
         The clients take turns of {SECONDS} s, {TURNS} each. A figure is the median of the turns, and a ratio is the \
         median of the ratios within each turn. The CPU time of a call is the user and system time of the client's \
         process, without that of the server. Unlike a count of instructions, it has hashing at the speed of this \
         processor.\n\n\
         More calls per second are better. In all other columns, less is better. p50 is the time that half of the calls \
         take at most, and p99 is the time that 99 of 100 calls take at most.\n"
    );
    for in_flight in IN_FLIGHT.into_iter().rev() {
        text += "\n";
        text += &table(&measured.load, in_flight)?;
    }
    Ok(text)
}

fn table(figures: &Figures, in_flight: u32) -> Result<String> {
    let title = format!("{in_flight} in flight");
    let (to_manual, to_sdk) = ("vs. manual code", "vs. AWS SDK");
    let mut table = Table::new(&[
        &title,
        "calls per second",
        to_manual,
        to_sdk,
        "p50, µs",
        to_manual,
        to_sdk,
        "p99, µs",
        to_manual,
        to_sdk,
        "CPU time of a call, µs",
        to_manual,
        to_sdk,
    ]);
    for way in &WAYS {
        let mut cells = vec![way.name.to_owned()];
        for name in COLUMNS {
            let column = column(name, in_flight);
            cells.push(number(figures.get(way.name, &column)?));
            for base in BASES {
                cells.push(ratio(figures.get(way.name, &to(base, &column))?));
            }
        }
        table.row(&cells);
    }
    Ok(table.0)
}
