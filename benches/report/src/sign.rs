//! What it costs to build a request and sign it.

use crate::Result;
use crate::callgrind::{CALLS, instructions};
use crate::figures::Figures;
use crate::ways::{MANUAL, ON_REQWEST, build_package};

pub(crate) fn measure() -> Result<()> {
    let mut figures = Figures::default();
    for (name, caller) in [(ON_REQWEST, "connect-endpoint"), (MANUAL, "manual")] {
        build_package(&format!("caller-{caller}"))?;
        let unread = format!("target/release/caller-{caller} sequence memory unread");
        figures.set_instructions(name, " built and signed", instructions(&unread, CALLS)?);
    }
    let built = "target/release/caller-connect-endpoint sequence memory built";
    figures.set_instructions(ON_REQWEST, " built", instructions(built, CALLS)?);
    figures.save("sign")
}
