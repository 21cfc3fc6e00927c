//! Makes the JavaScript smaller.
//!
//! Trunk's own minifier does not understand what wasm-bindgen writes: it warns, and leaves it as it is. esbuild does.

use std::path::Path;

use anyhow::Result;

use super::hashed;
use crate::child::{program, run};
use crate::project::Project;

/// The console's own scripts, which are copied as they are and named by no hash.
const OWN: [&str; 2] = ["start.js", "auth.js"];

/// Minifies the scripts in a folder that Trunk has built. They keep their names.
pub fn scripts(project: &Project, dist: &Path) -> Result<()> {
    for name in OWN {
        minify(project, &dist.join(name))?;
    }
    let bindings = hashed::find(dist, ".js")?;
    hashed::change(&bindings, || minify(project, &bindings))
}

fn minify(project: &Project, file: &Path) -> Result<()> {
    // Shown and given relative to the project's root, where programs are started.
    let path = file.strip_prefix(project.root()).unwrap_or(file);
    run(program(project, "esbuild")?
        .arg(path)
        .args(["--minify", "--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={}", path.display())))
}
