//! Installs what is missing, into the project's own folders, and says so. Nothing of the machine is changed but the
//! wasm target of the toolchain.

use std::fs;

use anyhow::{Context, Result};

use crate::child::{cargo, output, program, run};
use crate::project::Project;

/// Trunk 0.22 needs a newer compiler than the project's toolchain.
const TRUNK: &str = "0.21.14";

/// What a Trunk build needs: the wasm target, Trunk, and the wasm-bindgen command line of the locked version.
pub fn for_building(project: &Project) -> Result<()> {
    wasm_target(project)?;
    cargo_tool(
        project,
        "trunk",
        "trunk",
        TRUNK,
        &["--no-default-features", "--features", "rustls"],
        "about 5 minutes",
    )?;
    let bindgen = project.locked_version("wasm-bindgen")?;
    cargo_tool(
        project,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &bindgen,
        &[],
        "about 2 minutes",
    )?;
    // Both tools are built now; the objects they were built from are of no more use.
    let scratch = project.path("target/tools");
    if scratch.exists() {
        fs::remove_dir_all(&scratch)
            .with_context(|| format!("{} cannot be removed", scratch.display()))?;
    }
    Ok(())
}

/// wasm-opt, esbuild and axe-core, from npm, as package-lock.json pins them.
pub fn from_npm(project: &Project) -> Result<()> {
    let lock = project.path("package-lock.json");
    let installed = project.path("node_modules/.package-lock.json");
    let age = |path: &std::path::Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    if age(&installed).is_some_and(|installed| Some(installed) >= age(&lock)) {
        return Ok(());
    }
    println!("Installing wasm-opt, esbuild and axe-core from npm (some seconds)");
    run(program(project, "npm")
        .context("Node.js with npm is needed: https://nodejs.org")?
        .args(["ci", "--no-audit", "--no-fund"]))?;
    Ok(())
}

fn wasm_target(project: &Project) -> Result<()> {
    let sysroot = output(program(project, "rustc")?.args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    if std::path::Path::new(sysroot.trim()).exists() {
        return Ok(());
    }
    println!("Installing the wasm32-unknown-unknown target (about a minute)");
    run(program(project, "rustup")?.args(["target", "add", "wasm32-unknown-unknown"]))
}

fn cargo_tool(
    project: &Project,
    package: &str,
    binary: &str,
    version: &str,
    features: &[&str],
    time: &str,
) -> Result<()> {
    let path = project.tool(binary);
    if path.exists()
        && output(program(project, &path)?.arg("--version"))?
            .split_whitespace()
            .nth(1)
            == Some(version)
    {
        return Ok(());
    }
    println!("Installing {package} {version} into .tools ({time}, once)");
    run(cargo(project)?
        .args(["install", "--locked", "--force", "--quiet", "--root"])
        .arg(project.path(".tools"))
        .args(["--version", version, package])
        .args(features)
        // Quick to build matters more here than quick to run.
        .env("CARGO_PROFILE_RELEASE_LTO", "false")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_TARGET_DIR", project.path("target/tools")))
}
