//! The size budget: what a browser downloads before the first screen stands.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::compress::{brotli, files, gzip, is_compressible};
use crate::project::Project;

/// All files of the first screen together, compressed with brotli, in bytes.
const BUDGET: usize = 150_000;

/// A visit that the budget holds for, and the parts of the program that it loads before its rows stand.
struct Visit {
    title: &'static str,
    parts: &'static [&'static str],
}

/// The first of them is shown file by file.
const VISITS: [Visit; 3] = [
    Visit {
        title: "together, on Azure",
        parts: &["azure"],
    },
    Visit {
        title: "a tab that is loaded anew, on Azure",
        parts: &["azure", "asking"],
    },
    Visit {
        title: "on Service Provider Foundation",
        parts: &["spf"],
    },
];

/// The part that the later styles come with.
const STYLED: &str = "pages";

struct Row {
    name: String,
    /// The parts that it belongs to; none for what every visit loads.
    parts: Vec<String>,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Visit {
    fn loads(&self, row: &Row) -> bool {
        let is_own = |part: &String| self.parts.contains(&part.as_str());
        row.parts.is_empty() || row.parts.iter().any(is_own)
    }

    /// All that it loads.
    fn sum(&self, rows: &[Row]) -> Row {
        let add = |bytes: fn(&Row) -> usize| {
            let rows = rows.iter().filter(|row| self.loads(row));
            rows.map(bytes).sum()
        };
        Row {
            name: self.title.to_owned(),
            parts: Vec::new(),
            raw: add(|row| row.raw),
            gzip: add(|row| row.gzip),
            brotli: add(|row| row.brotli),
        }
    }
}

/// Prints the tables and fails when the budget is overrun.
pub fn run(project: &Project) -> Result<()> {
    let rows = all(&project.dist())?;
    let [usual, ..] = &VISITS;
    let sums = VISITS.map(|visit| visit.sum(&rows));
    let (first, later): (Vec<_>, Vec<_>) = rows.iter().partition(|row| usual.loads(row));
    print("first screen", first.into_iter().chain(&sums));
    print("later", later.into_iter());
    for sum in &sums {
        if sum.brotli > BUDGET {
            bail!(
                "{}: the first screen loads {} bytes, {} more than the budget of {BUDGET}",
                sum.name,
                sum.brotli,
                sum.brotli - BUDGET
            );
        }
    }
    Ok(())
}

fn print<'a>(title: &str, rows: impl Iterator<Item = &'a Row>) {
    println!(
        "  {title:<44} {:>10} {:>10} {:>10}",
        "raw", "gzip", "brotli"
    );
    for row in rows {
        println!(
            "  {:<44} {:>10} {:>10} {:>10}",
            row.name, row.raw, row.gzip, row.brotli
        );
    }
    println!();
}

/// The parts that the file of this name belongs to; `None` for one that is not of the console's page.
fn parts(name: &str) -> Option<Vec<String>> {
    if name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    // Loaded only when a sign-in comes back.
    if ["auth.html", "auth.js"].contains(&name) {
        return None;
    }
    if name.starts_with("later-") && name.ends_with(".css") {
        return Some(vec![STYLED.to_owned()]);
    }
    // A part is named after the program, itself or those that share it, and its content: scvmm-console-pages-1f00.wasm.
    let words = name.strip_prefix("scvmm-console-");
    let words = words.filter(|words| words.ends_with(".wasm") && !words.ends_with("_bg.wasm"));
    let (parts, _hash) = words
        .and_then(|words| words.rsplit_once('-'))
        .unwrap_or_default();
    let parts = parts.split('-').filter(|part| !part.is_empty());
    Some(parts.map(str::to_owned).collect())
}

fn all(dist: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in files(dist)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(parts) = parts(&name) else { continue };
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
            parts,
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
    use super::{VISITS, all, parts};

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
        assert_eq!(VISITS.map(|visit| visit.sum(&rows).raw), [2, 2, 2]);
    }

    #[test]
    fn each_visit_counts_what_every_one_loads_and_the_parts_that_it_needs() {
        for (name, expected) in [
            ("scvmm-console-1f00_bg.wasm", [true, true, true]),
            ("scvmm-console-1f00.js", [true, true, true]),
            ("style-1f00.css", [true, true, true]),
            ("later-1f00.css", [false, false, false]),
            ("scvmm-console-pages-1f00.wasm", [false, false, false]),
            ("scvmm-console-azure-1f00.wasm", [true, true, false]),
            ("scvmm-console-azure_later-1f00.wasm", [false, false, false]),
            ("scvmm-console-asking-1f00.wasm", [false, true, false]),
            (
                "scvmm-console-azure-azure_later-1f00.wasm",
                [true, true, false],
            ),
            ("scvmm-console-azure-spf-1f00.wasm", [true, true, true]),
            ("scvmm-console-pages-spf-1f00.wasm", [false, false, true]),
        ] {
            let row = super::Row {
                name: name.to_owned(),
                parts: parts(name).unwrap(),
                raw: 1,
                gzip: 1,
                brotli: 1,
            };
            assert_eq!(VISITS.map(|visit| visit.loads(&row)), expected, "{name}");
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
