//! Makes scripts and styles smaller, with esbuild.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::child::{program, run};
use crate::project::Project;

/// The console's own scripts, which are copied as they are and named by no hash.
const OWN: [&str; 2] = ["start.js", "auth.js"];

/// Where a text lies while esbuild reads it, and what it made of it.
const BEFORE: &str = "target/before";
const AFTER: &str = "target/after";

/// Makes the console's own scripts in a folder smaller. They keep their names.
pub fn own(project: &Project, dist: &Path) -> Result<()> {
    for name in OWN {
        let file = dist.join(name);
        let small = esbuild(project, &file, &["--minify"])?;
        fs::write(&file, small).with_context(|| format!("{name} cannot be written"))?;
    }
    Ok(())
}

/// The bindings with the scripts that they import, as one.
pub fn bundled(project: &Project, bindings: &Path) -> Result<Vec<u8>> {
    esbuild(
        project,
        bindings,
        &[
            "--bundle",
            "--format=esm",
            "--minify",
            // wasm-bindgen names the loader once for each part that it loads.
            "--log-override:duplicate-object-key=silent",
        ],
    )
}

/// Styles, made smaller.
pub fn small_styles(project: &Project, styles: &str) -> Result<Vec<u8>> {
    let file = project.path(BEFORE).with_extension("css");
    fs::write(&file, styles).context("the styles cannot be written")?;
    esbuild(project, &file, &["--minify"])
}

fn esbuild(project: &Project, file: &Path, options: &[&str]) -> Result<Vec<u8>> {
    // Shown and given relative to the project's root, where programs are started.
    let path = file.strip_prefix(project.root()).unwrap_or(file);
    run(program(project, "esbuild")?
        .arg(path)
        .args(options)
        .args(["--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={AFTER}")))?;
    fs::read(project.path(AFTER)).context("what esbuild wrote cannot be read")
}
