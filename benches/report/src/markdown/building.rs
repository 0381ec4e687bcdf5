//! The sections about building programs.

use super::{Measured, Table, bars, number, ratio};
use crate::ways::{MANUAL, SDK};
use crate::{Result, build, growth};

pub(super) fn section(measured: &Measured) -> Result<String> {
    let (figures, variants) = (&measured.build, &measured.variants);
    let mut table = Table::new(&[
        "",
        "CPU time, s",
        "vs. manual code",
        "vs. AWS SDK",
        "elapsed time, s",
        "peak memory, MB",
        "vs. AWS SDK",
        "binary, MB",
        "vs. AWS SDK",
        "binary with LTO, stripped, MB",
        "crates in the tree",
        "CPU time of `cargo check`, s",
        "elapsed time of `cargo check` after an edit, s",
    ]);
    for (name, _) in build::APPS {
        let figure = |column: &str| figures.get(name, column).map(number);
        let variant = |column: &str| variants.get(name, column).map(number);
        let to = |base: &str, column: &str| figures.ratio(name, base, column).map(ratio);
        table.row(&[
            name.to_owned(),
            figure("CPU seconds")?,
            to(MANUAL, "CPU seconds")?,
            to(SDK, "CPU seconds")?,
            figure("wall seconds")?,
            figure("peak MB")?,
            to(SDK, "peak MB")?,
            figure("binary MB")?,
            to(SDK, "binary MB")?,
            variant("small binary MB")?,
            figure("crates")?,
            variant("check CPU seconds")?,
            variant("check wall seconds after an edit")?,
        ]);
    }
    Ok(format!(
        "## Building a program that makes one call\n\n\
         Each build is a release build from an empty target folder. The builds took turns: that of the AWS SDK twice, \
         the others three times. The table has the means. Memory is that of the largest process. Less is better in every \
         column. Manual code uses ring, and reqwest's HTTP/2 and charsets. With fewer features, it has neither HTTP/2 nor \
         charsets, like Connect Endpoint. The last row neither signs nor decodes. It has the HTTP client, TLS with the \
         platform's certificates and the runtime, and shows what Connect Endpoint on hyper costs at least.\n\n{}",
        table.0
    ))
}

pub(super) fn growth(measured: &Measured) -> Result<String> {
    let (figures, variants) = (&measured.growth, &measured.variants);
    let mut table = Table::new(&[
        "endpoints",
        "CPU time of `cargo check`, s",
        "CPU time of a release build, s",
        "binary, MB",
    ]);
    for count in growth::COUNTS {
        let row = count.to_string();
        let figure = |column: &str| figures.get(&row, column).map(number);
        table.row(&[
            row.clone(),
            figure("check CPU seconds")?,
            figure("build CPU seconds")?,
            figure("binary MB")?,
        ]);
    }
    let kilobytes = bars::kilobytes_per_endpoint(figures)?;
    let check = |row: &str| figures.get(row, "check CPU seconds");
    let (official, structs) = (check(growth::OFFICIAL)?, check(growth::STRUCTS)?);
    let whole = variants.get(SDK, "check CPU seconds")?;
    Ok(format!(
        "## More endpoints\n\n\
         The table shows what it costs to edit the crate that declares the endpoints, with its dependencies built, \
         and a program that calls them. A quarter of the endpoints describe one thing, a quarter list, a \
         quarter create and a quarter delete. Their outputs are structs of two to five members. Less is better in every \
         column.\n\n{}\n\
         From 10 to 380 endpoints, each adds {kilobytes:.1} KB to the binary.\n\n\
         `cargo check` of `aws-sdk-connect`, which has more operations, takes {} s of CPU time without its dependencies \
         and {} s with them. The two crates took turns. The 380 endpoints take {} s, of which their structs with \
         serde's derive take {} s ({} of `aws-sdk-connect` without dependencies).\n",
        table.0,
        number(official),
        number(whole),
        number(check("380")?),
        number(structs),
        ratio(structs / official),
    ))
}
