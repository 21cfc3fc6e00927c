//! `cargo xtask build`: `dist/` for a static host.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::child::{self, program};
use crate::project::Project;
use crate::{compress, tools};

pub fn run(project: &Project) -> Result<()> {
    tools::for_building(project)?;
    tools::from_npm(project)?;
    let dist = project.dist();
    // A file of an older build must not be published with the new ones.
    if dist.exists() {
        fs::remove_dir_all(&dist)
            .with_context(|| format!("{} cannot be removed", dist.display()))?;
    }
    child::run(trunk(project, "build")?.args(["--release", "--dist", "dist"]))?;
    fs::copy(project.path("deploy/config.json"), dist.join("config.json"))
        .context("deploy/config.json cannot be copied")?;
    compress::folder(&dist)?;
    println!("dist/ is ready. Write the client id of your app registration into dist/config.json.");
    Ok(())
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
