//! Where the built console, its headers and the tools of the tests lie.

use std::path::{Path, PathBuf};

/// A path below the project's root, written with forward slashes.
pub fn in_project(below: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // This package lies two folders below the root.
    let root = here.ancestors().nth(2).unwrap_or(here);
    below
        .split('/')
        .fold(root.to_path_buf(), |path, part| path.join(part))
}
