//! The section about one call.

use super::{Measured, Table, number, ratio};
use crate::Result;
use crate::figures::Figures;
use crate::ways::{MANUAL, ON_REQWEST, SDK, WAYS, Way};

const HEAD: &str = "\
## A call over loopback

The call is one `GetFederationToken` with a response of 1.2 KB. A key pair without a session token signs it. The last two
rows do not sign the request and do not decode the response. They show what the HTTP client alone costs.

Less is better in every column. The columns without SHA-256 leave out its compression function. Processors have
instructions for it that valgrind does not emulate, so the other columns show more hashing than such a processor does.

";

pub(super) fn section(measured: &Measured) -> Result<String> {
    let (instructions, memory) = (instructions(&measured.calls)?, memory(&measured.calls)?);
    Ok(format!("{HEAD}{instructions}\n{}\n{memory}", notes(measured)?))
}

fn instructions(figures: &Figures) -> Result<String> {
    let mut table = Table::new(&[
        "",
        "instructions",
        "vs. manual code",
        "vs. AWS SDK",
        "instructions without SHA-256",
        "vs. manual code",
        "vs. AWS SDK",
        "instructions without network",
        "instructions without network and SHA-256",
    ]);
    for way in &WAYS {
        let mut cells = vec![way.name.to_owned()];
        for column in ["instructions", "instructions, unhashed"] {
            cells.push(number(figures.get(way.name, column)?));
            for base in [MANUAL, SDK] {
                cells.push(ratio(figures.ratio(way.name, base, column)?));
            }
        }
        for column in ["instructions in memory", "instructions in memory, unhashed"] {
            cells.push(whole_alone(figures, way, column)?);
        }
        table.row(&cells);
    }
    Ok(table.0)
}

/// A figure that clients without signatures do not have.
fn whole_alone(figures: &Figures, way: &Way, column: &str) -> Result<String> {
    if way.is_whole { figures.get(way.name, column).map(number) } else { Ok("-".to_owned()) }
}

fn notes(measured: &Measured) -> Result<String> {
    let calls = |column: &str| measured.calls.get(ON_REQWEST, column).map(number);
    let ours = |column: &str| measured.sign.get(ON_REQWEST, column).map(number);
    let manual = |column: &str| measured.sign.get(MANUAL, column).map(number);
    let to_manual = |column: &str| measured.sign.ratio(ON_REQWEST, MANUAL, column).map(ratio);
    let (signed, unhashed) =
        ("instructions built and signed", "instructions built and signed, unhashed");
    Ok(format!(
        "The columns without network count building, signing and decoding. In them, Connect Endpoint builds the request \
         in {} instructions. To build and sign it takes {} instructions, and manual code takes {} ({}). Without SHA-256, \
         these are {} and {} ({}).\n\n\
         On reqwest, a call with a wrapped response takes {} instructions. A method that returns a `Call` takes {} \
         instead of the {} of an `async fn`.\n",
        ours("instructions built")?,
        ours(signed)?,
        manual(signed)?,
        to_manual(signed)?,
        ours(unhashed)?,
        manual(unhashed)?,
        to_manual(unhashed)?,
        calls("instructions wrapped")?,
        calls("instructions of `Call`")?,
        calls("instructions")?,
    ))
}

fn memory(figures: &Figures) -> Result<String> {
    let columns = [
        ("allocations", "allocations of a call"),
        ("allocated bytes", "allocated bytes of a call"),
        ("bytes in flight", "heap bytes for a call in flight"),
    ];
    let mut header = vec![""];
    for (_, title) in columns {
        header.extend([title, "vs. manual code", "vs. AWS SDK"]);
    }
    let mut table = Table::new(&header);
    for way in &WAYS {
        let mut cells = vec![way.name.to_owned()];
        for (column, _) in columns {
            cells.push(number(figures.get(way.name, column)?));
            for base in [MANUAL, SDK] {
                cells.push(ratio(figures.ratio(way.name, base, column)?));
            }
        }
        table.row(&cells);
    }
    Ok(table.0)
}

#[cfg(test)]
mod tests {
    use super::instructions;
    use crate::figures::Figures;
    use crate::profile::Instructions;
    use crate::ways::{MANUAL, WAYS};

    #[test]
    fn shows_instructions_with_and_without_hashing() {
        let mut figures = Figures::default();
        for way in &WAYS {
            let all = if way.name == MANUAL { 200_000.0 } else { 100_000.0 };
            let count = Instructions { all, hashing: 20_000.0 };
            figures.set_instructions(way.name, "", count);
            figures.set_instructions(way.name, " in memory", count);
        }
        let table = instructions(&figures).unwrap_or_default();
        let ours = "| Connect Endpoint on hyper | 100,000 | 0.50× | 1.00× | 80,000 | 0.44× | 1.00× | 100,000 | 80,000 |";
        assert!(table.contains(ours), "{table}");
        assert!(table.contains("| 80,000 | 0.44× | 1.00× | - | - |"), "{table}");
    }
}
