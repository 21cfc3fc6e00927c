//! Where the project's folders are, and what its lock file pins.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The project's root folder.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Found from the place this crate was built in, so it works from any working directory.
    pub fn find() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here
            .parent()
            .context("the xtask crate has no parent folder")?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root, written with forward slashes.
    pub fn path(&self, below: &str) -> PathBuf {
        below
            .split('/')
            .fold(self.root.clone(), |path, part| path.join(part))
    }

    /// `dist/`, which `cargo xtask build` makes and the end-to-end tests open.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// A program cargo installed into the project's own `.tools` folder.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.path(".tools/bin")
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// PATH with the project's own tools first, so that no other version on the machine interferes.
    pub fn search_path(&self) -> Result<OsString> {
        let mut folders = vec![self.path(".tools/bin"), self.path("node_modules/.bin")];
        if let Some(path) = env::var_os("PATH") {
            folders.extend(env::split_paths(&path));
        }
        env::join_paths(folders).context("PATH holds a folder that cannot be written in PATH")
    }

    /// The version of a crate in Cargo.lock. wasm-bindgen's command line must be equal to it, to the last digit.
    pub fn locked_version(&self, name: &str) -> Result<String> {
        let text =
            fs::read_to_string(self.path("Cargo.lock")).context("Cargo.lock cannot be read")?;
        version_in(&text, name)
    }
}

fn version_in(lock: &str, name: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str().map(str::to_owned))
        .with_context(|| format!("Cargo.lock names no version of {name}"))
}

#[cfg(test)]
mod tests {
    use super::version_in;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"js-sys\"\nversion = \"0.3.1\"\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

    #[test]
    fn the_version_of_a_locked_crate_is_read() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.129");
    }

    #[test]
    fn a_crate_that_is_not_locked_is_named_in_the_error() {
        let error = version_in(LOCK, "trunk").unwrap_err().to_string();
        assert_eq!(error, "Cargo.lock names no version of trunk");
    }
}
