//! Set-up, development server, tests and release build of the console: `cargo xtask <command>`.
//!
//! Everything is Rust, so that it runs the same on Windows, macOS and Linux.

mod bench;
mod browser;
mod budget;
mod build;
mod child;
mod compress;
mod debian;
mod nginx;
mod pictures;
mod project;
mod serve;
mod size;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Set-up, development server, tests and release build of the console.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the console for development, with the emulator behind it; installs what is missing first.
    Serve(serve::Options),
    /// Runs everything that CI checks: format, lints, tests, size budget and end-to-end tests.
    Test(test::Options),
    /// Builds `dist/` for a static host.
    Build,
    /// Shows what the first screen of `dist/` loads, and compares it with the budget.
    Budget,
    /// Shows what the program is made of: its largest crates and functions.
    Size,
    /// Compares pictures of the screens in `dist/` with their references, or makes them the references.
    Pictures(pictures::Options),
    /// Measures the console in `dist/`, in turns with a plain JavaScript page.
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // On one line, from what was tried to why it failed.
            eprintln!("Error: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    let project = project::Project::find()?;
    match command {
        Command::Serve(options) => serve::run(&project, options),
        Command::Test(options) => test::run_and_report(&project, options),
        Command::Build => build::run(&project),
        Command::Budget => budget::run(&project),
        Command::Size => size::run_and_show(&project),
        Command::Pictures(options) => pictures::run_and_show(&project, options),
        Command::Bench(options) => bench::run_and_show(&project, options),
    }
}
