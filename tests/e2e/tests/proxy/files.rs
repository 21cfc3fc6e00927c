//! The files of the console, as nginx sends them.

use std::fs;

use anyhow::Result;
use e2e::headers::Headers;
use e2e::places::in_project;
use http::HeaderMap;

use crate::scene::{FROM_THE_CONSOLE, Scene};

/// What stands in `dist/`, as addresses.
fn addresses() -> Result<Vec<String>> {
    let mut all = vec!["/".to_owned()];
    for entry in fs::read_dir(in_project("dist"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            all.push(format!("/{name}"));
        }
    }
    Ok(all)
}

#[tokio::test]
async fn every_file_has_exactly_the_headers_of_headers_txt() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let text = fs::read_to_string(in_project("deploy/headers.txt"))?;
    let deployed = Headers::parse(&text, "", "")?;
    for address in addresses()? {
        let answer = scene.file(&address, &[]).await?;
        assert_eq!(answer.status, 200, "{address}");
        let mut expected = HeaderMap::new();
        deployed.apply(&address, &mut expected);
        for (name, value) in &expected {
            assert_eq!(
                answer.header(name.as_str()),
                value.to_str()?,
                "{name} of {address}"
            );
        }
        // Nothing beyond them but what belongs to any file.
        for name in answer.headers.keys() {
            let ordinary = [
                "server",
                "date",
                "content-type",
                "content-length",
                "last-modified",
                "connection",
                "etag",
                "vary",
                "accept-ranges",
            ];
            assert!(
                expected.contains_key(name) || ordinary.contains(&name.as_str()),
                "{name} of {address}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_error_is_protected_as_a_page_is_but_not_kept() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for path in ["/scvmm-console-gone.js", "/spf/elsewhere"] {
        let answer = scene.file(path, &[FROM_THE_CONSOLE]).await?;
        assert_eq!(answer.status, 404);
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "");
    }
    Ok(())
}

#[tokio::test]
async fn every_file_has_its_type_and_comes_compressed() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let best = if scene.proxy.has_brotli() {
        "br"
    } else {
        "gzip"
    };
    for address in addresses()? {
        let plain = scene.file(&address, &[]).await?;
        let kind = match address.rsplit('.').next() {
            Some("wasm") => "application/wasm",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        };
        assert_eq!(plain.header("content-type"), kind, "{address}");
        assert_eq!(plain.header("content-encoding"), "", "{address}");
        let compressed = address != "/config.json";
        for (accepted, used) in [("gzip, deflate, br, zstd", best), ("gzip", "gzip")] {
            let answer = scene
                .file(&address, &[("accept-encoding", accepted)])
                .await?;
            assert_eq!(
                answer.header("content-type"),
                kind,
                "{address} with {accepted}"
            );
            let used = if compressed { used } else { "" };
            assert_eq!(
                answer.header("content-encoding"),
                used,
                "{address} with {accepted}"
            );
            assert!(
                answer.body.len() < plain.body.len() || !compressed,
                "{address} with {accepted}"
            );
            assert!(
                answer
                    .header("vary")
                    .to_lowercase()
                    .contains("accept-encoding")
                    || !compressed,
                "{address} with {accepted}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let first = scene.file("/config.json", &[]).await?;
    assert_eq!(
        first.text(),
        fs::read_to_string(in_project("deploy/config.spf.json"))?
    );
    let again = scene
        .file("/config.json", &[("if-none-match", &first.header("etag"))])
        .await?;
    assert_eq!(again.status, 304);
    assert_eq!(again.header("cache-control"), "no-cache");
    Ok(())
}
