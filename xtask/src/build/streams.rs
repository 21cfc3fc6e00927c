//! Empties what belongs to streams. Leptos' server functions bring classes that stream from Rust to JavaScript; their methods
//! are exported, and so all that these need is kept, although the console never makes such an object.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::erased::Erased;
use super::functions::Functions;

/// In the names of all that belongs to those classes: `intounderlyingsource_pull`, `__wbg_intounderlyingsink_free`.
const STREAMS: &str = "intounderlying";

/// How the names of functions begin that only tell wasm-bindgen what another one takes and gives.
const DESCRIPTION: &str = "__wbindgen_describe_";

/// By this function of a class the bindings make an object of what Rust hands over. wasm-bindgen writes it only for
/// classes whose objects the program does hand over, and those of the streams have no other constructor.
const MAKES_OBJECTS: &str = "__wrap(";

/// Whether an export belongs to those classes.
pub fn belongs_to_them(export: &str) -> bool {
    export.contains(STREAMS)
}

/// The module, which must have relocations, with nothing in the methods of those classes.
pub fn empty(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(module)?;
    let methods: BTreeSet<u32> = functions
        .exported()
        .filter(|(_, name)| belongs_to_them(name) && !name.starts_with(DESCRIPTION))
        .map(|(number, _)| number)
        .collect();
    let mut erased = Erased::default();
    for (number, body) in functions.bodies() {
        if methods.contains(&number) {
            let start = body.get_operators_reader()?.original_position();
            // The last byte is the end of the function.
            erased.insert(start..body.range().end - 1);
        }
    }
    erased.out_of(module)
}

/// An error if the bindings could call such a method after all.
pub fn expect_no_object(bindings: &str) -> Result<()> {
    if bindings.contains(MAKES_OBJECTS) {
        bail!(
            "the bindings make objects of a class of Rust: it may be one of the streams, which the build empties"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{empty, expect_no_object};
    use crate::build::functions::Functions;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Module, TypeSection,
        ValType,
    };

    #[test]
    fn methods_of_streams_do_nothing_and_their_descriptions_and_the_rest_stay() {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let (mut list, mut code, mut exports) = (
            FunctionSection::new(),
            CodeSection::new(),
            ExportSection::new(),
        );
        let names = [
            "intounderlyingsource_pull",
            "__wbindgen_describe_intounderlyingsource_pull",
            "main",
        ];
        for (number, name) in (0..).zip(names) {
            list.function(0);
            let mut body = Function::new([]);
            body.instructions().i32_const(7).end();
            code.function(&body);
            exports.export(name, ExportKind::Func, number);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&list)
            .section(&exports)
            .section(&code);
        let emptied = empty(&module.finish()).unwrap();
        wasmparser::Validator::new().validate_all(&emptied).unwrap();
        let functions = Functions::read(&emptied).unwrap();
        let full: Vec<_> = functions
            .bodies()
            .map(|(_, body)| {
                let mut operators = body.get_operators_reader().unwrap();
                matches!(
                    operators.read().unwrap(),
                    wasmparser::Operator::I32Const { .. }
                )
            })
            .collect();
        assert_eq!(full, [false, true, true]);
    }

    #[test]
    fn bindings_that_make_objects_are_refused() {
        assert!(expect_no_object("static __wrap(ptr) {}").is_err());
        assert!(expect_no_object("class IntoUnderlyingSource { pull() {} }").is_ok());
    }
}
