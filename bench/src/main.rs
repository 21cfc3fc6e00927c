//! `cargo xtask bench` runs this: both pages in turns, several times, and the table.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use bench::circumstances;
use bench::report::Size;
use bench::run::{Extent, measure_both};
use clap::Parser;
use serde_json::json;

/// Measures the console in `dist/`, in turns with a plain JavaScript page.
#[derive(Parser)]
struct Arguments {
    /// Also write the figures, of every run, to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How often each page is measured.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// With how many machines.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000,50000")]
    machines: Vec<usize>,
    /// How many seconds a page may take to read all machines; what is not reached by then is said.
    #[arg(long, default_value_t = 180)]
    patience: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let patience = Duration::from_secs(arguments.patience);
    let mut sizes = Vec::new();
    let build = circumstances::build()?;
    let before = circumstances::told(&build);
    println!("  before: {before}");
    for machines in &arguments.machines {
        let mut size = Size {
            machines: *machines,
            ..Size::default()
        };
        for run in 1..=arguments.runs {
            eprintln!("  {machines} machines, run {run} of {}", arguments.runs);
            let (console, plain) =
                measure_both(*machines, patience, run % 2 == 0, &Extent::WHOLE).await?;
            circumstances::still(&build)?;
            size.console.push(console);
            size.plain.push(plain);
        }
        println!("{}", size.table());
        sizes.push(size.json());
        // After each number of machines: what was measured is not lost if the next fails.
        if let Some(file) = &arguments.json {
            let text = serde_json::to_string_pretty(&json!({ "before": before, "sizes": sizes }))?;
            fs::write(file, text + "\n")
                .with_context(|| format!("{} cannot be written", file.display()))?;
        }
    }
    Ok(())
}
