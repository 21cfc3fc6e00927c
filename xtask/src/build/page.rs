//! Writes the page of `dist/`. For development Trunk reads what `index.html` names with `data-trunk`: styles, the program,
//! files to copy. The release build does with them what it wants done: two files of styles, names by content, hashes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::named::{self, Named};
use super::scripts;
use crate::project::Project;

/// The styles.
pub struct Styles {
    /// Those of the first screen.
    pub first: Named,
    /// Those that `index.html` marks with `data-later`: they come with the part that draws what they are for.
    pub later: Named,
}

/// The files of the program, as the page names them.
pub struct Files {
    /// The JavaScript bindings.
    pub bindings: Named,
    /// The main file of WebAssembly.
    pub main: Named,
    /// The styles of the first screen.
    pub styles: Named,
}

/// Writes the styles.
pub fn write_styles(project: &Project, dist: &Path) -> Result<Styles> {
    let source = source(project)?;
    let (links, _) = links(&source)?;
    let sheet = |name: &str, is_later: bool| {
        let mut styles = String::new();
        for link in links.iter().filter(|link| link.rel == "css") {
            if link.is_later == is_later {
                let sheet = fs::read_to_string(project.path(link.href))
                    .with_context(|| format!("{} cannot be read", link.href))?;
                styles.push_str(&sheet);
            }
        }
        if styles.is_empty() {
            bail!("index.html names no styles for {name}");
        }
        named::write(
            dist,
            name,
            &scripts::small_styles(project, &styles)?,
            ".css",
        )
    };
    Ok(Styles {
        first: sheet("style", false)?,
        later: sheet("later", true)?,
    })
}

/// Writes `index.html`, and what is copied.
pub fn write(project: &Project, dist: &Path, files: &Files) -> Result<()> {
    let source = source(project)?;
    let (links, page) = links(&source)?;
    for link in &links {
        match link.rel {
            "copy-file" => {
                let name = link.href.rsplit('/').next().unwrap_or_default();
                fs::copy(project.path(link.href), dist.join(name))
                    .with_context(|| format!("{} cannot be copied", link.href))?;
            }
            "css" | "rust" => {}
            other => {
                bail!("index.html has a data-trunk link of a kind that is not known here: {other}")
            }
        }
    }
    let page = small(&page)?.replacen(HEAD, &[&head(files), HEAD].concat(), 1);
    fs::write(dist.join("index.html"), page).context("index.html cannot be written")
}

fn source(project: &Project) -> Result<String> {
    fs::read_to_string(project.path("index.html")).context("index.html cannot be read")
}

/// Before this the page names its files.
const HEAD: &str = "</head>";

fn head(files: &Files) -> String {
    let Files {
        bindings,
        main,
        styles,
    } = files;
    [
        format!(
            "<link rel=stylesheet href={} integrity={}>\n",
            styles.name, styles.integrity
        ),
        // start.js looks for the hash of the WebAssembly on its preload link.
        format!(
            "<link rel=preload as=fetch crossorigin type=application/wasm href={} integrity={}>\n",
            main.name, main.integrity
        ),
        format!(
            "<link rel=modulepreload crossorigin href={} integrity={}>\n",
            bindings.name, bindings.integrity
        ),
        format!(
            "<script type=module src=start.js data-js={} data-wasm={}></script>\n",
            bindings.name, main.name
        ),
    ]
    .concat()
}

/// A link that names something to build in.
#[derive(Debug, PartialEq)]
struct Link<'a> {
    rel: &'a str,
    href: &'a str,
    is_later: bool,
}

const OPENING: &str = "<link data-trunk ";

/// The links of the page, and the page without them.
fn links(page: &str) -> Result<(Vec<Link<'_>>, String)> {
    let (mut links, mut rest, mut without) = (Vec::new(), page, String::new());
    while let Some((before, after)) = rest.split_once(OPENING) {
        let (link, after) = after
            .split_once('>')
            .context("a data-trunk link of index.html has no end")?;
        let rel = attribute(link, "rel").context("a data-trunk link of index.html has no rel")?;
        let href = attribute(link, "href").unwrap_or_default();
        links.push(Link {
            rel,
            href,
            is_later: link.contains("data-later"),
        });
        without.push_str(before);
        rest = after;
    }
    without.push_str(rest);
    Ok((links, without))
}

fn attribute<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = link.split_once(&format!("{name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// The page without comments, indentation and empty lines. A line break stays a line break: between words it is a blank.
fn small(page: &str) -> Result<String> {
    let (mut rest, mut without) = (page, String::new());
    while let Some((before, after)) = rest.split_once("<!--") {
        without.push_str(before);
        let (_, after) = after
            .split_once("-->")
            .context("a comment of index.html has no end")?;
        rest = after;
    }
    without.push_str(rest);
    if !without.contains(HEAD) {
        bail!("index.html has no end of its head");
    }
    let lines = without
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Files, Link, Named, head, links, small};

    #[test]
    fn what_trunk_builds_in_is_found_and_taken_out() {
        let page = "<head>\n<link data-trunk rel=\"css\" href=\"style/a.css\">\n<link rel=\"icon\" href=\"i.svg\">\n\
                    <link data-trunk data-later rel=\"css\" href=\"style/b.css\">\n\
                    <link data-trunk rel=\"rust\" data-bin=\"x\"\n  data-y>\n</head>";
        let (links, page) = links(page).unwrap();
        let expected = [
            ("css", "style/a.css", false),
            ("css", "style/b.css", true),
            ("rust", "", false),
        ];
        let expected = expected.map(|(rel, href, is_later)| Link {
            rel,
            href,
            is_later,
        });
        assert_eq!(links, expected);
        assert_eq!(
            small(&page).unwrap(),
            "<head>\n<link rel=\"icon\" href=\"i.svg\">\n</head>"
        );
    }

    #[test]
    fn words_stay_apart_and_comments_go() {
        let page = "</head>\n  <p>One\n    two</p> <!-- why\n three -->\n\n</html>\n";
        assert_eq!(small(page).unwrap(), "</head>\n<p>One\ntwo</p>\n</html>");
        assert!(small("</head><!-- never ended").is_err());
        assert!(small("<body>").is_err());
    }

    #[test]
    fn a_link_without_end_or_kind_is_an_error() {
        assert!(links("<link data-trunk rel=\"css\"").is_err());
        assert!(links("<link data-trunk href=\"x\">").is_err());
    }

    #[test]
    fn each_file_of_the_program_is_named_with_its_hash() {
        let named = |name: &str| Named {
            name: name.to_owned(),
            integrity: format!("sha384-{name}"),
        };
        let files = Files {
            bindings: named("b.js"),
            main: named("m.wasm"),
            styles: named("s.css"),
        };
        let head = head(&files);
        for name in ["s.css", "m.wasm", "b.js"] {
            let both = format!("href={name} integrity=sha384-{name}>");
            assert!(head.contains(&both), "{head}");
        }
        assert!(head.contains("data-js=b.js data-wasm=m.wasm"), "{head}");
    }
}
