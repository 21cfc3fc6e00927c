//! wasm-opt, which makes WebAssembly smaller.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_encoder::Module;
use wasmparser::Payload;

use super::{read, sections};
use crate::child::{program, run};
use crate::project::Project;

/// What the browsers that the console knows can do. Without these words wasm-opt would refuse the program.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// For size: code is copied into its callers only where that makes it smaller, and everything is done twice.
const FOR_SIZE: [&str; 8] = [
    "--always-inline-max-function-size=4",
    "--flexible-inline-max-function-size=4",
    "--one-caller-inline-max-function-size=60",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
];

/// Where a prepared module lies while it is read.
const PREPARED: &str = "target/prepared.wasm";

/// Makes a module smaller. It loses the names of its functions.
pub fn optimise(project: &Project, file: &Path) -> Result<()> {
    let module = read(file)?;
    let mut nameless = Module::new();
    for (payload, section) in sections::read(&module)? {
        match (payload, section) {
            // wasm-opt would read names, not know all kinds of them, and then drop them.
            (Payload::CustomSection(custom), _) if custom.name() == "name" => {}
            (_, Some(section)) => {
                nameless.section(&section);
            }
            _ => {}
        }
    }
    write(project, file, &nameless.finish(), &FOR_SIZE)
}

/// Writes what these passes make of a module into a file, without names.
pub fn write(project: &Project, file: &Path, module: &[u8], passes: &[&str]) -> Result<()> {
    fs::write(project.path(PREPARED), module)
        .with_context(|| format!("{PREPARED} cannot be written"))?;
    run(program(project, "wasm-opt")?
        .args(FEATURES)
        .args(passes)
        .args([
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args([PREPARED, "-o"])
        .arg(file.strip_prefix(project.root()).unwrap_or(file)))
}
