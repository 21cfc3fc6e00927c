//! Takes out what prepares the message of a panic. The console has no place where one would be read: a panic ends the program,
//! and the browser says where. Yet the messages, the places in the source that they name, and the code that writes numbers and
//! structures into them were a tenth of the program.
//!
//! Before a call that begins a panic, the compiler puts the arguments in place, and after it `unreachable`, for it never
//! returns. Here call and preparation become that `unreachable`.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use wasmparser::{FunctionBody, Operator};

use super::erased::Erased;
use super::functions::Functions;

/// How the names of functions begin that start a panic, or end the program for want of memory.
const PANICS: [&str; 12] = [
    "core::panicking::",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "alloc::raw_vec::handle_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::alloc::handle_alloc_error",
    "std::process::abort",
];

/// The module, which must have names and relocations, without the messages of panics.
pub fn silence(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(module)?;
    let mut panicking: BTreeSet<u32> = functions
        .names()
        .filter(|(_, name)| PANICS.iter().any(|start| name.starts_with(start)))
        .map(|(number, _)| number)
        .collect();
    let mut erased = Erased::default();
    // A function that does nothing but begin a panic is one that begins a panic.
    loop {
        let known = panicking.len();
        for (number, body) in functions.bodies() {
            if erase(module, body, &panicking, &mut erased)? {
                panicking.insert(number);
            }
        }
        if panicking.len() == known {
            return erased.out_of(module);
        }
    }
}

/// Finds in a function what only prepares a panic. Whether the function does nothing else.
fn erase(
    module: &[u8],
    body: &FunctionBody<'_>,
    panicking: &BTreeSet<u32>,
    erased: &mut Erased,
) -> Result<bool> {
    let mut reader = body.get_operators_reader()?;
    let start = reader.original_position();
    // Where the present stretch of code begins that has no branch and no call in it.
    let mut stretch = start;
    let mut does_nothing_else = false;
    while !reader.eof() {
        let at = usize::try_from(reader.original_position())?;
        let code = *module.get(at).context("a function ends after the file")?;
        let operator = reader.read()?;
        let end = reader.original_position();
        match operator {
            Operator::Call { function_index } if panicking.contains(&function_index) => {
                // The compiler's own word that the call never returns.
                if matches!(reader.clone().read(), Ok(Operator::Unreachable)) {
                    erased.insert(stretch..end);
                    does_nothing_else |= stretch == start;
                }
                stretch = end;
            }
            _ if is_plain(code) => {}
            _ => stretch = end,
        }
    }
    Ok(does_nothing_else)
}

/// Whether an operator, by the code it begins with, changes nothing but the stack, locals and memory, and the next one
/// follows it: neither control nor a call.
fn is_plain(code: u8) -> bool {
    matches!(code, 0x01 | 0x1a | 0x1b | 0x20..=0xc4 | 0xfc)
}

#[cfg(test)]
mod tests {
    use super::silence;
    use crate::build::sections;
    use wasm_encoder::{
        BlockType, CodeSection, CustomSection, Encode, Function, FunctionSection, InstructionSink,
        Module, NameMap, NameSection, TypeSection,
    };
    use wasmparser::{Operator, Parser, Payload, RelocSectionReader};

    /// A function's name, and what writes its code.
    type Written<'a> = (&'a str, &'a dyn Fn(&mut InstructionSink<'_>));

    /// A module of these functions, each with a name and the code of a body. Each five-byte constant and call has a relocation.
    fn module(functions: &[Written<'_>]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut list, mut code, mut map) =
            (FunctionSection::new(), CodeSection::new(), NameMap::new());
        for (number, (name, write)) in (0..).zip(functions) {
            list.function(0);
            let mut body = Function::new([]);
            write(&mut body.instructions());
            body.instructions().end();
            code.function(&body);
            map.append(number, name);
        }
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&list).section(&code);
        let relocations = relocations_of(&module.clone().finish());
        module.section(&CustomSection {
            name: "reloc.CODE".into(),
            data: relocations.into(),
        });
        module.section(&names);
        module.finish()
    }

    /// A relocation for each constant of the code: it is of the type MEMORY_ADDR_SLEB, and its index the constant.
    fn relocations_of(module: &[u8]) -> Vec<u8> {
        let (mut start, mut entries, mut count) = (0, Vec::new(), 0_u32);
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::CodeSectionStart {
                    unchecked_range, ..
                } => start = unchecked_range.start,
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap();
                    for item in operators.into_iter_with_offsets() {
                        if let (Operator::I32Const { value }, place) = item.unwrap() {
                            entries.push(4);
                            u32::try_from(place + 1 - start)
                                .unwrap()
                                .encode(&mut entries);
                            u32::try_from(value).unwrap().encode(&mut entries);
                            0_i32.encode(&mut entries);
                            count += 1;
                        }
                    }
                }
                _ => {}
            }
        }
        let mut section = Vec::new();
        0_u32.encode(&mut section);
        count.encode(&mut section);
        section.extend(entries);
        section
    }

    /// The constants that are left: in the code, and with a relocation.
    fn constants(module: &[u8]) -> (Vec<i32>, Vec<u32>) {
        let (mut in_code, mut relocated) = (Vec::new(), Vec::new());
        for (payload, _) in sections::read(module).unwrap() {
            match payload {
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        if let Operator::I32Const { value } = operator.unwrap() {
                            in_code.push(value);
                        }
                    }
                }
                Payload::CustomSection(custom) if custom.name() == "reloc.CODE" => {
                    let reader = wasmparser::BinaryReader::new(custom.data(), 0);
                    let entries = RelocSectionReader::new(reader).unwrap().entries();
                    relocated.extend(entries.into_iter().map(|entry| entry.unwrap().index));
                }
                _ => {}
            }
        }
        (in_code, relocated)
    }

    fn panics(code: &mut InstructionSink<'_>) {
        code.unreachable();
    }

    const PANIC: &str = "_ZN4core9panicking9panic_fmt17h0123456789abcdefE";

    #[test]
    fn what_prepares_a_panic_goes_and_what_comes_before_stays() {
        let checks = |code: &mut InstructionSink<'_>| {
            code.i32_const(1).drop();
            code.i32_const(2).if_(BlockType::Empty);
            code.i32_const(3).drop().i32_const(4).drop();
            code.call(0).unreachable().end();
            code.i32_const(5).drop();
        };
        let quiet = silence(&module(&[(PANIC, &panics), ("checks", &checks)])).unwrap();
        assert_eq!(constants(&quiet), (vec![1, 2, 5], vec![1, 2, 5]));
        wasmparser::Validator::new().validate_all(&quiet).unwrap();
    }

    #[test]
    fn a_function_that_only_begins_a_panic_begins_one() {
        let gives_up = |code: &mut InstructionSink<'_>| {
            code.i32_const(1).drop().call(0).unreachable();
        };
        let calls = |code: &mut InstructionSink<'_>| {
            code.i32_const(2).drop().call(1).unreachable();
        };
        let functions: [Written<'_>; 3] =
            [(PANIC, &panics), ("gives_up", &gives_up), ("calls", &calls)];
        let quiet = silence(&module(&functions)).unwrap();
        assert_eq!(constants(&quiet), (vec![], vec![]));
    }

    #[test]
    fn a_call_that_may_return_stays_whatever_it_is_called() {
        let goes_on = |code: &mut InstructionSink<'_>| {
            code.i32_const(1).drop().call(0).i32_const(2).drop();
        };
        let module = module(&[(PANIC, &panics), ("goes_on", &goes_on)]);
        assert_eq!(silence(&module).unwrap(), module);
    }

    #[test]
    fn what_another_function_does_before_the_panic_stays() {
        let logs = |code: &mut InstructionSink<'_>| {
            code.i32_const(1).drop();
        };
        let calls = |code: &mut InstructionSink<'_>| {
            code.i32_const(2).drop().call(1);
            code.i32_const(3).drop().call(0).unreachable();
        };
        let functions: [Written<'_>; 3] = [(PANIC, &panics), ("logs", &logs), ("calls", &calls)];
        let quiet = silence(&module(&functions)).unwrap();
        assert_eq!(constants(&quiet), (vec![1, 2], vec![1, 2]));
    }
}
