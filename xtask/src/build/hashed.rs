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

/// Names both files of the program by what they are in the end. Trunk's names follow what the compiler wrote: a file that
/// only a later step made another would keep a name that browsers may hold on to for a year, and fail its check.
pub fn name_by_content(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    for (ending, kind) in [(".js", ".js"), (".wasm", "_bg.wasm")] {
        let file = find(dist, ending)?;
        let name = format!("scvmm-console-{}{kind}", name_hash(&read(&file)?));
        let before = file.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&page).context("the built index.html cannot be read")?;
        if !text.contains(&*before) {
            bail!("the built index.html does not name {before}");
        }
        fs::write(&page, text.replace(&*before, &name))
            .context("the built index.html cannot be written")?;
        fs::rename(&file, dist.join(&name))
            .with_context(|| format!("{before} cannot be renamed"))?;
    }
    Ok(())
}

/// The part of a file's name that says what is in it.
pub fn name_hash(bytes: &[u8]) -> String {
    let digest = Sha384::digest(bytes);
    let bytes = digest.iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// What an `integrity` attribute says of these bytes, in the algorithm that Trunk uses.
pub fn integrity(bytes: &[u8]) -> String {
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
    use super::{change, find, integrity, name_by_content, with_integrity};
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
    fn files_of_other_content_have_other_names_and_the_page_knows_them() {
        let names = |content: &str| {
            let dist = folder(&format!("names-{content}"));
            let page =
                "<script data-js=./scvmm-console-1f.js data-wasm=./scvmm-console-1f_bg.wasm>";
            fs::write(dist.join("index.html"), page).unwrap();
            fs::write(dist.join("scvmm-console-1f.js"), "bindings").unwrap();
            fs::write(dist.join("scvmm-console-1f_bg.wasm"), content).unwrap();
            let named = name_by_content(&dist);
            let found = [".js", ".wasm"].map(|ending| find(&dist, ending).unwrap());
            let found = found.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
            let page = fs::read_to_string(dist.join("index.html")).unwrap();
            fs::remove_dir_all(&dist).unwrap();
            named.unwrap();
            assert!(found.iter().all(|name| page.contains(name)), "{page}");
            found
        };
        let (one, other) = (names("one"), names("other"));
        assert_eq!(one[0], other[0]);
        assert_ne!(one[1], other[1]);
        assert!(one[1].ends_with("_bg.wasm"));
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
