//! `deploy/web.config` cannot be run here: it is read, and held against `deploy/headers.txt` and against what
//! `deploy/nginx.conf` passes on.

use std::fs;

use anyhow::{Context, Result, bail};
use e2e::calls::{PASSED, REFUSED};
use e2e::headers::Headers;
use e2e::places::in_project;
use http::{HeaderMap, HeaderName, HeaderValue};
use regex::{Regex, RegexBuilder};
use roxmltree::{Document, Node};

fn text() -> String {
    fs::read_to_string(in_project("deploy/web.config")).unwrap_or_default()
}

fn elements<'a, 'x>(node: Node<'a, 'x>, name: &'a str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.descendants()
        .filter(move |node| node.has_tag_name(name))
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_default()
}

/// A pattern as URL Rewrite reads it: anywhere in the text, without regard to case unless it says so.
fn pattern(node: Node<'_, '_>, name: &str) -> Result<Regex> {
    let pattern = RegexBuilder::new(attribute(node, name))
        .case_insensitive(node.attribute("ignoreCase") != Some("false"))
        .build()?;
    Ok(pattern)
}

/// Whether the conditions of a rule hold, each with its input as this says.
fn hold(rule: Node<'_, '_>, input: impl Fn(&str) -> String) -> Result<bool> {
    for condition in elements(rule, "conditions").flat_map(|list| elements(list, "add")) {
        let input = input(attribute(condition, "input"));
        if input.contains('{') && !input.contains("guid'{") {
            bail!("a condition on {input} is new to this test");
        }
        let negated = condition.attribute("negate") == Some("true");
        if pattern(condition, "pattern")?.is_match(&input) == negated {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Sets what one list of custom headers says.
fn apply(list: Node<'_, '_>, headers: &mut HeaderMap) -> Result<()> {
    for entry in list.children().filter(Node::is_element) {
        let Some(name) = entry.attribute("name") else {
            continue;
        };
        let name: HeaderName = name.parse()?;
        if entry.has_tag_name("remove") {
            headers.remove(name);
        } else {
            headers.append(name, HeaderValue::from_str(attribute(entry, "value"))?);
        }
    }
    Ok(())
}

/// The headers of a file: those of the site, those of its own place, and what the outbound rules make of Cache-Control.
fn headers_of(document: &Document<'_>, address: &str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let root = document.root_element();
    for list in elements(root, "customHeaders") {
        let place = list
            .ancestors()
            .find(|node| node.has_tag_name("location"))
            .map(|node| format!("/{}", attribute(node, "path")));
        if place.is_none_or(|place| place == address) {
            apply(list, &mut headers)?;
        }
    }
    for rule in elements(root, "outboundRules").flat_map(|rules| elements(rules, "rule")) {
        let of_caching = elements(rule, "match")
            .any(|found| attribute(found, "serverVariable") == "RESPONSE_Cache_Control");
        let known = |input: &str| {
            input
                .replace("{UNENCODED_URL}", address)
                .replace("{RESPONSE_STATUS}", "200")
        };
        if of_caching && hold(rule, known)? {
            let action = elements(rule, "action").next().context("no action")?;
            let value = HeaderValue::from_str(attribute(action, "value"))?;
            headers.insert("cache-control", value);
        }
    }
    Ok(headers)
}

/// What becomes of a request: the status IIS answers by itself, or the address it asks instead.
#[derive(Debug, PartialEq)]
enum Fate {
    Answered(u16),
    Passed(String),
    File,
}

fn fate(document: &Document<'_>, method: &str, path: &str, site: &str) -> Result<Fate> {
    // IIS matches the decoded path without its first slash; the query is put back after.
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = decoded(path);
    let rules =
        elements(document.root_element(), "rules").flat_map(|rules| elements(rules, "rule"));
    for rule in rules {
        let address = elements(rule, "match").next().context("no match")?;
        let address = pattern(address, "url")?;
        let Some(parts) = address.captures(&path) else {
            continue;
        };
        let part = |at: usize| parts.get(at).map_or("", |part| part.as_str());
        let known = |input: &str| {
            input
                .replace("{REQUEST_METHOD}", method)
                .replace("{HTTP_SEC_FETCH_SITE}", site)
                .replace("{R:2}", part(2))
        };
        if !hold(rule, known)? {
            continue;
        }
        let action = elements(rule, "action").next().context("no action")?;
        return match attribute(action, "type") {
            "CustomResponse" => Ok(Fate::Answered(attribute(action, "statusCode").parse()?)),
            "Rewrite" => {
                let address = attribute(action, "url").replace("{R:1}", part(1));
                let mark = if query.is_empty() { "" } else { "?" };
                Ok(Fate::Passed(format!("{address}{mark}{query}")))
            }
            other => bail!("an action {other} is new to this test"),
        };
    }
    Ok(Fate::File)
}

fn decoded(text: &str) -> String {
    text.replace("%27", "'")
        .replace("%7B", "{")
        .replace("%7D", "}")
}

#[test]
fn every_file_has_exactly_the_headers_of_headers_txt() {
    let text = text();
    let document = Document::parse(&text).unwrap();
    let deployed = fs::read_to_string(in_project("deploy/headers.txt")).unwrap();
    let deployed = Headers::parse(&deployed, "", "").unwrap();
    let addresses = [
        "/",
        "/index.html",
        "/config.json",
        "/start.js",
        "/icon.svg",
        "/auth.html",
        "/auth.js",
        "/scvmm-console-6cbf541a8e30dd2.js",
        "/scvmm-console-6cbf541a8e30dd2_bg.wasm",
        "/tokens-28cf14c7cd4f1593.css",
        "/base-cb0539b7c91568f.css",
    ];
    for address in addresses {
        let mut expected = HeaderMap::new();
        deployed.apply(address, &mut expected);
        assert_eq!(
            headers_of(&document, address).unwrap(),
            expected,
            "{address}"
        );
    }
    let kept = &headers_of(&document, "/spf/SC2012R2/VMM/").unwrap()["cache-control"];
    assert_eq!(kept, "no-store");
}

#[test]
fn what_passes_to_spf_is_what_nginx_passes() {
    let text = text();
    let document = Document::parse(&text).unwrap();
    for (method, path) in PASSED {
        let passed = match fate(&document, method, &format!("spf/{path}"), "same-origin").unwrap() {
            Fate::Passed(address) => address,
            other => panic!("{method} {path}: {other:?}"),
        };
        let expected = format!("https://spf.contoso.com:8090/{}", decoded(path));
        assert_eq!(decoded(&passed), expected);
    }
    for (method, path) in REFUSED {
        let fate = fate(&document, method, &format!("spf/{path}"), "same-origin").unwrap();
        assert_eq!(fate, Fate::Answered(404), "{method} {path}");
    }
    assert_eq!(
        fate(&document, "GET", "index.html", "none").unwrap(),
        Fate::File
    );
}

#[test]
fn a_page_of_somebody_else_cannot_use_the_sign_in() {
    let text = text();
    let document = Document::parse(&text).unwrap();
    for (method, path) in PASSED {
        for site in ["cross-site", "same-site", "", "same-origin, cross-site"] {
            let fate = fate(&document, method, &format!("spf/{path}"), site).unwrap();
            assert_eq!(fate, Fate::Answered(403), "{method} {path} from {site:?}");
        }
        let typed = fate(&document, method, &format!("spf/{path}"), "none").unwrap();
        assert_eq!(
            typed == Fate::Answered(403),
            method != "GET",
            "{method} {path}"
        );
    }
}

#[test]
fn what_passes_takes_the_servers_account_and_nothing_of_the_browsers() {
    let text = text();
    let document = Document::parse(&text).unwrap();
    let mut passing = 0;
    for rule in elements(document.root_element(), "rules").flat_map(|rules| elements(rules, "rule"))
    {
        let rewrites =
            elements(rule, "action").any(|action| attribute(action, "type") == "Rewrite");
        if !rewrites {
            continue;
        }
        passing += 1;
        let set: Vec<_> = elements(rule, "set")
            .map(|set| (attribute(set, "name"), attribute(set, "value")))
            .collect();
        let expected = [
            ("HTTP_AUTHORIZATION", "{SpfAccount:authorization}"),
            ("HTTP_X_MS_PRINCIPAL_ID", "{SpfAccount:principal}"),
            ("HTTP_COOKIE", ""),
            ("HTTP_ORIGIN", ""),
            ("HTTP_REFERER", ""),
            ("HTTP_ACCEPT_ENCODING", ""),
        ];
        assert_eq!(set, expected);
        // What a rule may set must be allowed for the server, which the comment at the top does.
        assert!(expected.iter().all(|(name, _)| {
            text.split("<configuration>")
                .next()
                .is_some_and(|top| top.contains(name))
        }));
    }
    assert_eq!(passing, 2);
}

#[test]
fn every_type_and_every_verb_of_the_console_is_named() {
    let text = text();
    let document = Document::parse(&text).unwrap();
    let types: Vec<_> = elements(document.root_element(), "mimeMap")
        .map(|map| (attribute(map, "fileExtension"), attribute(map, "mimeType")))
        .collect();
    for expected in [
        (".wasm", "application/wasm"),
        (".js", "text/javascript; charset=utf-8"),
        (".json", "application/json"),
        (".svg", "image/svg+xml"),
        (".css", "text/css; charset=utf-8"),
        (".html", "text/html; charset=utf-8"),
    ] {
        assert!(types.contains(&expected), "{expected:?}");
    }
    let verbs: Vec<_> = elements(document.root_element(), "verbs")
        .flat_map(|verbs| elements(verbs, "add"))
        .map(|verb| attribute(verb, "verb"))
        .collect();
    assert!(PASSED.iter().all(|(method, _)| verbs.contains(method)));
    assert!(!verbs.contains(&"OPTIONS") && !verbs.contains(&"TRACE"));
}
