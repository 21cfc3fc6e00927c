//! `cargo xtask size`: what the main file of the program is made of, by crate and by function.
//!
//! The shipped program has no names, so it is looked at before it loses them: split, without its parts, and before wasm-opt
//! makes it smaller and brotli a third of that. The figures are good for comparing, not for adding up.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::project::Project;
use crate::{budget, build};

/// How many of each are shown.
const SHOWN: usize = 10;
/// In the names of functions that only wasm-bindgen calls, and takes away.
const NOT_SHIPPED: [&str; 2] = ["__wbindgen_describe", "WasmDescribe"];

/// Prints the largest crates and functions of the main file, and the files of the first screen, if `dist/` is built.
pub fn run_and_show(project: &Project) -> Result<()> {
    let module = build::main_with_names(project)?;
    let functions = functions(&module)?;
    show("bytes by crate", sums(&functions, of_crate));
    show(
        "bytes by function, all its kinds together",
        sums(&functions, str::to_owned),
    );
    if project.dist().exists() {
        // Its verdict belongs to the tests.
        println!();
        let _ = budget::run(project);
    }
    Ok(())
}

fn show(what: &str, mut sizes: Vec<(String, usize, usize)>) {
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let all: usize = sizes.iter().map(|(_, bytes, _)| bytes).sum();
    println!("\n  {all:>8}  {what}");
    for (name, bytes, count) in sizes.iter().take(SHOWN) {
        let name: String = name.chars().take(100).collect();
        let times = if *count > 1 {
            format!(" ({count})")
        } else {
            String::new()
        };
        println!("  {bytes:>8}  {name}{times}");
    }
}

/// What belongs together, with its bytes and how many functions it is.
fn sums(
    functions: &[(String, usize)],
    name: impl Fn(&str) -> String,
) -> Vec<(String, usize, usize)> {
    let mut sums: HashMap<String, (usize, usize)> = HashMap::new();
    for (function, bytes) in functions {
        let sum = sums.entry(name(function)).or_default();
        sum.0 += bytes;
        sum.1 += 1;
    }
    let rows = sums.into_iter();
    rows.map(|(name, (bytes, count))| (name, bytes, count))
        .collect()
}

/// The functions of a module by their Rust names, without the hash at the end, and the bytes of their code.
fn functions(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let (mut imported, mut sizes) = (0_usize, Vec::new());
    let mut names: HashMap<usize, String> = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("the program cannot be read")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(_) | TypeRef::FuncExact(_) = import?.ty {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(all) = section.as_known() else {
                    continue;
                };
                for name in all {
                    if let Name::Function(functions) = name? {
                        for naming in functions {
                            let naming = naming?;
                            let place = usize::try_from(naming.index)?;
                            names.insert(place, readable(naming.name));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let named = sizes.into_iter().enumerate().map(|(place, bytes)| {
        let name = names.remove(&(place + imported));
        (name.unwrap_or_else(|| "without a name".to_owned()), bytes)
    });
    Ok(named
        .filter(|(name, _)| !NOT_SHIPPED.iter().any(|mark| name.contains(mark)))
        .collect())
}

/// A symbol as it stands in the source.
fn readable(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

/// The crate in which a function stands: the first name of its path, behind `<`, `&` and the like.
fn of_crate(function: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let path = function.trim_start_matches(|c| !word(c));
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    // `<T as crate::Trait>::function` says nothing before the trait.
    let path = match path.split_once(" as ") {
        Some((of, rest)) if !of.contains("::") => rest,
        _ => path,
    };
    let end = path.find(|c| !word(c)).unwrap_or(path.len());
    path.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{functions, of_crate, readable, sums};
    use wasm_encoder::{
        CodeSection, Function, FunctionSection, Module, NameMap, NameSection, TypeSection,
    };

    #[test]
    fn functions_are_named_as_in_the_source_and_weighed() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut list, mut code, mut map) =
            (FunctionSection::new(), CodeSection::new(), NameMap::new());
        let names = [
            "_ZN13scvmm_console3app5pages17h0123456789abcdefE",
            "__wbindgen_describe_x",
        ];
        for (place, name) in (0_u32..).zip(names) {
            list.function(0);
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
            map.append(place, name);
        }
        let mut naming = NameSection::new();
        naming.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&list)
            .section(&code)
            .section(&naming);
        let found = functions(&module.finish()).unwrap();
        assert_eq!(found, [("scvmm_console::app::pages".to_owned(), 2)]);
    }

    #[test]
    fn a_function_belongs_to_the_crate_that_its_name_begins_with() {
        for (function, name) in [
            ("scvmm_console::app::pages", "scvmm_console"),
            ("<alloc::sync::Arc<T> as core::cmp::PartialEq>::eq", "alloc"),
            ("<T as tachys::view::any_view::IntoAny>::into_any", "tachys"),
            ("<&dyn core::fmt::Debug as x>::y", "core"),
            ("memcpy", "memcpy"),
        ] {
            assert_eq!(of_crate(function), name, "{function}");
        }
        assert_eq!(readable("memcpy"), "memcpy");
    }

    #[test]
    fn kinds_of_one_function_are_added_up() {
        let functions = [
            ("a".to_owned(), 3),
            ("b".to_owned(), 5),
            ("a".to_owned(), 4),
        ];
        let mut sums = sums(&functions, str::to_owned);
        sums.sort();
        assert_eq!(sums, [("a".to_owned(), 7, 2), ("b".to_owned(), 5, 1)]);
    }
}
