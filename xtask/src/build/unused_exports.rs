//! Drops the exports that nobody can call. Leptos' server functions bring classes with them that stream from Rust to
//! JavaScript; wasm-bindgen exports their methods and so keeps all that these need, although the console never makes
//! such an object.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_encoder::{ExportKind, ExportSection, Module};
use wasmparser::{ExternalKind, Payload};

use super::{hashed, sections, wasm_opt};
use crate::project::Project;

/// In the names of all that belongs to those classes: `intounderlyingsource_pull`, `__wbg_intounderlyingsink_free`.
const STREAMS: &str = "intounderlying";

/// By this function of a class the bindings make an object of what Rust hands over. wasm-bindgen writes it only for
/// classes whose objects the program does hand over, and those of the streams have no other constructor.
const MAKES_OBJECTS: &str = "__wrap(";

/// Drops them from the program in this file, and whatever only they needed. wasm-opt then numbers the functions anew,
/// so that those called most have the short numbers.
pub fn drop(project: &Project, file: &Path, bindings: &Path) -> Result<()> {
    let bindings = fs::read_to_string(bindings)
        .with_context(|| format!("{} cannot be read", bindings.display()))?;
    let module = without_streams(&hashed::read(file)?, &bindings)?;
    let passes = ["--remove-unused-module-elements", "--reorder-functions"];
    wasm_opt::write(project, file, &module, &passes)
}

/// The module without the exports of those classes, or as it is if the bindings make objects of any class.
fn without_streams(module: &[u8], bindings: &str) -> Result<Vec<u8>> {
    if bindings.contains(MAKES_OBJECTS) {
        return Ok(module.to_vec());
    }
    let mut copy = Module::new();
    for (payload, section) in sections::read(module)? {
        if let Payload::ExportSection(exports) = payload {
            let mut kept = ExportSection::new();
            for export in exports {
                let export = export?;
                if !export.name.contains(STREAMS) {
                    kept.export(export.name, kind(export.kind)?, export.index);
                }
            }
            copy.section(&kept);
        } else if let Some(section) = section {
            copy.section(&section);
        }
    }
    Ok(copy.finish())
}

/// What one crate reads, in the words of the one that writes.
fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
        ExternalKind::FuncExact => bail!("the WebAssembly exports a function by its exact type"),
    })
}

#[cfg(test)]
mod tests {
    use super::without_streams;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, MemorySection,
        MemoryType, Module, TypeSection,
    };
    use wasmparser::{Parser, Payload};

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        exports
            .export("memory", ExportKind::Memory, 0)
            .export("intounderlyingsource_pull", ExportKind::Func, 0)
            .export("__wbg_intounderlyingsink_free", ExportKind::Func, 0)
            .export("__wbindgen_start", ExportKind::Func, 1);
        let mut code = CodeSection::new();
        for _ in 0..2 {
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&memories)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    fn exports(module: &[u8]) -> Vec<(String, u32)> {
        Parser::new(0)
            .parse_all(module)
            .filter_map(|payload| match payload.unwrap() {
                Payload::ExportSection(exports) => Some(exports),
                _ => None,
            })
            .flatten()
            .map(|export| export.map(|export| (export.name.to_owned(), export.index)))
            .collect::<Result<_, _>>()
            .unwrap()
    }

    #[test]
    fn what_belongs_to_streams_is_exported_no_longer_and_the_rest_is() {
        let module = without_streams(&module(), "export class IntoUnderlyingSource {}").unwrap();
        assert_eq!(
            exports(&module),
            [("memory".to_owned(), 0), ("__wbindgen_start".to_owned(), 1)]
        );
    }

    #[test]
    fn a_program_that_makes_such_objects_keeps_their_methods() {
        let bindings = "export class IntoUnderlyingSource { static __wrap(ptr) {} }";
        assert_eq!(without_streams(&module(), bindings).unwrap(), module());
    }

    #[test]
    fn a_module_without_exports_is_left_as_it_is() {
        let module = Module::new().finish();
        assert_eq!(without_streams(&module, "").unwrap(), module);
    }
}
