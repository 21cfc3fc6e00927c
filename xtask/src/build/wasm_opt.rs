//! wasm-opt after Trunk's own run of it, for passes that need a module prepared first.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::child::{program, run};
use crate::project::Project;

/// Where the prepared module lies while it is read; not in the built folder, which is shipped.
const PREPARED: &str = "target/prepared.wasm";

/// Writes what these passes make of a module into a file, without names.
pub fn write(project: &Project, file: &Path, module: &[u8], passes: &[&str]) -> Result<()> {
    let page =
        fs::read_to_string(project.path("index.html")).context("index.html cannot be read")?;
    fs::write(project.path(PREPARED), module)
        .with_context(|| format!("{PREPARED} cannot be written"))?;
    run(program(project, "wasm-opt")?
        .args(features_in(&page)?)
        .args(passes)
        .args(["--strip-debug", PREPARED, "-o"])
        .arg(file.strip_prefix(project.root()).unwrap_or(file)))
}

/// The features of WebAssembly that the page lets Trunk's wasm-opt use. Without them it would refuse the program.
fn features_in(page: &str) -> Result<Vec<&str>> {
    let (_, rest) = page
        .split_once("data-wasm-opt-params=\"")
        .context("index.html has no data-wasm-opt-params")?;
    let (parameters, _) = rest
        .split_once('"')
        .context("data-wasm-opt-params of index.html has no end")?;
    Ok(parameters
        .split_whitespace()
        .filter(|word| word.starts_with("--enable-"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::features_in;

    #[test]
    fn the_features_are_those_of_the_page() {
        let page = "<link data-wasm-opt-params=\"-Oz --enable-sign-ext --flatten\n --enable-multivalue\"> --enable-x";
        assert_eq!(
            features_in(page).unwrap(),
            ["--enable-sign-ext", "--enable-multivalue"]
        );
    }

    #[test]
    fn a_page_without_parameters_is_an_error() {
        let error = features_in("<link data-wasm-opt=z>")
            .unwrap_err()
            .to_string();
        assert_eq!(error, "index.html has no data-wasm-opt-params");
    }
}
