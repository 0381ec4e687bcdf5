//! The section about decoding a page.

use super::{Measured, Table, number, ratio};
use crate::{Result, decode};

pub(super) fn section(measured: &Measured) -> Result<String> {
    let figures = &measured.decode;
    let mut columns = vec![String::new()];
    columns.extend(decode::SIZES.iter().map(|(size, _)| format!("{size}, instructions")));
    let mut table = Table::new(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    for way in decode::WAYS {
        let mut cells = vec![way.replace('-', " ")];
        for (size, _) in decode::SIZES {
            let to_plain = ratio(figures.ratio(way, decode::PLAIN, size)?);
            cells.push(format!("{} ({to_plain})", number(figures.get(way, size)?)));
        }
        table.row(&cells);
    }
    Ok(format!(
        "## Decoding a page of users\n\n\
         An envelope decodes a page in two passes, as a call does: one checks for an error, the other decodes the \
         output. In brackets: the ratio to `serde_json::from_slice` of the bare page.\n\n{}",
        table.0
    ))
}
