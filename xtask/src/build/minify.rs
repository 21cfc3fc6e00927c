//! Makes the JavaScript smaller, and tells the page the hash of what the bindings became.
//!
//! Trunk's own minifier does not understand what wasm-bindgen writes: it warns, and leaves it as it is. esbuild does.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::child::{program, run};
use crate::compress::files;
use crate::project::Project;

/// The console's own scripts, which are copied as they are and named by no hash.
const OWN: [&str; 2] = ["start.js", "auth.js"];

/// Minifies the scripts in a folder that Trunk has built. They keep their names.
pub fn scripts(project: &Project, dist: &Path) -> Result<()> {
    for name in OWN {
        minify(project, &dist.join(name))?;
    }
    bindings(project, dist)
}

fn bindings(project: &Project, dist: &Path) -> Result<()> {
    let file = bindings_in(dist)?;
    let page = dist.join("index.html");
    let before = integrity(&read(&file)?);
    minify(project, &file)?;
    let after = integrity(&read(&file)?);
    let text = fs::read_to_string(&page).context("the built index.html cannot be read")?;
    fs::write(&page, with_integrity(&text, &before, &after)?)
        .context("the built index.html cannot be written")
}

fn minify(project: &Project, file: &Path) -> Result<()> {
    // Shown and given relative to the project's root, where programs are started.
    let path = file.strip_prefix(project.root()).unwrap_or(file);
    run(program(project, "esbuild")?
        .arg(path)
        .args(["--minify", "--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={}", path.display())))
}

/// The one script that Trunk names after the program and its hash.
fn bindings_in(dist: &Path) -> Result<PathBuf> {
    let mut found = files(dist)?.into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("scvmm-console-") && name.ends_with(".js")
    });
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        (None, _) => bail!("Trunk wrote no script for the WebAssembly"),
        (Some(_), Some(_)) => bail!("Trunk wrote more than one script for the WebAssembly"),
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// What an `integrity` attribute says of these bytes, in the algorithm that Trunk uses.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The page with the new hash wherever it named the old one. A page that names none would load the file unchecked.
fn with_integrity(page: &str, before: &str, after: &str) -> Result<String> {
    if !page.contains(before) {
        bail!("the built index.html does not name the integrity of the script, {before}");
    }
    Ok(page.replace(before, after))
}

#[cfg(test)]
mod tests {
    use super::{bindings_in, integrity, with_integrity};
    use std::fs;

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
    fn the_script_of_the_program_is_told_from_the_others() {
        let dist = std::env::temp_dir().join(format!("xtask-minify-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for name in [
            "auth.js",
            "scvmm-console-1f_bg.wasm",
            "scvmm-console-1f.js",
            "start.js",
        ] {
            fs::write(dist.join(name), "x").unwrap();
        }
        let one = bindings_in(&dist);
        fs::write(dist.join("scvmm-console-2e.js"), "x").unwrap();
        let two = bindings_in(&dist);
        fs::remove_dir_all(&dist).unwrap();
        assert!(one.unwrap().ends_with("scvmm-console-1f.js"));
        assert!(two.unwrap_err().to_string().contains("more than one"));
    }
}
