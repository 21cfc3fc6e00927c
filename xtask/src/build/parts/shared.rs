//! What several parts share stays in the main file where every page would load it anyway, or where a file of its own would cost
//! more than it saves.
//!
//! The split keeps in the main file what is exported. So the program is split once to see what would be shared, and once more
//! with exports of that; nobody calls them, and `unused_exports` takes them away. Texts cannot be exported: a file that holds
//! nothing else is put into the main file afterwards.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use wasm_encoder::{DataCountSection, DataSection, ExportKind, ExportSection, Module};
use wasmparser::{KnownCustom, Name, Payload};

use super::super::{sections, unused_exports};

/// The parts of which every page loads one before its first rows stand.
const SERVICES: [&str; 2] = ["azure", "spf"];

/// A file with less code than this, in bytes, costs more than it saves.
const LEAST: usize = 3_000;

/// How the exports begin that are made here.
const EXPORT: &str = "__shared_";

/// The functions of a file of these parts, by their symbols, if they are better in the main file.
pub fn better_in_main(file: &[u8], of: &[String]) -> Result<BTreeSet<String>> {
    let needs = |service: &&str| of.iter().any(|part| part == service);
    let services = SERVICES.iter().copied().filter(|service| needs(service));
    let code = code(file)?;
    let stays = match services.count() {
        _ if of.len() < 2 => false,
        // Whether it is there matters to nobody's first rows.
        0 => false,
        1 => code < LEAST,
        _ => true,
    };
    let symbols = if stays {
        symbols(file)?
    } else {
        BTreeMap::new()
    };
    Ok(symbols.into_keys().collect())
}

/// The program with an export of each of these functions.
pub fn exported(program: &[u8], functions: &BTreeSet<String>) -> Result<Vec<u8>> {
    let symbols = symbols(program)?;
    let mut copy = Module::new();
    for (payload, section) in sections::read(program)? {
        if let Payload::ExportSection(exports) = payload {
            let mut all = ExportSection::new();
            for export in exports {
                let export = export?;
                all.export(
                    export.name,
                    unused_exports::kind(export.kind)?,
                    export.index,
                );
            }
            // What the split made by itself has no name in the program.
            let known = functions.iter().filter_map(|name| symbols.get(name));
            for number in known {
                all.export(&format!("{EXPORT}{number}"), ExportKind::Func, *number);
            }
            copy.section(&all);
        } else if let Some(section) = section {
            copy.section(&section);
        }
    }
    Ok(copy.finish())
}

/// So few bytes are no smaller when compressed, and to ask for them takes more.
const WORTH_A_FILE: usize = 256;

/// The main file with the texts of a shared file that holds nothing else to be called, and that the first rows need or that is
/// hardly anything; `None` for any other file.
pub fn with_texts(main: &[u8], file: &[u8], of: &[String]) -> Result<Option<Vec<u8>>> {
    let is_first = SERVICES
        .iter()
        .any(|service| of.iter().any(|part| part == service));
    if !(is_first || texts(file)? < WORTH_A_FILE) || has_functions(file)? {
        return Ok(None);
    }
    let (mut texts, mut count) = (DataSection::new(), 0);
    for module in [main, file] {
        for (payload, _) in sections::read(module)? {
            let Payload::DataSection(segments) = payload else {
                continue;
            };
            for segment in segments {
                let range = segment?.range;
                let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                texts.raw(module.get(range).context("a text ends after the file")?);
                count += 1;
            }
        }
    }
    let mut copy = Module::new();
    for (payload, section) in sections::read(main)? {
        match (payload, section) {
            (Payload::DataCountSection { .. }, _) => {
                copy.section(&DataCountSection { count });
            }
            (Payload::DataSection(_), _) => {
                copy.section(&texts);
            }
            (_, Some(section)) => {
                copy.section(&section);
            }
            _ => {}
        }
    }
    Ok(Some(copy.finish()))
}

/// Whether a file puts functions into the table, by which alone the others call them.
fn has_functions(file: &[u8]) -> Result<bool> {
    let mut parts = sections::read(file)?.into_iter();
    Ok(parts.any(|(payload, _)| matches!(payload, Payload::ElementSection(_))))
}

/// How many bytes of texts a module has.
fn texts(module: &[u8]) -> Result<usize> {
    let mut all = 0;
    for (payload, _) in sections::read(module)? {
        if let Payload::DataSection(segments) = payload {
            for segment in segments {
                all += segment?.data.len();
            }
        }
    }
    Ok(all)
}

/// How many bytes of code a module has.
fn code(module: &[u8]) -> Result<usize> {
    for (payload, _) in sections::read(module)? {
        if let Payload::CodeSectionStart { size, .. } = payload {
            return usize::try_from(size).context("there is too much code");
        }
    }
    Ok(0)
}

/// The numbers of a module's functions by their symbols.
fn symbols(module: &[u8]) -> Result<BTreeMap<String, u32>> {
    let mut symbols = BTreeMap::new();
    for (payload, _) in sections::read(module)? {
        let Payload::CustomSection(section) = payload else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for name in names {
            if let Name::Function(functions) = name? {
                for naming in functions {
                    let naming = naming?;
                    symbols.insert(naming.name.to_owned(), naming.index);
                }
            }
        }
    }
    Ok(symbols)
}

#[cfg(test)]
mod tests;
