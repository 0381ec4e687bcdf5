//! What decoding a page costs beside `serde_json` alone.

use crate::Result;
use crate::callgrind::{PAGES, instructions};
use crate::command::output;
use crate::figures::Figures;

pub(crate) const SIZES: [(&str, u32); 3] =
    [("1 KiB", 1 << 10), ("100 KiB", 100 << 10), ("1 MiB", 1 << 20)];
pub(crate) const PLAIN: &str = "serde_json";
pub(crate) const WAYS: [&str; 6] =
    [PLAIN, "adaptive-of-bare", "adaptive-of-wrapped", "bare", "wrapped", "raw"];

pub(crate) fn measure() -> Result<()> {
    output("cargo build --release --locked --package decode")?;
    let mut figures = Figures::default();
    for (size, bytes) in SIZES {
        for way in WAYS {
            let program = format!("target/release/decode {way} {bytes}");
            figures.set(way, size, instructions(&program, PAGES)?.all);
        }
    }
    figures.save("decode")
}
