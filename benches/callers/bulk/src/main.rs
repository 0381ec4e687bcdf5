//! Reads a large page or builds a large body in one way, several times: `bulk WAY TIMES`.

mod body;
mod page;

use std::error::Error;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [way, times] = &arguments[..] else {
        return Err("bulk WAY TIMES".into());
    };
    let times = times.parse()?;
    match way.as_str() {
        "page-serde_json" => page::by_serde_json(times),
        "page" => page::by_pages(times),
        "body-serde_json" => body::by_serde_json(times),
        "body" => body::by_call(times),
        other => Err(format!("no way {other}").into()),
    }
}
