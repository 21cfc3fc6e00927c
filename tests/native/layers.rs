//! The layers of the console, as its source has them: a layer looks only down, and the browser is known in few places.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers that are plain Rust, and which other parts of the console each may name.
const PLAIN: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("http", &[]),
    ("config", &["http"]),
    ("backend", &["http", "model"]),
    ("auth", &["config", "http"]),
    ("exchange", &["backend", "http", "model"]),
    ("arm", &["auth", "backend", "exchange", "http", "model"]),
    ("spf", &["backend", "config", "exchange", "http", "model"]),
    ("route", &["auth", "model"]),
];

/// What drives the screen, and may use the framework.
const SCREEN: [&str; 7] = ["app", "dialogs", "lib", "pages", "parts", "signal", "state"];

/// The only parts that touch the browser itself.
const BROWSER: [&str; 3] = ["browser", "main", "ui"];

const BROWSER_TYPES: [&str; 3] = ["web_sys", "js_sys", "gloo_"];
const FRAMEWORK: [&str; 2] = ["leptos", "wasm_bindgen"];

/// A source file: its part (the first name of its path), its path, and its text without comments.
struct Source {
    part: String,
    path: PathBuf,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(read(&root, path));
            }
        }
    }
    assert!(
        found.len() > 40,
        "the source was not found: {}",
        root.display()
    );
    found
}

fn read(root: &Path, path: PathBuf) -> Source {
    let inner = path.strip_prefix(root).unwrap().with_extension("");
    let part = inner.iter().next().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(&path).unwrap();
    let code: Vec<_> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    Source {
        part,
        path: inner,
        code: code.join("\n"),
    }
}

fn allowed(part: &str) -> Option<&'static [&'static str]> {
    PLAIN
        .iter()
        .find(|(name, _)| *name == part)
        .map(|(_, below)| *below)
}

/// The parts of the console that a text names as `crate::part`.
fn named(code: &str) -> impl Iterator<Item = &str> {
    code.split("crate::").skip(1).map(|after| {
        let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        &after[..end.unwrap_or(after.len())]
    })
}

#[test]
fn every_part_has_its_place_in_the_layers() {
    for source in sources() {
        let part = source.part.as_str();
        assert!(
            allowed(part).is_some() || SCREEN.contains(&part) || BROWSER.contains(&part),
            "src/{part} is new: say in {} what it may know",
            file!()
        );
    }
    for (part, _) in PLAIN {
        assert!(
            sources().iter().any(|source| source.part == part),
            "src/{part} is gone"
        );
    }
}

#[test]
fn the_plain_layers_know_neither_browser_nor_framework() {
    for source in sources() {
        if allowed(&source.part).is_some() {
            for word in BROWSER_TYPES.iter().chain(&FRAMEWORK) {
                assert!(
                    !source.code.contains(word),
                    "{} names {word}",
                    source.path.display()
                );
            }
        }
    }
}

#[test]
fn only_the_browser_folder_and_the_small_parts_touch_the_browser() {
    for source in sources() {
        if !BROWSER.contains(&source.part.as_str()) {
            for word in BROWSER_TYPES {
                assert!(
                    !source.code.contains(word),
                    "{} names {word}",
                    source.path.display()
                );
            }
        }
    }
}

#[test]
fn a_plain_layer_looks_only_down() {
    for source in sources() {
        let Some(below) = allowed(&source.part) else {
            continue;
        };
        for part in named(&source.code) {
            assert!(
                part == source.part || below.contains(&part),
                "{} looks up to {part}",
                source.path.display()
            );
        }
    }
}

#[test]
fn the_names_in_a_text_are_found() {
    let code = "use crate::model::x;\nlet y = crate::arm;";
    assert_eq!(named(code).collect::<Vec<_>>(), ["model", "arm"]);
}
