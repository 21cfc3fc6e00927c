//! Code that is taken out before the program is split. No byte moves: in its place stand `unreachable`, and `nop` as often as
//! it takes, which wasm-opt takes out later. The relocations of what is gone go too, so that the split finds nobody who needs
//! what it named.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result};
use wasm_encoder::{CustomSection, Encode, Module, RawSection};
use wasmparser::{BinaryReader, Payload, RelocAddendKind, RelocSectionReader};

use super::sections;

/// The relocations of the code, as the linker calls them.
const RELOCATIONS: &str = "reloc.CODE";

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;

/// Places of a file, of which nothing is to be left.
#[derive(Default)]
pub struct Erased(BTreeMap<u64, u64>);

impl Erased {
    /// One more: whole operators, after which none of the same block is reached.
    pub fn insert(&mut self, place: Range<u64>) {
        self.0.insert(place.start, place.end);
    }

    fn holds(&self, place: u64) -> bool {
        let before = self.0.range(..=place).next_back();
        before.is_some_and(|(_, end)| place < *end)
    }

    /// The module without them.
    pub fn out_of(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut bytes = module.to_vec();
        for (start, end) in &self.0 {
            let range = usize::try_from(*start)?..usize::try_from(*end)?;
            let place = bytes
                .get_mut(range)
                .context("a function ends after the file")?;
            place.fill(NOP);
            if let Some(first) = place.first_mut() {
                *first = UNREACHABLE;
            }
        }
        let mut code = 0;
        let mut copy = Module::new();
        for (payload, section) in sections::read(&bytes)? {
            if let Payload::CodeSectionStart {
                unchecked_range, ..
            } = &payload
            {
                code = unchecked_range.start;
            }
            match (payload, section) {
                (Payload::CustomSection(custom), _) if custom.name() == RELOCATIONS => {
                    copy.section(&CustomSection {
                        name: RELOCATIONS.into(),
                        data: self.kept(custom.data(), code)?.into(),
                    });
                }
                (_, Some(RawSection { id, data })) => {
                    copy.section(&RawSection { id, data });
                }
                _ => {}
            }
        }
        Ok(copy.finish())
    }

    /// The relocations that name no erased place. They count from the beginning of the `code`.
    fn kept(&self, section: &[u8], code: u64) -> Result<Vec<u8>> {
        let reader = RelocSectionReader::new(BinaryReader::new(section, 0))?;
        let mut kept = Vec::new();
        for entry in reader.entries() {
            let entry = entry?;
            if !self.holds(code + u64::from(entry.offset)) {
                kept.push(entry);
            }
        }
        let mut section = Vec::new();
        reader.section_index().encode(&mut section);
        u32::try_from(kept.len())?.encode(&mut section);
        for entry in kept {
            section.push(entry.ty as u8);
            entry.offset.encode(&mut section);
            entry.index.encode(&mut section);
            if entry.ty.addend_kind() != RelocAddendKind::None {
                entry.addend.encode(&mut section);
            }
        }
        Ok(section)
    }
}
