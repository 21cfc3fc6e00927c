//! The size budget: what a browser downloads before the first screen stands.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::compress::{brotli, files, gzip, is_compressible};
use crate::project::Project;

/// All files of the first screen together, compressed with brotli, in bytes.
const BUDGET: usize = 150_000;

/// The parts of the program for the services, as the names of files have them: of each, a page loads one.
const AZURE: &str = "azure";
const FOUNDATION: &str = "spf";

struct Row {
    name: String,
    when: When,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// When a file is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Before the first screen stands.
    First,
    /// The same, but on Azure only.
    FirstOnAzure,
    /// The same, but on Service Provider Foundation only.
    FirstOnFoundation,
    /// When it is needed, or in a quiet moment after the first screen.
    Later,
}

/// Prints the tables and fails when the budget is overrun.
pub fn run(project: &Project) -> Result<()> {
    let rows = all(&project.dist())?;
    let azure = [When::First, When::FirstOnAzure];
    let on_azure = table("first screen, on Azure", &rows, &azure);
    let foundation = [When::First, When::FirstOnFoundation];
    let on_foundation = sum("", &rows, &foundation).brotli;
    println!(
        "  {:<44} {on_foundation:>32}",
        "on Service Provider Foundation"
    );
    println!();
    table("later", &rows, &[When::FirstOnFoundation, When::Later]);
    println!();
    let most = on_azure.max(on_foundation);
    if most > BUDGET {
        bail!(
            "the first screen loads {most} bytes, {} more than the budget of {BUDGET}",
            most - BUDGET
        );
    }
    Ok(())
}

/// Prints the files that are loaded then, and what they are together, which it returns for brotli.
fn table(title: &str, rows: &[Row], when: &[When]) -> usize {
    println!(
        "  {title:<44} {:>10} {:>10} {:>10}",
        "raw", "gzip", "brotli"
    );
    let together = sum("together", rows, when);
    let shown = rows.iter().filter(|row| when.contains(&row.when));
    for row in shown.chain([&together]) {
        println!(
            "  {:<44} {:>10} {:>10} {:>10}",
            row.name, row.raw, row.gzip, row.brotli
        );
    }
    together.brotli
}

fn sum(name: &str, rows: &[Row], when: &[When]) -> Row {
    let add = |bytes: fn(&Row) -> usize| {
        let rows = rows.iter().filter(|row| when.contains(&row.when));
        rows.map(bytes).sum()
    };
    Row {
        name: name.to_owned(),
        when: When::First,
        raw: add(|row| row.raw),
        gzip: add(|row| row.gzip),
        brotli: add(|row| row.brotli),
    }
}

/// When the file of this name is loaded; `None` for one that is not of the console's page.
fn when(name: &str) -> Option<When> {
    if name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    // Loaded only when a sign-in comes back.
    if ["auth.html", "auth.js"].contains(&name) {
        return None;
    }
    if name.starts_with("later-") && name.ends_with(".css") {
        return Some(When::Later);
    }
    // A part is named after the program and itself: scvmm-console-pages-1f00.wasm.
    let part = name
        .strip_prefix("scvmm-console-")
        .filter(|rest| rest.ends_with(".wasm") && !rest.ends_with("_bg.wasm"));
    let belongs_to =
        |service: &str| part.is_some_and(|part| part.split('-').any(|word| word == service));
    Some(match (part, belongs_to(AZURE), belongs_to(FOUNDATION)) {
        (None, ..) | (_, true, true) => When::First,
        (_, true, _) => When::FirstOnAzure,
        (_, _, true) => When::FirstOnFoundation,
        _ => When::Later,
    })
}

fn all(dist: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in files(dist)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(when) = when(&name) else { continue };
        let raw = fs::read(&file)?;
        // Counted as a host sends it: compressed only where that helps.
        let (gzip, brotli) = match is_compressible(&file) {
            true => (
                gzip(&raw)?.len().min(raw.len()),
                brotli(&raw)?.len().min(raw.len()),
            ),
            false => (raw.len(), raw.len()),
        };
        rows.push(Row {
            name,
            when,
            raw: raw.len(),
            gzip,
            brotli,
        });
    }
    if !rows.iter().any(|row| row.name.ends_with(".wasm")) {
        bail!(
            "{} holds no WebAssembly; run `cargo xtask build` first",
            dist.display()
        );
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::{When, all, sum, when};

    #[test]
    fn the_sign_in_page_and_compressed_copies_are_not_counted() {
        let dist = std::env::temp_dir().join(format!("xtask-budget-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        for name in ["index.html", "auth.html", "app_bg.wasm", "app_bg.wasm.br"] {
            std::fs::write(dist.join(name), "x").unwrap();
        }
        let rows = all(&dist).unwrap();
        std::fs::remove_dir_all(&dist).unwrap();
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["app_bg.wasm", "index.html"]);
        assert_eq!(sum("", &rows, &[When::First]).raw, 2);
        assert_eq!(sum("", &rows, &[When::Later]).raw, 0);
    }

    #[test]
    fn parts_of_the_program_come_later_and_the_back_end_with_the_first_screen_that_needs_it() {
        for (name, expected) in [
            ("scvmm-console-1f00_bg.wasm", When::First),
            ("scvmm-console-1f00.js", When::First),
            ("scvmm-console-pages-1f00.wasm", When::Later),
            ("style-1f00.css", When::First),
            ("later-1f00.css", When::Later),
            ("scvmm-console-azure-1f00.wasm", When::FirstOnAzure),
            ("scvmm-console-asking-azure-1f00.wasm", When::FirstOnAzure),
            ("scvmm-console-azure-spf-1f00.wasm", When::First),
            ("scvmm-console-spf-1f00.wasm", When::FirstOnFoundation),
            ("scvmm-console-pages-spf-1f00.wasm", When::FirstOnFoundation),
        ] {
            assert_eq!(when(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_folder_without_webassembly_is_no_build() {
        let error = all(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
            .err()
            .unwrap();
        assert!(error.to_string().contains("cargo xtask build"));
    }
}
