//! Puts the style sheets into one file: they compress much better together, and are one request in the place of several.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::hashed::{integrity, name_hash, read};

/// Joins the style sheets that the page names, in its order.
pub fn join(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page).context("the built index.html cannot be read")?;
    let links = links(&text)?;
    let mut sheet = Vec::new();
    for (_, name) in &links {
        let file = dist.join(name);
        sheet.extend(read(&file)?);
        fs::remove_file(&file).with_context(|| format!("{name} cannot be removed"))?;
    }
    let name = format!("style-{}.css", name_hash(&sheet));
    let link = format!(
        "<link href=./{name} integrity={} rel=stylesheet>",
        integrity(&sheet)
    );
    fs::write(dist.join(&name), &sheet).with_context(|| format!("{name} cannot be written"))?;
    let mut joined = text.clone();
    for (place, (old, _)) in links.iter().enumerate() {
        joined = joined.replacen(old, if place == 0 { &link } else { "" }, 1);
    }
    fs::write(&page, joined).context("the built index.html cannot be written")
}

/// The links to style sheets as they are written, with the file that each names.
fn links(page: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (start, _) in page.match_indices("<link ") {
        let rest = page.get(start..).unwrap_or_default();
        let link = rest
            .split_inclusive('>')
            .next()
            .context("the built index.html ends within a link")?;
        if !link.contains("stylesheet") {
            continue;
        }
        let name = link
            .split([' ', '>'])
            .find_map(|part| part.strip_prefix("href="))
            .map(|address| address.trim_matches('"').trim_start_matches("./"))
            .context("a link to a style sheet in the built index.html names none")?;
        found.push((link.to_owned(), name.to_owned()));
    }
    if found.is_empty() {
        bail!("the built index.html names no style sheet");
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::join;
    use std::fs;

    #[test]
    fn the_sheets_become_one_in_the_order_of_the_page_and_the_page_checks_it() {
        let dist = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("b-1.css"), "b{}").unwrap();
        fs::write(dist.join("a-2.css"), "a{}").unwrap();
        let page = "<link href=icon.svg rel=icon><link href=./b-1.css integrity=sha384-x rel=stylesheet>\
                    <link href=\"./a-2.css\" rel=\"stylesheet\"><body>";
        fs::write(dist.join("index.html"), page).unwrap();
        let joined = join(&dist);
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        let name = page
            .split(['/', ' '])
            .find(|part| part.ends_with(".css"))
            .unwrap_or_default();
        let sheet = fs::read_to_string(dist.join(name));
        let left = dist.join("a-2.css").exists() || dist.join("b-1.css").exists();
        fs::remove_dir_all(&dist).unwrap();
        joined.unwrap();
        assert_eq!(sheet.unwrap(), "b{}a{}");
        assert!(!left);
        assert_eq!(page.matches("stylesheet").count(), 1, "{page}");
        assert!(page.contains("integrity=sha384-"), "{page}");
        assert!(page.starts_with("<link href=icon.svg rel=icon><link href=./style-"));
        assert!(page.ends_with("<body>"));
    }

    #[test]
    fn a_page_without_style_sheets_is_an_error() {
        let dist = std::env::temp_dir().join(format!("xtask-no-styles-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<link rel=icon href=icon.svg>").unwrap();
        let joined = join(&dist);
        fs::remove_dir_all(&dist).unwrap();
        assert!(joined.unwrap_err().to_string().contains("no style sheet"));
    }
}
