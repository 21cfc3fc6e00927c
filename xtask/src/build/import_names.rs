//! Gives what the program imports from its bindings short names. wasm-bindgen's end in a hash each, such as
//! `__wbg_addEventListener_a1b2c3d4e5f60718`, and nothing compresses a hash: the names took 4 kB over the wire, for they
//! stand in both files.

use std::fs;

use anyhow::{Context, Result, bail};
use wasm_encoder::{EntityType, ImportSection, Module};
use wasmparser::{Payload, TypeRef};

use super::parts::LOADER;
use super::program::Program;
use super::{read, sections};

/// The name of the one module that everything is imported from, but for the loading of parts.
const MODULE: &str = "b";

/// Shortens the names in the main file and the bindings. Parts import nothing from the bindings.
pub fn shorten(program: &Program) -> Result<()> {
    let bindings = fs::read_to_string(&program.bindings).context("the bindings cannot be read")?;
    let (module, bindings) = shortened(&read(&program.main)?, bindings)?;
    fs::write(&program.main, module).context("the WebAssembly cannot be written")?;
    fs::write(&program.bindings, bindings).context("the bindings cannot be written")
}

/// The module and its bindings with short names.
fn shortened(module: &[u8], mut bindings: String) -> Result<(Vec<u8>, String)> {
    let mut copy = Module::new();
    let mut modules = Vec::new();
    for (payload, section) in sections::read(module)? {
        if let Payload::ImportSection(imports) = payload {
            let mut renamed = ImportSection::new();
            for (number, import) in imports.into_imports().enumerate() {
                let import = import?;
                let TypeRef::Func(signature) = import.ty else {
                    bail!(
                        "the WebAssembly imports {}, which is no function",
                        import.name
                    );
                };
                let signature = EntityType::Function(signature);
                if import.module == LOADER {
                    renamed.import(LOADER, import.name, signature);
                    continue;
                }
                let short = name(number);
                bindings = with_name(&bindings, import.name, &short)?;
                renamed.import(MODULE, &short, signature);
                modules.push(import.module);
            }
            copy.section(&renamed);
        } else if let Some(section) = section {
            copy.section(&section);
        }
    }
    modules.sort_unstable();
    modules.dedup();
    match modules.as_slice() {
        [] => {}
        [one] => bindings = with_name(&bindings, one, MODULE)?,
        _ => bail!("the WebAssembly imports from several modules: {modules:?}"),
    }
    Ok((copy.finish(), bindings))
}

/// The text with another name where `from` stands. More places than one, or none, would be bindings that this step does not
/// understand.
fn with_name(text: &str, from: &str, to: &str) -> Result<String> {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut places = text.match_indices(from).filter(|(place, _)| {
        let before = text[..*place].chars().next_back();
        let after = text[place + from.len()..].chars().next();
        !before.is_some_and(of_a_name) && !after.is_some_and(of_a_name)
    });
    let (Some((place, _)), None) = (places.next(), places.next()) else {
        bail!("the bindings do not name {from} exactly once");
    };
    Ok([&text[..place], to, &text[place + from.len()..]].concat())
}

/// `a`, `b` … `z`, `a1`, `b1` …: a key of an object may be any word.
fn name(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    match number / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{name, shortened, with_name};
    use wasm_encoder::{EntityType, ImportSection, Module, TypeSection};
    use wasmparser::{Parser, Payload};

    fn module(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut section = ImportSection::new();
        for (module, name) in imports {
            section.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&section);
        module.finish()
    }

    fn imported(module: &[u8]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ImportSection(imports) = payload.unwrap() {
                for import in imports.into_imports() {
                    let import = import.unwrap();
                    found.push((import.module.to_owned(), import.name.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn both_files_name_what_is_imported_alike_and_shortly() {
        let module = module(&[
            ("./x_bg.js", "__wbg_get_1f"),
            ("./x_bg.js", "__wbg_get_1f2"),
        ]);
        let bindings = "({\"./x_bg.js\":{__wbg_get_1f:f=>f,__wbg_get_1f2(){}}})".to_owned();
        let (module, bindings) = shortened(&module, bindings).unwrap();
        let both = [("b", "a"), ("b", "b")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(imported(&module), both);
        assert_eq!(bindings, "({\"b\":{a:f=>f,b(){}}})");
    }

    #[test]
    fn what_loads_parts_keeps_its_name() {
        let module = module(&[("./x_bg.js", "__wbg_get_1f"), ("./parts.js", "load_pages")]);
        let bindings = "import * as p from \"./parts.js\";({\"./parts.js\":p,\"./x_bg.js\":{__wbg_get_1f(){}}})";
        let (module, bindings) = shortened(&module, bindings.to_owned()).unwrap();
        let both = [("b", "a"), ("./parts.js", "load_pages")];
        assert_eq!(
            imported(&module),
            both.map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert!(
            bindings.ends_with("({\"./parts.js\":p,\"b\":{a(){}}})"),
            "{bindings}"
        );
    }

    #[test]
    fn bindings_of_another_form_are_refused() {
        assert!(with_name("a_b", "a", "x").is_err());
        assert!(with_name("a a", "a", "x").is_err());
        let other = module(&[("m", "a"), ("n", "b")]);
        assert!(shortened(&other, "m n a b".into()).is_err());
    }

    #[test]
    fn a_module_without_imports_stays_as_it_is() {
        let bare = Module::new().finish();
        assert_eq!(shortened(&bare, "x".into()).unwrap(), (bare, "x".into()));
    }

    #[test]
    fn names_are_never_given_twice() {
        let mut names: Vec<_> = (0..1_000).map(name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 1_000);
    }
}
