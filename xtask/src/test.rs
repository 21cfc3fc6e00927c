//! `cargo xtask test`: everything that CI checks, cheap checks first.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::child::{cargo, run};
use crate::nginx::Nginx;
use crate::pictures::{self, Outcome};
use crate::project::Project;
use crate::steps::Steps;
use crate::{budget, build, tools};

const WASM: &str = "wasm32-unknown-unknown";

/// The end-to-end tests that start an nginx.
const BEHIND_NGINX: [&str; 2] = ["proxy", "spf"];

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
    let nginx = match Nginx::find_or_unpack(project) {
        Ok(nginx) => Some(nginx),
        Err(why) => {
            steps.leave_out("deploy/nginx.conf, and the console behind it", &why);
            None
        }
    };
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
            "--exclude",
            "bench",
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
    let mut end_to_end = cargo(&["test", "--package", "e2e", "--package", "bench"])?;
    browser.announce(&mut end_to_end);
    match &nginx {
        Some(nginx) => {
            nginx.announce(&mut end_to_end);
        }
        None => {
            end_to_end.args(["--lib", "--test", "small_run"]);
            for test in without_nginx(&project.path("tests/e2e/tests"))? {
                end_to_end.args(["--test", &test]);
            }
        }
    }
    steps.run("end-to-end tests", || run(&mut end_to_end))?;
    // One of them is taken behind nginx; without it, it is said already that not everything is checked.
    let Some(nginx) = nginx else {
        return Ok(());
    };
    let compared = steps.run("pictures", || {
        pictures::run(project, &browser, &nginx, false)
    })?;
    if compared == Outcome::NotCompared {
        steps.remark("NOT COMPARED: the pictures of the screens. They can be where Chromium and its fonts are those of the references.");
    }
    Ok(())
}

/// The end-to-end tests that need no nginx.
fn without_nginx(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.extend(
            name.filter(|name| !BEHIND_NGINX.contains(name))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

/// Runs all steps and prints how long each took.
pub fn run_and_report(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    run_all(project, options, &mut steps)?;
    steps.finish()
}

#[cfg(test)]
mod tests {
    use super::{BEHIND_NGINX, without_nginx};
    use crate::project::Project;

    #[test]
    fn without_nginx_every_other_end_to_end_test_still_runs() {
        let folder = Project::find().unwrap().path("tests/e2e/tests");
        let files = std::fs::read_dir(&folder).unwrap().count();
        let names = without_nginx(&folder).unwrap();
        assert!(names.contains(&"start".to_owned()));
        assert_eq!(names.len() + BEHIND_NGINX.len(), files);
    }
}
