use super::*;
use crate::config::{ConfigFile, ConfigProblem, Service};

const SUBSCRIPTION_ID: &str = "97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3";

fn read(text: &str) -> Result<FoundationConfig, Vec<ConfigProblem>> {
    let file = ConfigFile::read(text).unwrap();
    assert_eq!(file.service(), Service::Foundation);
    file.foundation()
}

fn keys(text: &str) -> Vec<String> {
    read(text).unwrap_err().into_iter().map(|p| p.key).collect()
}

#[test]
fn a_root_is_enough_for_an_administrator() {
    assert_eq!(
        read(r#"{"backend":"spf","serviceRoot":"/spf"}"#).unwrap(),
        FoundationConfig {
            service_root: "/spf/".into(),
            urls: Urls::Foundation,
            subscription: None,
            principal: None,
        }
    );
}

#[test]
fn a_subscription_a_principal_and_the_other_addresses_can_be_named() {
    let text = format!(
        r#"{{"backend":"spf","serviceRoot":"/a/b/","urls":"wap","subscription":"{SUBSCRIPTION_ID}","principal":" admin@contoso.com "}}"#
    );
    let config = read(&text).unwrap();
    assert_eq!(config.service_root, "/a/b/");
    assert_eq!(config.urls, Urls::AzurePack);
    assert_eq!(config.subscription, Guid::parse(SUBSCRIPTION_ID));
    assert_eq!(config.principal.as_deref(), Some("admin@contoso.com"));
}

#[test]
fn windows_azure_packs_addresses_need_a_subscription() {
    let found = keys(r#"{"backend":"spf","serviceRoot":"/spf/","urls":"wap"}"#);
    assert_eq!(found, ["subscription"]);
}

#[test]
fn every_fault_is_named_at_once() {
    let text = r#"{"backend":"spf","serviceRoot":"https://spf.contoso.com/","urls":"odata","subscription":"x","principal":"ä\n","tenant":"common"}"#;
    assert_eq!(
        keys(text),
        ["serviceRoot", "urls", "subscription", "principal", "tenant"]
    );
    assert_eq!(keys(r#"{"backend":"spf"}"#), ["serviceRoot"]);
    assert_eq!(
        keys(r#"{"serviceRoot":"/spf/","subscription":null}"#),
        ["backend", "subscription"]
    );
}

#[test]
fn a_root_stays_on_the_pages_own_origin() {
    for root in [
        "//spf.contoso.com/",
        "spf/",
        "/spf/../x/",
        "/spf?x=/",
        "/s pf/",
        "",
    ] {
        let text = format!(r#"{{"backend":"spf","serviceRoot":"{root}"}}"#);
        assert_eq!(keys(&text), ["serviceRoot"], "{root}");
    }
}
