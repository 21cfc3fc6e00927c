//! The addresses letter by letter, and against two judges: the `url` crate reads them back, the `oauth2` crate builds
//! its own.

use std::collections::BTreeMap;

use super::{Authorize, Prompt, logout_url};
use crate::auth::pending::{Landing, Pending};
use crate::auth::return_to::ReturnTo;
use crate::config::{AzureConfig, ConfigFile, Guid};
use oauth2::{AuthUrl, ClientId, CsrfToken, RedirectUrl, ResponseType, Scope, basic::BasicClient};
use proptest::prelude::*;

const REDIRECT: &str = "https://console.contoso.com/vmm/auth.html";

fn config() -> AzureConfig {
    let file = ConfigFile::read(
        r#"{ "backend": "arm", "cloud": "AzureCloud", "tenant": "common",
            "clientId": "11111111-2222-3333-4444-555555555555", "flow": "implicit" }"#,
    );
    file.unwrap().azure().unwrap()
}

fn pending() -> Pending {
    Pending::new(
        Landing::Redirect,
        [0; 32],
        [255; 32],
        ReturnTo::start(),
        0,
        None,
    )
}

fn url(
    prompt: Prompt,
    login_hint: Option<&str>,
    claims: Option<&str>,
    redirect_uri: &str,
) -> String {
    Authorize {
        config: &config(),
        redirect_uri,
        pending: &pending(),
        prompt,
        login_hint,
        claims,
        correlation_id: &Guid::from_random([0; 16]),
    }
    .url()
}

fn read(url: &str) -> BTreeMap<String, String> {
    let pairs: Vec<_> = url::Url::parse(url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect();
    let map: BTreeMap<_, _> = pairs.iter().cloned().collect();
    assert_eq!(map.len(), pairs.len(), "a name stands twice in {url}");
    map
}

#[test]
fn the_plain_request_is_this_letter_by_letter() {
    let zeros = "A".repeat(43);
    let ones = format!("{}8", "_".repeat(42));
    assert_eq!(
        url(Prompt::Default, None, None, REDIRECT),
        format!(
            "https://login.microsoftonline.com/common/oauth2/authorize?response_type=id_token%20token\
             &client_id=11111111-2222-3333-4444-555555555555\
             &redirect_uri=https%3A%2F%2Fconsole.contoso.com%2Fvmm%2Fauth.html\
             &resource=https%3A%2F%2Fmanagement.azure.com%2F&scope=openid&response_mode=fragment\
             &state=r.{zeros}&nonce={ones}&client-request-id=00000000-0000-4000-8000-000000000000"
        )
    );
}

#[test]
fn each_prompt_has_its_word_and_the_default_none() {
    for (prompt, word) in [
        (Prompt::Choose, "select_account"),
        (Prompt::Silent, "none"),
        (Prompt::Login, "login"),
    ] {
        assert_eq!(read(&url(prompt, None, None, REDIRECT))["prompt"], word);
    }
    assert!(!read(&url(Prompt::Default, None, None, REDIRECT)).contains_key("prompt"));
}

#[test]
fn an_account_is_named_unless_it_is_to_be_chosen() {
    let hint = Some("meganb@contoso.com");
    assert_eq!(
        read(&url(Prompt::Silent, hint, None, REDIRECT))["login_hint"],
        "meganb@contoso.com"
    );
    assert!(!read(&url(Prompt::Choose, hint, None, REDIRECT)).contains_key("login_hint"));
}

#[test]
fn a_claims_challenge_travels_unchanged() {
    let claims = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
    assert_eq!(
        read(&url(Prompt::Silent, None, Some(claims), REDIRECT))["claims"],
        claims
    );
}

#[test]
fn signing_out_comes_back_to_the_console() {
    assert_eq!(
        logout_url(&config(), "https://console.contoso.com/vmm/", None),
        "https://login.microsoftonline.com/common/oauth2/logout?post_logout_redirect_uri=https%3A%2F%2Fconsole.contoso.com%2Fvmm%2F"
    );
    assert_eq!(
        read(&logout_url(&config(), "https://a.example/", Some("O.h&x")))["logout_hint"],
        "O.h&x"
    );
}

proptest! {
    #[test]
    fn the_oauth2_crate_asks_for_the_same(hint in any::<String>(), claims in any::<String>(), path in "[a-z/éü ]{0,12}") {
        let redirect = format!("https://console.contoso.com/{path}auth.html");
        let ours = url(Prompt::Silent, Some(&hint), Some(&claims), &redirect);
        let pending = pending();
        let client = BasicClient::new(ClientId::new("11111111-2222-3333-4444-555555555555".into()))
            .set_auth_uri(AuthUrl::new("https://login.microsoftonline.com/common/oauth2/authorize".into()).unwrap())
            .set_redirect_uri(RedirectUrl::new(redirect).unwrap());
        let (theirs, _) = client
            .authorize_url(|| CsrfToken::new(pending.state().to_owned()))
            .set_response_type(&ResponseType::new("id_token token".into()))
            .add_scope(Scope::new("openid".into()))
            .add_extra_param("resource", "https://management.azure.com/")
            .add_extra_param("response_mode", "fragment")
            .add_extra_param("nonce", pending.nonce().to_owned())
            .add_extra_param("client-request-id", "00000000-0000-4000-8000-000000000000")
            .add_extra_param("prompt", "none")
            .add_extra_param("login_hint", hint)
            .add_extra_param("claims", claims)
            .url();
        let ours_parsed = url::Url::parse(&ours).unwrap();
        prop_assert_eq!(ours_parsed.path(), theirs.path());
        prop_assert_eq!(ours_parsed.origin(), theirs.origin());
        prop_assert_eq!(read(&ours), read(theirs.as_str()));
        // Already canonical: a browser changes nothing in it.
        prop_assert_eq!(ours_parsed.as_str(), ours.as_str());
    }
}
