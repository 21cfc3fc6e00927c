//! `cargo xtask build`: `dist/` for a static host.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};
use machine_paths::MachinePaths;
use page::{Files, Styles};
use program::Program;

use crate::project::Project;
use crate::{compress, tools};

mod erased;
mod function_order;
pub mod functions;
mod import_names;
mod machine_paths;
mod named;
mod page;
mod panics;
mod parts;
mod program;
mod rustflags;
mod scripts;
mod sections;
mod streams;
mod unused_exports;
mod wasm_opt;

/// What the console is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

pub fn run(project: &Project) -> Result<()> {
    tools::for_building(project)?;
    tools::from_npm(project)?;
    let _alone = alone(project)?;
    let machine = MachinePaths::find(project)?;
    let program = Program::compile(project, &machine)?;
    for module in program.modules() {
        wasm_opt::optimise(project, module)?;
    }
    unused_exports::drop(project, &program)?;
    for module in program.modules() {
        function_order::apply(project, module)?;
    }
    import_names::shorten(&program)?;
    // Made aside and put in place whole: a build that fails leaves the last one, and no file of that one is left over.
    let aside = project.path("target/dist");
    remove(&aside)?;
    fs::create_dir(&aside).context("target/dist cannot be made")?;
    let styles = page::write_styles(project, &aside)?;
    let files = publish(project, program, styles, &aside)?;
    page::write(project, &aside, &files)?;
    scripts::own(project, &aside)?;
    fs::copy(
        project.path("deploy/config.json"),
        aside.join("config.json"),
    )
    .context("deploy/config.json cannot be copied")?;
    machine.expect_none_in(&aside)?;
    compress::folder(&aside)?;
    let dist = project.dist();
    remove(&dist)?;
    fs::rename(&aside, &dist)
        .with_context(|| format!("{} cannot be put in place", dist.display()))?;
    println!("dist/ is ready. Write the client id of your app registration into dist/config.json.");
    Ok(())
}

/// The main file before anything makes it smaller, with the names of its functions.
pub fn main_with_names(project: &Project) -> Result<Vec<u8>> {
    tools::for_building(project)?;
    let _alone = alone(project)?;
    let program = Program::compile(project, &MachinePaths::find(project)?)?;
    read(&program.main)
}

/// Two builds at once would put their files among each other's. Until this is dropped, another one waits.
fn alone(project: &Project) -> Result<File> {
    let lock = File::create(project.path("target/dist.lock"))
        .context("target/dist.lock cannot be written")?;
    lock.lock()?;
    Ok(lock)
}

/// Puts the files of the program into the folder, named by what they are in the end. The bindings name the parts, so they
/// come after them.
fn publish(project: &Project, program: Program, styles: Styles, dist: &Path) -> Result<Files> {
    let main = named::write(dist, NAME, &read(&program.main)?, "_bg.wasm")?;
    let mut parts = Vec::new();
    for part in program.parts {
        let name = [NAME, "-", &part.of.join("-")].concat();
        let named = named::write(dist, &name, &read(&part.file)?, ".wasm")?;
        parts.push((part, named));
    }
    let loader = program.bindings.with_file_name(parts::LOADER);
    fs::write(loader, parts::loader(&parts, &styles.later)?)
        .context("the loader cannot be written")?;
    let bindings = scripts::bundled(project, &program.bindings)?;
    let bindings = named::write(dist, NAME, &bindings, ".js")?;
    Ok(Files {
        bindings,
        main,
        styles: styles.first,
    })
}

/// How the names of the program's files begin; hosts know them by it.
const NAME: &str = "scvmm-console";

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => {
            Err(fault).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}
