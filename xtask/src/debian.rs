//! Whether this machine is a Debian, and whether packages may be installed.

use std::fs;

use crate::child::{output, program};
use crate::project::Project;

/// Whether this is Debian itself, whose package names the tools know.
pub fn is_here() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

/// Whether xtask runs as root, who may install packages.
pub fn is_root(project: &Project) -> bool {
    program(project, "id")
        .and_then(|mut id| output(id.arg("-u")))
        .is_ok_and(|id| id.trim() == "0")
}
