//! Brotli and gzip beside each file of `dist/`, for hosts that send compressed files as they lie there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// What compresses well. Everything else in `dist/` is sent as it is.
const COMPRESSIBLE: [&str; 6] = ["css", "html", "js", "json", "svg", "wasm"];

/// Edited after the build: a compressed copy of what it said before would be served in its place.
const EDITED_LATER: &str = "config.json";

/// Writes `name.br` and `name.gz` beside each compressible file, where that makes it smaller.
pub fn folder(folder: &Path) -> Result<()> {
    for file in files(folder)? {
        if !is_compressible(&file) {
            continue;
        }
        let raw = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        for (ending, compressed) in [("br", brotli(&raw)?), ("gz", gzip(&raw)?)] {
            if compressed.len() < raw.len() {
                let path = with_ending(&file, ending);
                fs::write(&path, compressed)
                    .with_context(|| format!("{} cannot be written", path.display()))?;
            }
        }
    }
    Ok(())
}

/// The files that lie directly in a folder, in order of name. `dist/` has no folders below it.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?
    {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Brotli at its best quality, which is slow and done once.
pub fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*raw, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip at its best level.
pub fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw)?;
    Ok(encoder.finish()?)
}

/// Whether compressed copies of this file are published.
pub fn is_compressible(file: &Path) -> bool {
    let ending = file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    COMPRESSIBLE.contains(&ending) && !file.ends_with(EDITED_LATER)
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::path::Path;

    use super::{brotli, gzip, is_compressible};

    #[test]
    fn the_configuration_has_no_compressed_copy_because_it_is_edited_after_the_build() {
        assert!(!is_compressible(Path::new("dist/config.json")));
        assert!(is_compressible(Path::new("dist/index.html")));
    }

    #[test]
    fn what_is_compressed_reads_back_as_it_was() {
        let raw = b"checkpoint ".repeat(100);
        let mut from_brotli = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&raw).unwrap()[..], &mut from_brotli).unwrap();
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&raw).unwrap()[..])
            .read_to_end(&mut from_gzip)
            .unwrap();
        assert_eq!(from_brotli, raw);
        assert_eq!(from_gzip, raw);
    }
}
