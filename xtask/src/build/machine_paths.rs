//! Keeps the paths of the machine that builds out of what is shipped. The messages of panics name source files, and
//! those of the dependencies would tell the user name and the folders of whoever built the console.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::WASM;
use crate::child::{cargo, output, program};
use crate::compress::files;
use crate::project::Project;

/// The folders that a compiler on this machine takes source from.
#[derive(Debug, PartialEq)]
pub struct MachinePaths {
    root: PathBuf,
    target: PathBuf,
    sysroot: PathBuf,
    /// What holds the folders of the dependencies: one for each registry, or a folder of vendored crates.
    crates: Vec<PathBuf>,
}

impl MachinePaths {
    /// Asked of cargo and rustc. Cargo downloads the dependencies for its answer if they are missing.
    pub fn find(project: &Project) -> Result<Self> {
        let metadata = output(cargo(project)?.args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            WASM,
        ]))?;
        let sysroot = output(program(project, "rustc")?.args(["--print", "sysroot"]))?;
        Self::read(&metadata, sysroot.trim())
    }

    fn read(metadata: &str, sysroot: &str) -> Result<Self> {
        let metadata: Value =
            serde_json::from_str(metadata).context("cargo metadata is not JSON")?;
        let folder = |name: &str| -> Result<PathBuf> {
            let folder = metadata.get(name).and_then(Value::as_str);
            Ok(folder
                .with_context(|| format!("cargo metadata names no {name}"))?
                .into())
        };
        let mut crates: Vec<_> = metadata
            .get("packages")
            .and_then(Value::as_array)
            .context("cargo metadata names no packages")?
            .iter()
            // Packages without a source are the project's own.
            .filter(|package| package.get("source").is_some_and(Value::is_string))
            .filter_map(|package| {
                Path::new(package.get("manifest_path")?.as_str()?)
                    .ancestors()
                    .nth(2)
            })
            .map(Path::to_path_buf)
            .collect();
        crates.sort();
        crates.dedup();
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            sysroot: sysroot.into(),
            crates,
        })
    }

    /// Where cargo puts what it builds for a target, in the release profile's folder and others.
    pub fn target(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// What rustc is told, so that it writes a name of ours for each folder. Of two that match, it takes the last.
    pub fn rustc_flags(&self) -> Vec<String> {
        let own = [
            (&self.root, "scvmm-console"),
            (&self.target, "target"),
            (&self.sysroot, "rust"),
        ];
        let crates = self.crates.iter().map(|folder| (folder, "crates"));
        own.into_iter()
            .chain(crates)
            .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
            .collect()
    }

    /// An error when a file of a built folder holds a path of this machine.
    pub fn expect_none_in(&self, dist: &Path) -> Result<()> {
        let marks = self.marks();
        for file in files(dist)? {
            let bytes =
                fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            if let Some(path) = marks.iter().find_map(|mark| path_in(&bytes, mark)) {
                bail!(
                    "{} would tell a path of this machine: {path}",
                    file.file_name().unwrap_or_default().display()
                );
            }
        }
        Ok(())
    }

    /// How such a path begins. A root or a sysroot may be as short as `/src` or `/usr`, which stands in many a text,
    /// so these are followed into the folders that hold source.
    fn marks(&self) -> Vec<String> {
        let below = [
            self.root.join("src"),
            self.target.join(WASM),
            self.sysroot.join("lib").join("rustlib"),
        ];
        below
            .iter()
            .chain(&self.crates)
            .map(|folder| format!("{}{MAIN_SEPARATOR}", folder.display()))
            .collect()
    }
}

/// The path in a file that begins with this mark, as far as it can be told: strings in WebAssembly have no end.
fn path_in(bytes: &[u8], mark: &str) -> Option<String> {
    const SHOWN: usize = 80;
    let start = bytes
        .windows(mark.len())
        .position(|window| window == mark.as_bytes())?;
    let shown = bytes.iter().skip(start).take(mark.len() + SHOWN);
    Some(
        shown
            .take_while(|byte| byte.is_ascii_graphic() || **byte == b' ')
            .map(|byte| char::from(*byte))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{MachinePaths, path_in};
    use std::fs;

    const METADATA: &str = r#"{ "workspace_root": "/home/me/console", "target_directory": "/home/me/console/target",
        "packages": [
            { "source": null, "manifest_path": "/home/me/console/Cargo.toml" },
            { "source": "registry+index", "manifest_path": "/home/me/.cargo/registry/src/index-1f/uuid-1.0.0/Cargo.toml" },
            { "source": "registry+index", "manifest_path": "/home/me/.cargo/registry/src/index-1f/http-1.0.0/Cargo.toml" }
        ] }"#;

    fn paths() -> MachinePaths {
        MachinePaths::read(METADATA, "/opt/rust").unwrap()
    }

    #[test]
    fn each_folder_of_source_is_renamed_once_and_the_narrowest_last() {
        assert_eq!(
            paths().rustc_flags(),
            [
                "--remap-path-prefix=/home/me/console=scvmm-console",
                "--remap-path-prefix=/home/me/console/target=target",
                "--remap-path-prefix=/opt/rust=rust",
                "--remap-path-prefix=/home/me/.cargo/registry/src/index-1f=crates",
            ]
        );
    }

    #[test]
    fn an_answer_without_folders_is_an_error_that_names_what_is_missing() {
        let error = MachinePaths::read(r#"{ "packages": [] }"#, "/opt/rust").unwrap_err();
        assert_eq!(error.to_string(), "cargo metadata names no workspace_root");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_tells_a_path_is_named_with_the_path() {
        let dist = std::env::temp_dir().join(format!("xtask-paths-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let file = dist.join("app_bg.wasm");
        fs::write(
            &file,
            "\0crates/uuid-1.0.0/src/rng.rs/rustc/1f/library/core/src/str.rs",
        )
        .unwrap();
        let clean = paths().expect_none_in(&dist);
        fs::write(
            &file,
            "\0abc/home/me/.cargo/registry/src/index-1f/uuid-1.0.0/src/rng.rs\0",
        )
        .unwrap();
        let told = paths().expect_none_in(&dist);
        fs::remove_dir_all(&dist).unwrap();
        assert!(clean.is_ok(), "{clean:?}");
        assert_eq!(
            told.unwrap_err().to_string(),
            "app_bg.wasm would tell a path of this machine: \
             /home/me/.cargo/registry/src/index-1f/uuid-1.0.0/src/rng.rs"
        );
    }

    #[test]
    fn a_path_is_shown_to_where_it_can_be_read() {
        assert_eq!(
            path_in(b"\xff\0/src/a.rs\0b", "/src/").unwrap(),
            "/src/a.rs"
        );
        assert_eq!(path_in(b"/sr", "/src/"), None);
    }
}
