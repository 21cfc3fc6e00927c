//! What `config.json` may say, and what an administrator reads when it says something else.

use super::{AzureConfig, Cloud, ConfigFile, ConfigProblem, Flow, Service, Tenant};
use proptest::prelude::*;

const GOOD: &str = r#"{ "backend": "arm", "cloud": "AzureCloud", "tenant": "common",
    "clientId": "11111111-2222-3333-4444-555555555555", "flow": "implicit" }"#;

fn read(text: &str) -> Result<AzureConfig, Vec<ConfigProblem>> {
    let file = ConfigFile::read(text).map_err(|problem| vec![problem])?;
    assert_eq!(file.service(), Service::Azure);
    file.azure()
}

fn azure(text: &str) -> AzureConfig {
    read(text).unwrap()
}

fn problems(text: &str) -> Vec<ConfigProblem> {
    read(text).unwrap_err()
}

/// The only problem of the good text with one thing replaced.
fn problem(from: &str, to: &str) -> ConfigProblem {
    let text = GOOD.replace(from, to);
    assert_ne!(text, GOOD);
    let [problem] = problems(&text).try_into().unwrap();
    problem
}

fn own_cloud(authority: &str, manager: &str, audience: &str) -> String {
    let own = format!(
        r#"{{"authority":"{authority}","resourceManager":"{manager}","audience":"{audience}"}}"#
    );
    GOOD.replace("\"AzureCloud\"", &own)
}

#[test]
fn the_public_cloud_is_a_name() {
    let config = azure(GOOD);
    assert_eq!(config.flow, Flow::Implicit);
    assert_eq!(config.tenant, Tenant::Common);
    assert_eq!(
        config.client_id.as_str(),
        "11111111-2222-3333-4444-555555555555"
    );
    assert_eq!(config.cloud.authority, "https://login.microsoftonline.com");
    assert_eq!(
        config.cloud.resource_manager,
        "https://management.azure.com"
    );
    assert_eq!(config.cloud.audience, "https://management.azure.com/");
}

#[test]
fn the_sovereign_clouds_keep_to_their_own_endpoints() {
    let us = Cloud::named("AzureUSGovernment").unwrap();
    assert_eq!(
        (us.authority.as_str(), us.resource_manager.as_str()),
        (
            "https://login.microsoftonline.us",
            "https://management.usgovcloudapi.net"
        )
    );
    let china = Cloud::named("AzureChinaCloud").unwrap();
    assert_eq!(
        (china.authority.as_str(), china.audience.as_str()),
        (
            "https://login.chinacloudapi.cn",
            "https://management.chinacloudapi.cn/"
        )
    );
}

#[test]
fn a_cloud_of_ones_own_may_be_plain_http_on_this_computer_only() {
    let text = own_cloud(
        "http://127.0.0.1:4010/",
        "http://localhost:4011",
        "https://management.azure.com/",
    );
    let cloud = azure(&text).cloud;
    assert_eq!(cloud.authority, "http://127.0.0.1:4010");
    assert_eq!(cloud.resource_manager, "http://localhost:4011");

    let text = own_cloud(
        "http://login.contoso.com",
        "https://arm.contoso.com",
        "https://management.contoso.com/",
    );
    let [problem] = problems(&text).try_into().unwrap();
    assert_eq!(problem.key, "cloud.authority");
    assert_eq!(
        problem.problem(),
        "It begins with http://, so a token would travel in the clear."
    );
    assert!(
        problem
            .expected()
            .contains("\"https://login.microsoftonline.com\"")
    );
}

#[test]
fn every_fault_of_a_cloud_is_named_by_its_key() {
    let text = own_cloud(
        "https://u@login.contoso.com",
        "https://arm.contoso.com/path",
        "management",
    );
    let found: Vec<_> = problems(&text)
        .into_iter()
        .map(|p| (p.key.clone(), p.problem()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "cloud.authority".to_owned(),
                "It holds a user name (something before an @).".to_owned()
            ),
            (
                "cloud.resourceManager".to_owned(),
                "It goes on after the host name and port.".to_owned()
            ),
            (
                "cloud.audience".to_owned(),
                "It is \"management\".".to_owned()
            ),
        ]
    );
    let missing = problems(&GOOD.replace("\"AzureCloud\"", "{}"));
    assert_eq!(
        missing.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(),
        ["cloud.authority", "cloud.resourceManager", "cloud.audience"]
    );
}

#[test]
fn every_missing_key_is_named_at_once() {
    let found = problems("{}");
    assert_eq!(
        found.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(),
        ["backend", "cloud", "tenant", "clientId", "flow"]
    );
    assert!(
        found
            .iter()
            .all(|p| p.problem() == "It is missing." && !p.expected().is_empty())
    );
}

#[test]
fn a_wrong_type_says_what_it_is() {
    assert_eq!(problem("\"common\"", "null").problem(), "It is null.");
    assert_eq!(
        problem("\"implicit\"", "true").problem(),
        "It is true or false."
    );
    assert_eq!(problem("\"arm\"", "3").problem(), "It is a number.");
    assert_eq!(problem("\"AzureCloud\"", "[]").problem(), "It is a list.");
}

#[test]
fn an_unknown_value_is_quoted_beside_what_is_possible() {
    let found = problem("\"arm\"", "\"vmm\"");
    assert_eq!(
        (found.problem(), found.expected()),
        ("It is \"vmm\".".to_owned(), "\"arm\" or \"spf\"".to_owned())
    );
    assert_eq!(problem("AzureCloud", "azurecloud").key, "cloud");
    assert_eq!(problem("common", "organizations").key, "tenant");
    assert_eq!(problem("implicit", "code").expected(), "\"implicit\"");
    let id = problem("11111111-2222-3333-4444-555555555555", "…");
    assert_eq!(id.key, "clientId");
    assert!(id.expected().contains("GUID"));
    assert_eq!(problem("common", "").problem(), "It is empty.");
}

#[test]
fn a_very_long_value_is_cut() {
    let found = problem("common", &"x".repeat(5000));
    assert!(found.problem().chars().count() < 100);
    assert!(found.problem().contains('…'));
}

#[test]
fn a_key_nobody_knows_is_named_with_those_that_exist() {
    let found = problem("\"backend\"", "\"clientID\": \"x\", \"backend\"");
    assert_eq!(found.key, "clientID");
    assert!(found.expected().contains("clientId"));
    let text = own_cloud(
        "https://a.example",
        "https://b.example",
        "https://c.example\",\"portal\":\"x",
    );
    let [found] = problems(&text).try_into().unwrap();
    assert_eq!(found.key, "cloud.portal");
}

#[test]
fn a_file_that_is_no_json_says_where_reading_stopped() {
    let [found] = problems("{\n  \"backend\": arm\n}").try_into().unwrap();
    assert_eq!(found.key, "config.json");
    assert!(found.problem().contains("line 2"), "{}", found.problem());
    let [found] = problems("[]").try_into().unwrap();
    assert_eq!(found.problem(), "It is JSON, but not an object.");
    // A host that answers every address with its index page answers this one so, too.
    let [found] = problems("<!doctype html>").try_into().unwrap();
    assert!(found.problem().contains("line 1"));
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    assert_eq!(azure(&format!("\u{feff}{GOOD}")), azure(GOOD));
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        if let Ok(file) = ConfigFile::read(&text) {
            let _ = (file.azure(), file.foundation());
        }
    }

    #[test]
    fn no_value_panics_or_passes_unnamed(key in 0..5_usize, value in "(\"[ -~é]{0,20}\"|[0-9]{1,5}|null|\\[\\]|\\{\\})") {
        let keys = ["backend", "cloud", "tenant", "clientId", "flow"];
        let mut map: serde_json::Map<String, serde_json::Value> = serde_json::from_str(GOOD).unwrap();
        if let Ok(value) = serde_json::from_str(&value) {
            map.insert(keys[key].to_owned(), value);
            if let Err(found) = read(&serde_json::to_string(&map).unwrap()) {
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|p| p.key.starts_with(keys[key])));
            }
        }
    }
}
