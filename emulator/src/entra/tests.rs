//! The sign-in service as a browser sees it.

mod admin;
mod anything;
mod refusals;
mod sign_in;
mod tokens;

use super::{Entra, Settings};
use crate::{
    accounts::{Caller, Role, TENANT_ID, TokenFault, account},
    options::{DEMO_CLIENT_ID, Options},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{Method, Request, Response, StatusCode, header};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{cell::RefCell, collections::HashMap, time::Duration};
use time::{OffsetDateTime, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-03-10 08:00 UTC);
const ORIGIN: &str = "http://127.0.0.1:4080";
const CALLBACK: &str = "http://127.0.0.1:8080/auth.html";
const V1: &str = "/common/oauth2/authorize";
const V2: &str = "/common/oauth2/v2.0/authorize";

/// A browser that keeps the cookie, at the sign-in service.
struct Browser {
    entra: Entra,
    cookie: RefCell<Option<String>>,
}

type Answer = Response<Vec<u8>>;

impl Browser {
    fn new() -> Self {
        let options = Options::default();
        let entra = Entra::new(&options, Settings::new(&options));
        Self {
            entra,
            cookie: RefCell::default(),
        }
    }

    fn send(&self, method: Method, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = self.cookie.borrow().as_ref() {
            request = request.header(header::COOKIE, format!("theme=dark; {cookie}"));
        }
        let answer = self
            .entra
            .answer(&request.body(body.into()).unwrap(), NOW)
            .unwrap();
        if let Some(set) = answer.headers().get(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            *self.cookie.borrow_mut() = Some(pair.to_owned());
        }
        answer
    }

    fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "")
    }

    /// Signs in with the account's button, and gives the fragment.
    fn sign_in(&self, upn: &str) -> HashMap<String, String> {
        let query = console(&[("prompt", "select_account")]);
        assert_eq!(self.get(&query).status(), StatusCode::OK);
        fragment(&self.send(Method::POST, &query, &form(&[("account", upn)])))
    }

    fn admin(&self, plan: Value) {
        let answer = self.send(Method::POST, "/_emulator/sign-in", &plan.to_string());
        assert_eq!(answer.status(), StatusCode::OK, "{}", text(&answer));
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// An address with a client's ordinary parameters, changed by `changes`; an empty value takes one away.
fn address(path: &str, ordinary: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let kept = ordinary
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let pairs: Vec<(&str, &str)> = kept
        .chain(changes)
        .filter(|(_, value)| !value.is_empty())
        .copied()
        .collect();
    format!("{path}?{}", form(&pairs))
}

/// The request of a console: id_token and token for the Resource Manager, first version.
fn console(changes: &[(&str, &str)]) -> String {
    let ordinary = [
        ("client_id", DEMO_CLIENT_ID),
        ("response_type", "id_token token"),
        ("resource", "https://management.azure.com/"),
        ("redirect_uri", CALLBACK),
        ("response_mode", "fragment"),
        ("state", "r.s+t/a te"),
        ("nonce", "n-1"),
    ];
    address(V1, &ordinary, changes)
}

/// The same in the second version.
fn console_v2(changes: &[(&str, &str)]) -> String {
    let ordinary = [
        ("client_id", DEMO_CLIENT_ID),
        ("response_type", "id_token token"),
        (
            "scope",
            "openid profile https://management.azure.com//.default",
        ),
        ("redirect_uri", CALLBACK),
        ("state", "s"),
        ("nonce", "n-2"),
        ("client_info", "1"),
    ];
    address(V2, &ordinary, changes)
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body().clone()).unwrap()
}

fn header_of<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
        .unwrap_or_default()
}

/// The fragment of a redirect to the callback.
fn fragment(answer: &Answer) -> HashMap<String, String> {
    assert!(
        answer.status().is_redirection(),
        "{} {}",
        answer.status(),
        text(answer)
    );
    let location = header_of(answer, "location");
    let fragment = location
        .strip_prefix(CALLBACK)
        .and_then(|rest| rest.strip_prefix('#'));
    form_urlencoded::parse(fragment.unwrap_or_else(|| panic!("{location}")).as_bytes())
        .into_owned()
        .collect()
}

/// The claims of a token, read as a client does: without looking at the signature.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// The claims of a token, its signature checked by another implementation against the published keys.
fn verified(browser: &Browser, keys: &str, token: &str) -> Value {
    let keys: jsonwebtoken::jwk::JwkSet = serde_json::from_slice(browser.get(keys).body()).unwrap();
    let head = jsonwebtoken::decode_header(token).unwrap();
    let key = DecodingKey::from_jwk(keys.find(head.kid.as_deref().unwrap()).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    // The service stands in March 2026, whatever the day of the test.
    validation.validate_exp = false;
    validation.validate_aud = false;
    jsonwebtoken::decode::<Value>(token, &key, &validation)
        .unwrap()
        .claims
}

fn refused(answer: &Answer) -> (String, String) {
    let fragment = fragment(answer);
    assert!(!fragment.contains_key("access_token") && !fragment.contains_key("id_token"));
    let number = fragment["error_description"]
        .split(':')
        .next()
        .unwrap()
        .to_owned();
    (fragment["error"].clone(), number)
}
