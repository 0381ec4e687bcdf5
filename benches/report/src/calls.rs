//! What a call costs in instructions and memory.

use crate::Result;
use crate::callgrind::{CALLS, allocations, instructions, peak};
use crate::command::Server;
use crate::figures::Figures;
use crate::ways::{self, ON_REQWEST, WAYS, Way};

/// Callers in flight whose memory is compared.
const HELD: [u32; 2] = [32, 160];

pub(crate) fn measure() -> Result<()> {
    ways::build()?;
    let mut figures = Figures::default();
    let server = Server::start(1)?;
    for way in &WAYS {
        let program = |url: &str| way.command("sequence", url);
        figures.set_instructions(way.name, "", instructions(&program(&server.url), CALLS)?);
        let (blocks, bytes) = allocations(&program(&server.url))?;
        figures.set(way.name, "allocations", blocks);
        figures.set(way.name, "allocated bytes", bytes);
        if way.is_whole {
            let counted = instructions(&program("memory"), CALLS)?;
            figures.set_instructions(way.name, " in memory", counted);
        }
        figures.set(way.name, "bytes in flight", bytes_in_flight(way)?);
    }
    variants(&server.url, &mut figures)?;
    figures.save("calls")
}

/// Calls of Connect Endpoint that differ from the one in the comparison.
fn variants(url: &str, figures: &mut Figures) -> Result<()> {
    let program = "target/release/caller-connect-endpoint sequence";
    let wrapped = instructions(&format!("{program} {url}/wrapped async-fn"), CALLS)?;
    figures.set(ON_REQWEST, "instructions wrapped", wrapped.all);
    let as_call = instructions(&format!("{program} {url} call"), CALLS)?;
    figures.set(ON_REQWEST, "instructions of `Call`", as_call.all);
    Ok(())
}

fn bytes_in_flight(way: &Way) -> Result<f64> {
    let peak_of = |held: u32| -> Result<f64> {
        let server = Server::start(usize::try_from(held)?)?;
        peak(&format!("{} {held}", way.command("hold", &format!("{}/held", server.url))))
    };
    let [few, many] = HELD;
    Ok((peak_of(many)? - peak_of(few)?) / f64::from(many - few))
}
