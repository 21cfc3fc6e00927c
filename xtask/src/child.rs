//! Programs that xtask starts: shown before they run, checked after, and ended with everything they started.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use process_wrap::std::{ChildWrapper, CommandWrap};

use crate::project::Project;

/// Cargo, as the one that started xtask, so that a `+toolchain` is kept.
pub fn cargo(project: &Project) -> Result<Command> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    program(project, cargo)
}

/// A program from PATH, with the project's own tools first. On Windows this also finds `npm.cmd`.
pub fn program(project: &Project, name: impl AsRef<OsStr>) -> Result<Command> {
    let found = find(project, &name)?;
    let mut command = Command::new(found);
    command
        .current_dir(project.root())
        .env("PATH", project.search_path()?)
        .stdin(Stdio::null());
    Ok(command)
}

fn find(project: &Project, name: impl AsRef<OsStr>) -> Result<PathBuf> {
    let shown = name.as_ref().to_string_lossy().into_owned();
    which::which_in(name, Some(project.search_path()?), project.root())
        .with_context(|| format!("{shown} was not found; is it installed and on PATH?"))
}

/// Runs a program to its end. What it prints is seen; a failure names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    println!("  $ {shown}");
    let status = command
        .status()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs a program quietly and returns what it printed to standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!(
            "`{shown}` ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as a person would type it, without the folders of the program.
fn shown(command: &Command) -> String {
    let name = PathBuf::from(command.get_program());
    let name = name
        .file_stem()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    let words = command
        .get_args()
        .map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name)
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A program that runs in the background. It and whatever it started end when this value is dropped.
pub struct Background {
    name: &'static str,
    child: Box<dyn ChildWrapper>,
}

impl Background {
    pub fn start(name: &'static str, command: Command) -> Result<Self> {
        let mut wrap = CommandWrap::from(command);
        #[cfg(unix)]
        wrap.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        wrap.wrap(process_wrap::std::JobObject);
        let child = wrap
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        Ok(Self { name, child })
    }

    /// An error once the program has ended by itself.
    pub fn still_runs(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("{} ended by itself with {status}", self.name),
            None => Ok(()),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing left to end.
        let _ = self.child.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::shown;
    use std::process::Command;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["build", "--release"]);
        assert_eq!(shown(&command), "cargo build --release");
    }
}
