//! The files that Trunk names after the program and a hash, and the integrity by which the page checks them. Steps after
//! Trunk change these files; the page is then told what they became.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::compress::files;

/// The one file of the program with this ending: `.js` for the bindings, `.wasm` for the WebAssembly.
pub fn find(dist: &Path, ending: &str) -> Result<PathBuf> {
    let mut found = files(dist)?.into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("scvmm-console-") && name.ends_with(ending)
    });
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        (None, _) => bail!("Trunk wrote no {ending} for the program"),
        (Some(_), Some(_)) => bail!("Trunk wrote more than one {ending} for the program"),
    }
}

/// Lets a step change such a file, which keeps its name, and writes its new integrity into the page.
pub fn change(file: &Path, step: impl FnOnce() -> Result<()>) -> Result<()> {
    let page = file.with_file_name("index.html");
    let before = integrity(&read(file)?);
    step()?;
    let after = integrity(&read(file)?);
    let text = fs::read_to_string(&page).context("the built index.html cannot be read")?;
    fs::write(&page, with_integrity(&text, &before, &after)?)
        .context("the built index.html cannot be written")
}

pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// What an `integrity` attribute says of these bytes, in the algorithm that Trunk uses.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The page with the new hash wherever it named the old one. A page that names none would load the file unchecked.
fn with_integrity(page: &str, before: &str, after: &str) -> Result<String> {
    if !page.contains(before) {
        bail!("the built index.html does not name the integrity of the file, {before}");
    }
    Ok(page.replace(before, after))
}

#[cfg(test)]
mod tests {
    use super::{change, find, integrity, with_integrity};
    use std::fs;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_integrity_is_what_a_browser_computes() {
        // The example of the W3C recommendation "Subresource Integrity", part 3.1.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn the_page_names_the_new_hash_and_no_longer_the_old_one() {
        let page = "<link integrity=sha384-old+/1 href=a.js><link integrity=sha384-other href=b>";
        assert_eq!(
            with_integrity(page, "sha384-old+/1", "sha384-new").unwrap(),
            "<link integrity=sha384-new href=a.js><link integrity=sha384-other href=b>"
        );
    }

    #[test]
    fn a_page_that_checks_nothing_is_an_error() {
        let error = with_integrity("<script src=a.js>", "sha384-old", "sha384-new").unwrap_err();
        assert!(error.to_string().contains("sha384-old"), "{error}");
    }

    #[test]
    fn a_changed_file_is_the_one_that_the_page_expects() {
        let dist = folder("change");
        let (file, page) = (
            dist.join("scvmm-console-1f_bg.wasm"),
            dist.join("index.html"),
        );
        fs::write(&file, "as Trunk wrote it").unwrap();
        let link = |bytes: &[u8]| format!("<link integrity={} rel=preload>", integrity(bytes));
        fs::write(&page, link(b"as Trunk wrote it")).unwrap();
        let changed = change(&file, || Ok(fs::write(&file, "in another order")?));
        let page = fs::read_to_string(page).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        changed.unwrap();
        assert_eq!(page, link(b"in another order"));
    }

    #[test]
    fn the_files_of_the_program_are_told_from_the_others() {
        let dist = folder("find");
        for name in [
            "auth.js",
            "scvmm-console-1f_bg.wasm",
            "scvmm-console-1f.js",
            "start.js",
        ] {
            fs::write(dist.join(name), "x").unwrap();
        }
        let script = find(&dist, ".js");
        let module = find(&dist, ".wasm");
        fs::write(dist.join("scvmm-console-2e.js"), "x").unwrap();
        let two = find(&dist, ".js");
        fs::remove_dir_all(&dist).unwrap();
        assert!(script.unwrap().ends_with("scvmm-console-1f.js"));
        assert!(module.unwrap().ends_with("scvmm-console-1f_bg.wasm"));
        assert!(two.unwrap_err().to_string().contains("more than one .js"));
    }
}
