//! Files named by what is in them. A browser may keep such a file for a year, so other content must have another name; and
//! the page says the hash of each, so that the browser refuses a file that was changed on its way.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

/// A file of `dist/`, as the page names it.
pub struct Named {
    /// Its name, with the beginning of its hash in it.
    pub name: String,
    /// What an `integrity` attribute says of it.
    pub integrity: String,
}

/// Writes a file into a folder, under its name: `start`, its hash, `end`.
pub fn write(folder: &Path, start: &str, bytes: &[u8], end: &str) -> Result<Named> {
    let digest = Sha384::digest(bytes);
    let hash: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{start}-{hash}{end}");
    fs::write(folder.join(&name), bytes).with_context(|| format!("{name} cannot be written"))?;
    Ok(Named {
        name,
        integrity: format!("sha384-{}", STANDARD.encode(digest)),
    })
}

#[cfg(test)]
mod tests {
    use super::write;
    use std::fs;

    #[test]
    fn the_integrity_is_what_a_browser_computes() {
        let folder = std::env::temp_dir();
        let named = write(&folder, "xtask-named", b"alert('Hello, world.');", ".js").unwrap();
        let written = fs::read(folder.join(&named.name));
        fs::remove_file(folder.join(&named.name)).unwrap();
        // The example of the W3C recommendation "Subresource Integrity", part 3.1.
        assert_eq!(
            named.integrity,
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
        assert_eq!(written.unwrap(), b"alert('Hello, world.');");
    }

    #[test]
    fn files_of_other_content_have_other_names() {
        let folder = std::env::temp_dir();
        let name = |bytes: &[u8]| {
            let named = write(&folder, "xtask-names", bytes, "_bg.wasm").unwrap();
            fs::remove_file(folder.join(&named.name)).unwrap();
            named.name
        };
        let (one, other) = (name(b"one"), name(b"other"));
        assert_ne!(one, other);
        assert_eq!(one, name(b"one"));
        assert!(
            one.starts_with("xtask-names-") && one.ends_with("_bg.wasm"),
            "{one}"
        );
    }
}
