//! A WebAssembly module read part by part, with the bytes of each section, so that a copy can take it over as it is.

use anyhow::{Context, Result};
use wasm_encoder::RawSection;
use wasmparser::{Parser, Payload};

/// The parts of a module in their order. A part that begins a section comes with the whole of it.
pub fn read(module: &[u8]) -> Result<Vec<(Payload<'_>, Option<RawSection<'_>>)>> {
    let mut parts = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("the WebAssembly cannot be read")?;
        let section = match payload.as_section() {
            Some((id, range)) => {
                let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                let data = module
                    .get(range)
                    .context("a section of the WebAssembly ends after its end")?;
                Some(RawSection { id, data })
            }
            None => None,
        };
        parts.push((payload, section));
    }
    Ok(parts)
}
