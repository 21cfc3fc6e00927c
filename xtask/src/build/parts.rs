//! Splits the compiled program: what only a later screen needs becomes files of their own, loaded when they are needed.
//!
//! In the source a part is a function marked `wasm_split` (`src/parts.rs`). The compiler keeps the relocations, so it is known
//! which function and which text names which: what can only be reached through a part's function belongs to that part,
//! what several parts can reach and the main file cannot, to a file that they share, or to the main file (`shared`).

mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::named::Named;
use super::read;

/// The script that the main file imports the loading of parts from.
pub const LOADER: &str = "./parts.js";

/// The part that draws what the later styles are for.
const STYLED: &str = "pages";

const LOADING: &str = include_str!("parts/loader.js");

/// A file of WebAssembly that the first screen does not load.
pub struct Part {
    /// Where it lies.
    pub file: PathBuf,
    /// The parts that need it: one, or several that share it.
    pub of: Vec<String>,
}

/// Splits a program with relocations. `main` is written for wasm-bindgen; the parts lie beside it.
pub fn split(program: &[u8], main: &Path) -> Result<Vec<Part>> {
    let parts = split_as_it_is(program, main)?;
    let mut better = BTreeSet::new();
    for part in &parts {
        better.append(&mut shared::better_in_main(&read(&part.file)?, &part.of)?);
        fs::remove_file(&part.file).context("a part of the first split cannot be removed")?;
    }
    let mut files = Vec::new();
    for part in split_as_it_is(&shared::exported(program, &better)?, main)? {
        match shared::with_texts(&read(main)?, &read(&part.file)?, &part.of)? {
            Some(whole) => fs::write(main, whole).context("the main file cannot be written")?,
            None => files.push(part),
        }
    }
    Ok(files)
}

fn split_as_it_is(program: &[u8], main: &Path) -> Result<Vec<Part>> {
    let folder = main.parent().context("the main file has no folder")?;
    let mut options = Options::new(program);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = LOADER;
    let split =
        transform(options).map_err(|fault| anyhow!("the program cannot be split: {fault:#}"))?;
    // What it wrote to load them checks no integrity.
    fs::remove_file(folder.join(LOADER)).context("the script of the split cannot be removed")?;
    Ok(by_file(split.prefetch_map.into_iter().collect(), folder))
}

/// From the files of each part to the parts of each file.
fn by_file(files: BTreeMap<String, Vec<String>>, folder: &Path) -> Vec<Part> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (part, files) in files {
        for file in files {
            parts.entry(file).or_default().push(part.clone());
        }
    }
    parts
        .into_iter()
        .map(|(file, of)| Part {
            file: folder.join(file + ".wasm"),
            of,
        })
        .collect()
}

/// The script that loads these parts, by the names and hashes that their files have in the end, and with one of them its styles.
///
/// # Errors
/// When no part is the one that the styles are for.
pub fn loader(parts: &[(Part, Named)], styles: &Named) -> Result<String> {
    let file = |named: &Named| format!("[\"{}\", \"{}\"]", named.name, named.integrity);
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (part, named) in parts {
        for name in &part.of {
            files.entry(name).or_default().push(file(named));
        }
    }
    let styled = files.get_mut(STYLED);
    let styled = styled.context("no part is called as the one that the later styles come with")?;
    styled.push(file(styles));
    let mut script = LOADING.to_owned();
    for (part, files) in files {
        let files = files.join(", ");
        script.push_str(&format!(
            "export const __wasm_split_load_{part} = (callback, data) => loadPart([{files}], callback, data);\n"
        ));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::{Named, Part, by_file, loader};
    use std::collections::BTreeMap;
    use std::path::Path;

    fn parts() -> Vec<Part> {
        let files = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
        let map = BTreeMap::from([
            ("spf".to_owned(), files(&["chunk_1", "split_spf"])),
            ("pages".to_owned(), files(&["chunk_1", "split_pages"])),
        ]);
        by_file(map, Path::new("x"))
    }

    #[test]
    fn a_file_that_parts_share_is_one_file_and_knows_them_all() {
        let found: Vec<_> = parts()
            .into_iter()
            .map(|part| (part.file, part.of))
            .collect();
        let file = |name| Path::new("x").join(name);
        let of = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
        assert_eq!(
            found,
            [
                (file("chunk_1.wasm"), of(&["pages", "spf"])),
                (file("split_pages.wasm"), of(&["pages"])),
                (file("split_spf.wasm"), of(&["spf"])),
            ]
        );
    }

    #[test]
    fn the_loader_knows_each_file_of_a_part_by_name_and_hash() {
        let named = |name: &str| Named {
            name: name.to_owned(),
            integrity: format!("sha384-{name}"),
        };
        let parts: Vec<_> = parts()
            .into_iter()
            .zip(["a", "b", "c"].map(named))
            .collect();
        let script = loader(&parts, &named("d")).unwrap();
        assert!(loader(&[], &named("d")).is_err());
        assert!(
            script.contains(
                "__wasm_split_load_spf = (callback, data) => \
                 loadPart([[\"a\", \"sha384-a\"], [\"c\", \"sha384-c\"]], callback, data);"
            ),
            "{script}"
        );
        assert!(
            script.contains(
                "__wasm_split_load_pages = (callback, data) => \
                 loadPart([[\"a\", \"sha384-a\"], [\"b\", \"sha384-b\"], [\"d\", \"sha384-d\"]], callback, data);"
            ),
            "{script}"
        );
    }
}
