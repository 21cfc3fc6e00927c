//! The compiler flags of the release build. Flags in the environment replace those of `.cargo/config.toml`, so those
//! that every build has are read from there and come first.

use std::fs;

use anyhow::{Context, Result};

use super::WASM;
use crate::project::Project;

/// The variable that takes flags with spaces in them, such as the path of a user called "Jane Doe".
pub const VARIABLE: &str = "CARGO_ENCODED_RUSTFLAGS";

/// The value of [`VARIABLE`]: what every build of the console has, then what this one has besides.
pub fn with(project: &Project, more: Vec<String>) -> Result<String> {
    let text = fs::read_to_string(project.path(".cargo/config.toml"))
        .context(".cargo/config.toml cannot be read")?;
    let mut flags = flags_in(&text)?;
    flags.extend(more);
    Ok(flags.join("\u{1f}"))
}

/// The flags that a configuration of cargo has for WebAssembly.
fn flags_in(config: &str) -> Result<Vec<String>> {
    let config: toml::Table = config.parse().context(".cargo/config.toml is not TOML")?;
    config
        .get("target")
        .and_then(|targets| targets.get(WASM)?.get("rustflags")?.as_array())
        .and_then(|flags| {
            flags
                .iter()
                .map(|flag| flag.as_str().map(str::to_owned))
                .collect()
        })
        .with_context(|| format!(".cargo/config.toml has no list of rustflags for {WASM}"))
}

#[cfg(test)]
mod tests {
    use super::{flags_in, with};
    use crate::project::Project;

    #[test]
    fn the_flags_of_the_project_come_before_those_of_the_build() {
        let project = Project::find().unwrap();
        assert_eq!(
            with(
                &project,
                vec!["--remap-path-prefix=/home/Jane Doe=x".to_owned()]
            )
            .unwrap(),
            "--cfg\u{1f}erase_components\u{1f}-Cllvm-args=-inline-threshold=0\u{1f}\
             --remap-path-prefix=/home/Jane Doe=x"
        );
    }

    #[test]
    fn a_configuration_without_flags_is_an_error_and_not_a_larger_build() {
        for config in [
            "",
            "[target.wasm32-unknown-unknown]\nrustflags = \"--cfg x\"",
        ] {
            let error = flags_in(config).unwrap_err().to_string();
            assert!(error.contains("no list of rustflags"), "{error}");
        }
    }
}
