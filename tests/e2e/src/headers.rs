//! Reads `deploy/headers.txt`, so that the tests run under the headers that are deployed.

use anyhow::{Result, bail};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The answer headers by address.
#[derive(Debug, Default)]
pub struct Headers {
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    addresses: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Headers {
    /// Parses the file, with the two placeholders filled in. On Service Provider Foundation there are no such origins:
    /// an empty one is left out, with the blank before it.
    ///
    /// # Errors
    /// Names the first line that is neither a comment, a block in brackets nor a header.
    pub fn parse(text: &str, resource_manager: &str, authority: &str) -> Result<Self> {
        let mut blocks: Vec<Block> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(addresses) = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                blocks.push(Block {
                    addresses: addresses.to_owned(),
                    headers: Vec::new(),
                });
                continue;
            }
            let (Some(block), Some((name, value))) = (blocks.last_mut(), line.split_once(": "))
            else {
                bail!("line {number} is no header of a block: {line}");
            };
            let value = filled(value, " {resourceManager}", resource_manager);
            let value = filled(&value, " {authority}", authority);
            block.headers.push((name.parse()?, value.parse()?));
        }
        Ok(Self { blocks })
    }

    /// Sets the headers of an address; a later block replaces what an earlier one said.
    pub fn apply(&self, address: &str, headers: &mut HeaderMap) {
        for block in self
            .blocks
            .iter()
            .filter(|block| matches(&block.addresses, address))
        {
            for (name, value) in &block.headers {
                headers.insert(name.clone(), value.clone());
            }
        }
    }
}

fn filled(value: &str, placeholder: &str, origin: &str) -> String {
    match origin {
        "" => value.replace(placeholder, ""),
        origin => value.replace(placeholder, &format!(" {origin}")),
    }
}

/// Whether an address fits a pattern in which `*` stands for any text and `?` for one character.
fn matches(pattern: &str, address: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => address.is_empty(),
        Some('*') => {
            let rest = rest.as_str();
            let mut ends = address
                .char_indices()
                .map(|(at, _)| at)
                .chain([address.len()]);
            ends.any(|at| address.get(at..).is_some_and(|tail| matches(rest, tail)))
        }
        Some(wanted) => {
            let mut address = address.chars();
            address
                .next()
                .is_some_and(|found| wanted == '?' || wanted == found)
                && matches(rest.as_str(), address.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Headers, matches};
    use crate::places::in_project;
    use http::HeaderMap;

    fn deployed(address: &str) -> HeaderMap {
        let text = std::fs::read_to_string(in_project("deploy/headers.txt")).unwrap();
        let headers = Headers::parse(&text, "https://arm.test", "https://login.test").unwrap();
        let mut map = HeaderMap::new();
        headers.apply(address, &mut map);
        map
    }

    #[test]
    fn the_policy_allows_the_two_configured_origins_and_nothing_inline() {
        let page = deployed("/");
        let policy = page["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"));
        assert!(policy.contains("connect-src 'self' https://arm.test;"));
        assert!(policy.contains("frame-src 'self' https://login.test;"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(policy.contains("require-trusted-types-for 'script'"));
        assert!(
            !policy.contains("unsafe-inline")
                && !policy.contains("'unsafe-eval'")
                && !policy.contains('{')
        );
    }

    #[test]
    fn without_azure_the_page_talks_to_its_own_origin_alone() {
        let text = std::fs::read_to_string(in_project("deploy/headers.txt")).unwrap();
        let mut page = HeaderMap::new();
        Headers::parse(&text, "", "").unwrap().apply("/", &mut page);
        let policy = page["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("connect-src 'self';"), "{policy}");
        assert!(policy.contains("frame-src 'self';"), "{policy}");
    }

    #[test]
    fn the_sign_in_page_may_be_framed_by_its_own_origin_and_connects_to_nobody() {
        let page = deployed("/auth.html");
        let policy = page["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'self'"));
        assert!(policy.contains("connect-src 'none'"));
        assert!(!policy.contains("wasm"));
        assert_eq!(page["referrer-policy"], "no-referrer");
        assert_eq!(page["x-frame-options"], "SAMEORIGIN");
    }

    #[test]
    fn only_files_with_a_hash_in_their_name_are_kept_for_long() {
        assert!(
            deployed("/scvmm-console-49f8d6b419d60ba1_bg.wasm")["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert!(
            deployed("/tokens-49f8d6b419d60ba1.css")["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        // The build drops leading zeros of the hash.
        assert!(
            deployed("/base-cb0539b7c91568f.css")["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert_eq!(deployed("/config.json")["cache-control"], "no-cache");
        assert_eq!(deployed("/start.js")["cache-control"], "no-cache");
    }

    #[test]
    fn a_star_stands_for_any_text_and_a_question_mark_for_one_character() {
        assert!(matches("/*", "/"));
        assert!(matches("/a-*.css", "/a-1.css"));
        assert!(!matches("/a-??.css", "/a-1.css"));
        assert!(!matches("/a", "/ab"));
    }

    #[test]
    fn a_header_outside_a_block_is_refused_by_its_line() {
        assert!(
            Headers::parse("\nReferrer-Policy: no-referrer", "", "")
                .unwrap_err()
                .to_string()
                .contains("line 2")
        );
    }
}
