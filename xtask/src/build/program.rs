//! The program between the compiler and `dist/`: the main file, its bindings, and its parts, in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::machine_paths::MachinePaths;
use super::parts::{self, Part};
use super::{WASM, panics, read, remove, rustflags, streams};
use crate::child::{cargo, program, run};
use crate::project::Project;

/// Where the files lie.
const FOLDER: &str = "target/program";

/// Files that one step after the other makes smaller.
pub struct Program {
    /// The WebAssembly that every page loads.
    pub main: PathBuf,
    /// The JavaScript between it and the browser, by wasm-bindgen.
    pub bindings: PathBuf,
    /// The WebAssembly that is loaded when it is needed.
    pub parts: Vec<Part>,
}

impl Program {
    /// Compiles the console, splits it, and binds it to the browser. All functions have their names still.
    pub fn compile(project: &Project, machine: &MachinePaths) -> Result<Self> {
        let mut flags = machine.rustc_flags();
        // They tell which function and which text names which; the split rests on them.
        flags.push("-Clink-args=--emit-relocs".to_owned());
        run(cargo(project)?
            .args(["build", "--release", "--bin", "scvmm-console"])
            .args(["--features", "split", "--target", WASM])
            // What strips names strips relocations too. Both are gone in the end.
            .env("CARGO_PROFILE_RELEASE_STRIP", "none")
            .env(rustflags::VARIABLE, rustflags::with(project, flags)?))?;
        let folder = project.path(FOLDER);
        remove(&folder)?;
        let split = folder.join("split");
        fs::create_dir_all(&split).with_context(|| format!("{FOLDER} cannot be made"))?;
        let compiled = machine.target(WASM).join("release/scvmm-console.wasm");
        let whole = split.join("main.wasm");
        let slim = streams::empty(&panics::silence(&read(&compiled)?)?)?;
        let parts = parts::split(&slim, &whole)?;
        bind(project, &whole)?;
        Ok(Self {
            main: folder.join("scvmm-console_bg.wasm"),
            bindings: folder.join("scvmm-console.js"),
            parts,
        })
    }

    /// Every file of WebAssembly.
    pub fn modules(&self) -> impl Iterator<Item = &Path> {
        let parts = self.parts.iter().map(|part| part.file.as_path());
        std::iter::once(self.main.as_path()).chain(parts)
    }
}

fn bind(project: &Project, main: &Path) -> Result<()> {
    run(program(project, project.tool("wasm-bindgen"))?
        .args(["--target", "web", "--no-typescript"])
        // The page says where the WebAssembly lies.
        .arg("--omit-default-module-path")
        // The parts need the table of functions, and wasm-bindgen would take it away.
        .args(["--keep-lld-exports", "--no-demangle"])
        .args(["--out-name", "scvmm-console", "--out-dir", FOLDER])
        .arg(main.strip_prefix(project.root()).unwrap_or(main)))
}
