//! `cargo xtask test`: everything that CI checks, cheap checks first.

use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::child::{cargo, run};
use crate::project::Project;
use crate::steps::Steps;
use crate::{budget, build, tools};

const WASM: &str = "wasm32-unknown-unknown";

/// Options of `cargo xtask test`.
#[derive(clap::Args)]
pub struct Options {
    /// Open the tests of `dist/` as it lies there, without building it anew.
    #[arg(long)]
    keep_dist: bool,
}

fn run_all(project: &Project, options: &Options, steps: &mut Steps) -> Result<()> {
    let cargo = |words: &[&str]| -> Result<Command> {
        let mut command = cargo(project)?;
        command.args(words);
        Ok(command)
    };
    steps.run("format", || run(&mut cargo(&["fmt", "--all", "--check"])?))?;
    steps.run("tools", || {
        tools::for_building(project)?;
        tools::from_npm(project)
    })?;
    let browser = steps.run("browser", || Browser::find_or_install(project))?;
    steps.run("clippy, native", || {
        run(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])?)
    })?;
    steps.run("clippy, wasm32", || {
        let mut clippy = cargo(&["clippy", "--package", "scvmm-console", "--target", WASM])?;
        clippy.args([
            "--lib", "--bins", "--test", "browser", "--quiet", "--", "-D", "warnings",
        ]);
        run(&mut clippy)
    })?;
    steps.run("native tests", || {
        run(&mut cargo(&[
            "test",
            "--workspace",
            "--exclude",
            "e2e",
            "--quiet",
        ])?)
    })?;
    steps.run("component tests", || {
        let mut test = cargo(&["test", "--package", "scvmm-console"])?;
        test.args(["--test", "browser", "--target", WASM]);
        test.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            project.tool("wasm-bindgen-test-runner"),
        );
        // Both limits are seconds; the first counts the whole suite, and a busy machine starts Chromium slowly.
        test.env("WASM_BINDGEN_TEST_TIMEOUT", "300")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        run(browser.announce(&mut test))
    })?;
    if !options.keep_dist {
        steps.run("build of dist/", || build::run(project))?;
    }
    steps.run("size budget", || budget::run(project))?;
    steps.run("end-to-end tests", || {
        run(browser.announce(&mut cargo(&["test", "--package", "e2e"])?))
    })
}

/// Runs all steps and prints how long each took.
pub fn run_and_report(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    run_all(project, options, &mut steps)?;
    steps.summary();
    println!("\nAll checks passed.");
    Ok(())
}
