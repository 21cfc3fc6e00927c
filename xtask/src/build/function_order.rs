//! Puts the functions of the program in the order of their bytes. Brotli finds what is alike sooner, and says it
//! shorter, the nearer it stands; raw, the program stays about as long as it was.
//!
//! wasm-opt can put functions in the order of their names. The program as shipped has no names, so each function is
//! named by its rank, and the names are gone again in what wasm-opt writes.

use std::path::Path;

use anyhow::Result;
use wasm_encoder::{Module, NameMap, NameSection};
use wasmparser::{Payload, TypeRef};

use super::{read, sections, wasm_opt};
use crate::project::Project;

/// Orders the functions of the program in this file.
pub fn apply(project: &Project, file: &Path) -> Result<()> {
    let named = named(&read(file)?)?;
    wasm_opt::write(project, file, &named, &["--reorder-functions-by-name"])
}

/// The module with a name for each function: imported ones by their place, its own by their rank. Names it had are
/// left out.
fn named(module: &[u8]) -> Result<Vec<u8>> {
    let mut copy = Module::new();
    let mut imported = 0;
    let mut bodies = Vec::new();
    for (payload, section) in sections::read(module)? {
        match payload {
            Payload::CustomSection(custom) if custom.name() == "name" => continue,
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(_) | TypeRef::FuncExact(_) = import?.ty {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
        if let Some(section) = section {
            copy.section(&section);
        }
    }
    let mut names = NameSection::new();
    names.functions(&names_by_rank(imported, &bodies));
    copy.section(&names);
    Ok(copy.finish())
}

/// Names that sort as the functions are to stand. Of two equal bodies, the first stays the first.
fn names_by_rank(imported: u32, bodies: &[&[u8]]) -> NameMap {
    let mut order: Vec<_> = (imported..).zip(bodies).collect();
    order.sort_by_key(|(_, body)| *body);
    let mut ranked: Vec<_> = order.into_iter().map(|(index, _)| index).zip(0..).collect();
    // The section wants the functions by index.
    ranked.sort_unstable();
    let mut names = NameMap::new();
    for index in 0..imported {
        names.append(index, &format!("imported{index:08}"));
    }
    for (index, rank) in ranked {
        names.append(index, &format!("own{rank:08}"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::named;
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, NameMap,
        NameSection, TypeSection,
    };
    use wasmparser::{KnownCustom, Name, Parser, Payload};

    /// A module with one imported function and those of its own that leave these constants unused.
    fn module(constants: &[i32]) -> Module {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("page", "log", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for constant in constants {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().i32_const(*constant).drop().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&code);
        module
    }

    /// What the functions are called, by index, in each name section.
    fn names(module: &[u8]) -> Vec<Vec<String>> {
        let mut sections = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CustomSection(custom) = payload.unwrap()
                && let KnownCustom::Name(subsections) = custom.as_known()
            {
                let mut names = Vec::new();
                for subsection in subsections {
                    if let Name::Function(map) = subsection.unwrap() {
                        names.extend(map.into_iter().map(|name| name.unwrap().name.to_owned()));
                    }
                }
                sections.push(names);
            }
        }
        sections
    }

    #[test]
    fn each_function_is_named_by_the_rank_of_its_bytes_and_equal_ones_stay_as_they_were() {
        let named = named(&module(&[3, 1, 2, 1]).finish()).unwrap();
        let expected = [
            "imported00000000",
            "own00000003",
            "own00000000",
            "own00000002",
            "own00000001",
        ];
        assert_eq!(names(&named), [expected]);
    }

    #[test]
    fn the_names_are_all_that_is_added() {
        let plain = module(&[3, 1]).finish();
        assert!(named(&plain).unwrap().starts_with(&plain));
    }

    #[test]
    fn names_that_the_module_had_are_replaced() {
        let mut old = NameMap::new();
        old.append(1, "zzz");
        let mut section = NameSection::new();
        section.functions(&old);
        let mut module = module(&[7]);
        module.section(&section);
        let named = named(&module.finish()).unwrap();
        assert_eq!(names(&named), [["imported00000000", "own00000000"]]);
    }

    #[test]
    fn a_module_without_code_stays_a_module() {
        let named = named(&Module::new().finish()).unwrap();
        assert_eq!(names(&named), [[""; 0]]);
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        let error = named(b"<!doctype html>").unwrap_err().to_string();
        assert_eq!(error, "the WebAssembly cannot be read");
    }
}
