//! What stays in the main file, and how it is put there.

use super::{EXPORT, WORTH_A_FILE, better_in_main, exported, with_texts};
use crate::build::functions::Functions;
use std::collections::BTreeSet;
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, ExportKind,
    ExportSection, Function, FunctionSection, MemorySection, MemoryType, Module, NameMap,
    NameSection, TypeSection,
};

/// Functions of these names, each of so many bytes, of which the first is exported.
fn module(names: &[&str], bytes: usize) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut list, mut code, mut map) =
        (FunctionSection::new(), CodeSection::new(), NameMap::new());
    for (number, name) in (0_u32..).zip(names) {
        list.function(0);
        let mut function = Function::new([]);
        for _ in 0..bytes {
            function.instructions().nop();
        }
        function.instructions().end();
        code.function(&function);
        map.append(number, name);
    }
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 0);
    let mut naming = NameSection::new();
    naming.functions(&map);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&list)
        .section(&exports)
        .section(&code)
        .section(&naming);
    module.finish()
}

fn kept(parts: &[&str], bytes: usize) -> bool {
    let parts: Vec<_> = parts.iter().map(|part| (*part).to_owned()).collect();
    let functions = better_in_main(&module(&["a", "b"], bytes), &parts).unwrap();
    assert!(functions.is_empty() || functions.len() == 2);
    !functions.is_empty()
}

#[test]
fn what_both_services_share_stays_in_the_main_file() {
    assert!(kept(&["azure", "spf"], 9_000));
    assert!(kept(&["azure", "pages", "spf"], 9_000));
}

#[test]
fn of_what_one_service_shares_only_a_little_stays() {
    assert!(kept(&["azure", "pages"], 10));
    assert!(!kept(&["azure", "pages"], 9_000));
}

#[test]
fn what_no_service_needs_and_what_is_not_shared_leaves() {
    assert!(!kept(&["memory", "pages"], 10));
    assert!(!kept(&["azure"], 10));
}

#[test]
fn functions_are_exported_beside_what_was_exported_before() {
    let functions = BTreeSet::from(["c".to_owned(), "made by the split".to_owned()]);
    let program = exported(&module(&["a", "b", "c"], 1), &functions).unwrap();
    let found: Vec<_> = Functions::read(&program)
        .unwrap()
        .exported()
        .map(|(number, name)| (number, name.to_owned()))
        .collect();
    assert_eq!(found, [(0, "main".to_owned()), (2, [EXPORT, "2"].concat())]);
}

/// A module with these texts, and nothing else.
fn of_texts(texts: &[&str]) -> Vec<u8> {
    let mut memory = MemorySection::new();
    memory.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let (mut data, mut count) = (DataSection::new(), 0);
    for text in texts {
        data.active(0, &ConstExpr::i32_const(count), text.bytes());
        count += 1;
    }
    let mut module = Module::new();
    module
        .section(&memory)
        .section(&DataCountSection {
            count: u32::try_from(count).unwrap(),
        })
        .section(&data);
    module.finish()
}

#[test]
fn texts_alone_go_to_the_main_file_where_the_first_rows_need_them_or_they_are_few() {
    let parts = |parts: &[&str]| {
        parts
            .iter()
            .map(|part| (*part).to_owned())
            .collect::<Vec<_>>()
    };
    let (main, file) = (of_texts(&["a"]), of_texts(&["b", "c"]));
    let both = with_texts(&main, &file, &parts(&["pages", "spf"])).unwrap();
    let both = both.unwrap();
    wasmparser::validate(&both).unwrap();
    let all = wasmparser::Parser::new(0)
        .parse_all(&both)
        .filter_map(|payload| match payload.unwrap() {
            wasmparser::Payload::DataSection(texts) => Some(texts),
            _ => None,
        })
        .flatten()
        .map(|text| text.unwrap().data.to_vec());
    assert_eq!(all.collect::<Vec<_>>(), [b"a", b"b", b"c"]);
    let later = parts(&["memory", "pages"]);
    assert!(with_texts(&main, &file, &later).unwrap().is_some());
    let long = of_texts(&[&"d".repeat(WORTH_A_FILE)]);
    assert_eq!(with_texts(&main, &long, &later).unwrap(), None);
    let mut called = Module::new();
    let mut table = ElementSection::new();
    table.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions(vec![0].into()),
    );
    called.section(&table);
    let called = called.finish();
    assert_eq!(
        with_texts(&main, &called, &parts(&["pages", "spf"])).unwrap(),
        None
    );
}
