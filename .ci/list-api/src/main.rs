//! Prints the public interface that a file of rustdoc's JSON describes, as `cargo public-api -ss` does.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("usage: list-api <file of rustdoc's JSON>")?;
    let interface = public_api::Builder::from_rustdoc_json(file)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(false)
        .omit_auto_derived_impls(false)
        .build()?;
    for item in interface.items() {
        println!("{item}");
    }
    Ok(())
}
