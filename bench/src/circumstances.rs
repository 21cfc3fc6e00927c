//! What the figures depend on: the build that is measured, and how busy the machine is.

use std::fs;
use std::thread::available_parallelism;

use anyhow::{Context, Result, ensure};
use e2e::places::in_project;
use serde_json::{Value, json};

/// The name of the program in `dist/`, which carries the hash of its content.
///
/// # Errors
/// When `dist/` holds no program.
pub fn build() -> Result<String> {
    let dist = in_project("dist");
    fs::read_dir(&dist)
        .ok()
        .and_then(|files| {
            files
                .filter_map(|file| file.ok()?.file_name().into_string().ok())
                // Its later parts may be the same in two builds.
                .find(|name| name.ends_with("_bg.wasm"))
        })
        .with_context(|| format!("{} holds no build: run `cargo xtask build`", dist.display()))
}

/// Makes sure that what was measured is still one build.
///
/// # Errors
/// When `dist/` was built anew.
pub fn still(measured: &str) -> Result<()> {
    let now = build()?;
    ensure!(
        now == measured,
        "dist/ was built anew while it was measured: it held {measured}, and holds {now}"
    );
    Ok(())
}

/// The build, the processors, and how many programs wanted one in the last minute (where the system tells).
#[must_use]
pub fn told(build: &str) -> Value {
    json!({
        "build": build,
        "processors": available_parallelism().map_or(0, usize::from),
        "load": load(),
    })
}

/// The load average of the last minute, on Linux.
#[must_use]
pub fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::still;

    #[test]
    fn figures_of_two_builds_are_never_mixed() {
        let error = still("another_bg.wasm").unwrap_err().to_string();
        assert!(
            error.contains("built anew") || error.contains("holds no build"),
            "{error}"
        );
    }
}
