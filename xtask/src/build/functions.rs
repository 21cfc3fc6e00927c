//! The functions of a module: their numbers, bodies, names, and the names under which they are exported.

use anyhow::Result;
use wasmparser::{ExternalKind, FunctionBody, KnownCustom, Name, Payload, TypeRef};

use super::sections;

/// What is known of the functions of a module.
pub struct Functions<'a> {
    bodies: Vec<(u32, FunctionBody<'a>)>,
    names: Vec<(u32, String)>,
    exported: Vec<(u32, &'a str)>,
}

impl<'a> Functions<'a> {
    /// Reads it.
    pub fn read(module: &'a [u8]) -> Result<Self> {
        let (mut bodies, mut names, mut exported) = (Vec::new(), Vec::new(), Vec::new());
        // Imported functions have the first numbers.
        let mut number = 0;
        for (payload, _) in sections::read(module)? {
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        if let TypeRef::Func(_) | TypeRef::FuncExact(_) = import?.ty {
                            number += 1;
                        }
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            exported.push((export.index, export.name));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    bodies.push((number, body));
                    number += 1;
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(sections) = section.as_known() {
                        for section in sections {
                            if let Name::Function(functions) = section? {
                                for naming in functions {
                                    let naming = naming?;
                                    names.push((naming.index, readable(naming.name)));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(Self {
            bodies,
            names,
            exported,
        })
    }

    /// The functions that are not imported.
    pub fn bodies(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        self.bodies.iter().map(|(number, body)| (*number, body))
    }

    /// Names, as they stand in the source.
    pub fn names(&self) -> impl Iterator<Item = (u32, &str)> {
        self.names
            .iter()
            .map(|(number, name)| (*number, name.as_str()))
    }

    /// The names under which functions are exported.
    pub fn exported(&self) -> impl Iterator<Item = (u32, &'a str)> {
        self.exported.iter().copied()
    }
}

/// A symbol as it stands in the source, without the hash at its end.
pub fn readable(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}
