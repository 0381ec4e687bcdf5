//! What it costs to build a request and sign it.

use crate::Result;
use crate::callgrind::{CALLS, instructions};
use crate::calls::{BY_HAND, OURS};
use crate::command::output;
use crate::figures::Figures;

pub(crate) fn measure() -> Result<()> {
    let mut figures = Figures::default();
    for (name, caller) in [(OURS, "connect-endpoint"), (BY_HAND, "manual")] {
        output(&format!("cargo build --release --locked --package caller-{caller}"))?;
        let unread = format!("target/release/caller-{caller} sequence memory unread");
        figures.set(name, "built and signed", instructions(&unread, CALLS)?);
    }
    let built = "target/release/caller-connect-endpoint sequence memory built";
    figures.set(OURS, "built", instructions(built, CALLS)?);
    figures.save("sign")
}
