//! The size budget: what a browser downloads before the first screen stands.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::compress::{brotli, files, gzip, is_compressible};
use crate::project::Project;

/// All files of the first screen together, compressed with brotli, in bytes.
const BUDGET: usize = 200_000;

/// Part of `dist/`, but loaded only when a sign-in comes back.
const NOT_ON_THE_FIRST_SCREEN: [&str; 2] = ["auth.html", "auth.js"];

struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table and fails when the budget is overrun.
pub fn run(project: &Project) -> Result<()> {
    let rows = first_screen(&project.dist())?;
    let total = Row {
        name: "together".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    };
    println!(
        "  {:<44} {:>10} {:>10} {:>10}",
        "bytes", "raw", "gzip", "brotli"
    );
    for row in rows.iter().chain([&total]) {
        println!(
            "  {:<44} {:>10} {:>10} {:>10}",
            row.name, row.raw, row.gzip, row.brotli
        );
    }
    if total.brotli > BUDGET {
        bail!(
            "the first screen loads {} bytes, {} more than the budget of {BUDGET}",
            total.brotli,
            total.brotli - BUDGET
        );
    }
    println!(
        "  {} bytes of the budget of {BUDGET} are left",
        BUDGET - total.brotli
    );
    Ok(())
}

fn first_screen(dist: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in files(dist)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let copy = name.ends_with(".br") || name.ends_with(".gz");
        if copy || NOT_ON_THE_FIRST_SCREEN.contains(&name.as_str()) {
            continue;
        }
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
    use super::first_screen;

    #[test]
    fn the_sign_in_page_and_compressed_copies_are_not_counted() {
        let dist = std::env::temp_dir().join(format!("xtask-budget-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        for name in ["index.html", "auth.html", "app_bg.wasm", "app_bg.wasm.br"] {
            std::fs::write(dist.join(name), "x").unwrap();
        }
        let names: Vec<_> = first_screen(&dist)
            .unwrap()
            .into_iter()
            .map(|row| row.name)
            .collect();
        std::fs::remove_dir_all(&dist).unwrap();
        assert_eq!(names, ["app_bg.wasm", "index.html"]);
    }

    #[test]
    fn a_folder_without_webassembly_is_no_build() {
        let error = first_screen(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
            .err()
            .unwrap();
        assert!(error.to_string().contains("cargo xtask build"));
    }
}
