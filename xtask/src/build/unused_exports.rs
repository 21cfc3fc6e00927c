//! Drops the exports that nobody calls, and all that only they needed: places of the memory, which the linker exports, and the
//! methods of streams.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use wasm_encoder::{ExportKind, ExportSection, Module};
use wasmparser::{ExternalKind, Payload};

use super::program::Program;
use super::{read, sections, streams, wasm_opt};
use crate::project::Project;

/// Drops them from the main file; parts export nothing. wasm-opt then numbers the functions anew, so that those called most
/// have the short numbers.
pub fn drop(project: &Project, program: &Program) -> Result<()> {
    let bindings = fs::read_to_string(&program.bindings).context("the bindings cannot be read")?;
    streams::expect_no_object(&bindings)?;
    let mut used = BTreeSet::new();
    for part in &program.parts {
        used.extend(imported(&read(&part.file)?)?);
    }
    let module = without_unused(&read(&program.main)?, &bindings, &used)?;
    let passes = ["--remove-unused-module-elements", "--reorder-functions"];
    wasm_opt::write(project, &program.main, &module, &passes)
}

/// What a part takes from the main file, by name.
fn imported(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (payload, _) in sections::read(module)? {
        if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                names.push(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The module with the exports that the bindings name or a part uses.
fn without_unused(module: &[u8], bindings: &str, used: &BTreeSet<String>) -> Result<Vec<u8>> {
    let is_used = |name: &str| {
        !streams::belongs_to_them(name) && (used.contains(name) || is_named(bindings, name))
    };
    let mut copy = Module::new();
    for (payload, section) in sections::read(module)? {
        if let Payload::ExportSection(exports) = payload {
            let mut kept = ExportSection::new();
            for export in exports {
                let export = export?;
                if is_used(export.name) {
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

/// Whether the bindings say `wasm.name`, which is how they call what the program exports. The loader of parts calls the
/// table of functions, which every part uses besides.
fn is_named(bindings: &str, name: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let call = ["wasm.", name].concat();
    bindings
        .match_indices(&call)
        .any(|(place, _)| !bindings[place + call.len()..].starts_with(of_a_name))
}

/// What one crate reads, in the words of the one that writes.
pub fn kind(kind: ExternalKind) -> Result<ExportKind> {
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
    use std::collections::BTreeSet;

    use super::{imported, without_unused};
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
        MemorySection, MemoryType, Module, TypeSection,
    };
    use wasmparser::{Parser, Payload};

    const MEMORY: MemoryType = MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    };

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut memories = MemorySection::new();
        memories.memory(MEMORY);
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

    const BINDINGS: &str = "class IntoUnderlyingSource { pull() { wasm.intounderlyingsource_pull(this.ptr) } free() {\
         wasm.__wbg_intounderlyingsink_free() } } wasm.memory.buffer; wasm.__wbindgen_start()";

    fn names(module: &[u8]) -> Vec<String> {
        exports(module).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn what_belongs_to_streams_is_exported_no_longer_and_the_rest_is() {
        let module = without_unused(&module(), BINDINGS, &BTreeSet::new()).unwrap();
        assert_eq!(
            exports(&module),
            [("memory".to_owned(), 0), ("__wbindgen_start".to_owned(), 1)]
        );
    }

    #[test]
    fn what_neither_bindings_nor_parts_use_goes() {
        let bindings = "wasm.__wbindgen_start_later()";
        let module = without_unused(&module(), bindings, &BTreeSet::new()).unwrap();
        assert_eq!(names(&module), [""; 0]);
    }

    #[test]
    fn what_a_part_imports_stays() {
        let mut section = ImportSection::new();
        section.import("__wasm_split", "memory", MEMORY);
        let mut part = Module::new();
        part.section(&section);
        let used = imported(&part.finish()).unwrap().into_iter().collect();
        assert_eq!(
            names(&without_unused(&module(), "", &used).unwrap()),
            ["memory"]
        );
    }

    #[test]
    fn a_module_without_exports_is_left_as_it_is() {
        let module = Module::new().finish();
        assert_eq!(
            without_unused(&module, "", &BTreeSet::new()).unwrap(),
            module
        );
    }
}
