//! `cargo xtask build`: `dist/` for a static host.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use machine_paths::MachinePaths;

use crate::child::{self, program};
use crate::project::Project;
use crate::{compress, tools};

mod function_order;
mod hashed;
mod import_names;
mod machine_paths;
mod minify;
mod rustflags;
mod sections;
mod styles;
mod unused_exports;
mod wasm_opt;

/// What the console is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

pub fn run(project: &Project) -> Result<()> {
    tools::for_building(project)?;
    tools::from_npm(project)?;
    // Two builds at once would put their files among each other's.
    let lock = File::create(project.path("target/dist.lock"))
        .context("target/dist.lock cannot be written")?;
    lock.lock()?;
    // Made aside and put in place whole: a build that fails leaves the last one, and no file of that one is left over.
    let aside = project.path("target/dist");
    remove(&aside)?;
    let machine = MachinePaths::find(project)?;
    child::run(
        trunk(project, "build")?
            .args(["--release", "--dist", "target/dist"])
            .env(
                rustflags::VARIABLE,
                rustflags::with(project, machine.rustc_flags())?,
            ),
    )?;
    let program = hashed::find(&aside, ".wasm")?;
    hashed::change(&program, || {
        unused_exports::drop(project, &program, &hashed::find(&aside, ".js")?)?;
        function_order::apply(project, &program)
    })?;
    import_names::shorten(&aside)?;
    minify::scripts(project, &aside)?;
    hashed::name_by_content(&aside)?;
    styles::join(&aside)?;
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

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => {
            Err(fault).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Trunk, from the project's own tools, with those tools on PATH: it uses the wasm-bindgen and wasm-opt it finds there.
pub fn trunk(project: &Project, verb: &str) -> Result<Command> {
    let mut command = program(project, project.tool("trunk"))?;
    // NO_COLOR is any text by convention, but Trunk takes it for a flag of its own and accepts only true or false.
    command
        .arg(verb)
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    Ok(command)
}
