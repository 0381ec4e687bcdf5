//! Measures this crate beside what people would use instead, and writes `RESULTS.md` and `results.svg`.
//!
//! `cargo run --release` does all of it, in 70 to 90 minutes on two cores. With the names of steps (`calls`, `load`,
//! `sign`, `decode`, `growth`, `build`, `variants`), it does these and takes the figures of the others from their last
//! run; `scaffolds` alone writes `SCAFFOLDS.md`, in about 15 minutes. `render` writes the results from what is there,
//! and `guard` compares instruction counts with `budget.txt`.

mod build;
mod callgrind;
mod calls;
mod command;
mod decode;
mod figures;
mod growth;
mod guard;
mod load;
mod markdown;
mod profile;
mod scaffolds;
mod sign;
mod svg;
mod ways;

use std::error::Error;
use std::process::ExitCode;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> ExitCode {
    let steps: Vec<String> = std::env::args().skip(1).collect();
    match run(&steps) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(steps: &[String]) -> Result<()> {
    command::enter_workspace()?;
    if steps.is_empty() {
        for step in ["calls", "load", "sign", "decode", "growth", "build", "variants", "render"] {
            run_step(step)?;
        }
    }
    steps.iter().try_for_each(|step| run_step(step))
}

fn run_step(step: &str) -> Result<()> {
    match step {
        "calls" => calls::measure(),
        "load" => load::measure(),
        "sign" => sign::measure(),
        "decode" => decode::measure(),
        "growth" => growth::measure(),
        "scaffolds" => scaffolds::measure(),
        "build" => build::measure(),
        "variants" => build::measure_variants(),
        "render" => render(),
        "guard" => guard::check(),
        other => Err(format!("there is no step `{other}`").into()),
    }
}

fn render() -> Result<()> {
    let measured = markdown::Measured::load()?;
    markdown::write(&measured)?;
    svg::write(&measured)
}
