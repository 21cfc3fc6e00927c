//! `cargo xtask bench`: the figures of the console in `dist/`, beside those of a plain JavaScript page.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::child::{cargo, run};
use crate::project::Project;

/// Options of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Options {
    /// Also write the figures, of every run, to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How often each page is measured.
    #[arg(long, value_name = "N")]
    runs: Option<usize>,
    /// With how many machines; 100,1000,10000,50000 unless given.
    #[arg(long, value_name = "N,N")]
    machines: Option<String>,
    /// How many seconds a page may take to read all machines.
    #[arg(long, value_name = "SECONDS")]
    patience: Option<u64>,
}

impl Options {
    /// As the benchmark's own program takes them. It runs in the project's root, so a file's path must be whole.
    fn words(&self) -> Result<Vec<String>> {
        let json = match &self.json {
            Some(file) => {
                let file = std::path::absolute(file)
                    .with_context(|| format!("{} is no path", file.display()))?;
                Some(file.display().to_string())
            }
            None => None,
        };
        let given = [
            ("--json", json),
            ("--runs", self.runs.map(|runs| runs.to_string())),
            ("--machines", self.machines.clone()),
            (
                "--patience",
                self.patience.map(|seconds| seconds.to_string()),
            ),
        ];
        Ok(given
            .into_iter()
            .filter_map(|(name, value)| Some([name.to_owned(), value?]))
            .flatten()
            .collect())
    }
}

/// Builds the benchmark, with the emulator in it, and runs it.
pub fn run_and_show(project: &Project, options: &Options) -> Result<()> {
    if !project.dist().join("index.html").exists() {
        bail!("there is nothing to measure yet; run `cargo xtask build` first");
    }
    let browser = Browser::find_or_install(project)?;
    let mut command = cargo(project)?;
    command.args(["run", "--quiet", "--profile", "measuring"]);
    command.args(["--package", "bench", "--"]);
    command.args(options.words()?);
    run(browser.announce(&mut command))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn only_what_was_given_is_handed_on_and_a_file_by_its_whole_path() {
        let options = Options {
            json: Some("figures.json".into()),
            runs: Some(5),
            machines: None,
            patience: None,
        };
        let words = options.words().unwrap();
        let here = std::env::current_dir().unwrap().join("figures.json");
        assert_eq!(
            words,
            ["--json", here.to_str().unwrap(), "--runs", "5"].map(str::to_owned)
        );
    }
}
