//! `cargo xtask pictures`: how the screens look in five layouts, beside how they should.

use anyhow::{Result, bail};

use crate::browser::Browser;
use crate::child::cargo;
use crate::nginx::Nginx;
use crate::project::Project;

/// What the program ends with where text is drawn otherwise than on the machine of the references.
const NOT_COMPARED: i32 = 3;

/// Options of `cargo xtask pictures`.
#[derive(clap::Args)]
pub struct Options {
    /// Make what is drawn now the reference: after looking at it.
    #[arg(long)]
    accept: bool,
}

/// What came of comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Each looks as it should.
    Alike,
    /// They were taken, but cannot be compared on this machine.
    NotCompared,
}

/// Takes and compares them.
///
/// # Errors
/// When one looks otherwise, or cannot be taken.
pub fn run(project: &Project, browser: &Browser, nginx: &Nginx, accept: bool) -> Result<Outcome> {
    let mut command = cargo(project)?;
    command.args([
        "run",
        "--quiet",
        "--package",
        "e2e",
        "--bin",
        "pictures",
        "--",
    ]);
    if accept {
        command.arg("--accept");
    }
    browser.announce(&mut command);
    nginx.announce(&mut command);
    match command.status()?.code() {
        Some(0) => Ok(Outcome::Alike),
        Some(NOT_COMPARED) => Ok(Outcome::NotCompared),
        _ => bail!("the pictures are not as they should be"),
    }
}

/// The same by itself, on `dist/` as it lies there.
pub fn run_and_show(project: &Project, options: &Options) -> Result<()> {
    let browser = Browser::find_or_install(project)?;
    let nginx = Nginx::find_or_unpack(project)?;
    run(project, &browser, &nginx, options.accept).map(drop)
}
