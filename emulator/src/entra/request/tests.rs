use super::*;
use crate::options::{DEMO_CLIENT_ID, Options};

fn read(version: Version, query: &str) -> Result<Request, Refusal> {
    let registration = Registration::new(&Options::default());
    let sent = Parameters::read(query.as_bytes());
    Request::read(
        &sent,
        version,
        DEMO_CLIENT_ID,
        &registration,
        "http://127.0.0.1:4080",
    )
}

fn refused(version: Version, query: &str) -> (String, Option<u32>) {
    let refusal = read(version, query).unwrap_err();
    (refusal.error, refusal.number)
}

const ARM: &str = "https://management.azure.com/";

#[test]
fn the_three_implicit_types_are_understood_in_any_order() {
    for (kind, id_token, access) in [
        ("token", false, true),
        ("id_token", true, false),
        ("id_token%20token", true, true),
        ("token+id_token", true, true),
    ] {
        let request = read(
            Version::V1,
            &format!("response_type={kind}&resource={ARM}&nonce=n&response_mode=fragment"),
        )
        .unwrap();
        assert_eq!(
            (request.id_token.is_some(), request.access.is_some()),
            (id_token, access),
            "{kind}"
        );
    }
}

#[test]
fn every_other_response_type_is_unsupported() {
    for kind in ["code", "code+id_token", "token+token", "none", "TOKEN", "+"] {
        let query = format!("response_type={kind}&resource={ARM}&nonce=n");
        assert_eq!(
            refused(Version::V1, &query),
            ("unsupported_response_type".into(), Some(70005)),
            "{kind}"
        );
    }
    assert_eq!(
        refused(Version::V1, "resource=x"),
        ("invalid_request".into(), Some(900_144))
    );
}

#[test]
fn tokens_never_travel_in_a_query() {
    for mode in ["query", "form_post", "Fragment"] {
        let query = format!("response_type=token&resource={ARM}&response_mode={mode}");
        assert_eq!(
            refused(Version::V1, &query),
            ("invalid_request".into(), Some(70007)),
            "{mode}"
        );
    }
}

#[test]
fn the_first_version_wants_a_nonce_with_an_id_token_and_a_resource_with_a_token() {
    for (query, error, number) in [
        (
            format!("response_type=id_token&resource={ARM}"),
            "invalid_request",
            900_144,
        ),
        ("response_type=token".into(), "invalid_request", 900_144),
        (
            "response_type=token&resource=".into(),
            "invalid_request",
            900_144,
        ),
        (
            "response_type=token&resource=https://contoso.com/".into(),
            "invalid_resource",
            500_011,
        ),
        (
            "response_type=token&resource=https://graph.microsoft.com/".into(),
            "invalid_resource",
            650_057,
        ),
        (
            format!("response_type=token&resource={ARM}&prompt=always"),
            "invalid_request",
            90023,
        ),
        (
            format!("response_type=token&resource={ARM}&claims=[]"),
            "invalid_request",
            90023,
        ),
        (
            format!("response_type=token&resource={ARM}&resource={ARM}"),
            "invalid_request",
            9_000_411,
        ),
    ] {
        assert_eq!(
            refused(Version::V1, &query),
            (error.into(), Some(number)),
            "{query}"
        );
    }
    assert!(read(Version::V1, "response_type=id_token&nonce=n").is_ok());
    assert!(
        read(
            Version::V1,
            &format!("response_type=token&resource={ARM}&claims=%7B%22a%22:1%7D")
        )
        .is_ok()
    );
}

#[test]
fn the_second_version_reads_the_resource_from_the_scope() {
    for (scope, resource, granted) in [
        (
            "https://management.azure.com/user_impersonation",
            "https://management.azure.com",
            None,
        ),
        ("https://management.azure.com//.default", ARM, None),
        (
            "openid+https://management.azure.com/user_impersonation+profile+offline_access",
            "https://management.azure.com",
            Some("https://management.azure.com/user_impersonation openid profile"),
        ),
    ] {
        let access = read(Version::V2, &format!("response_type=token&scope={scope}"))
            .unwrap()
            .access
            .unwrap();
        assert_eq!(access.resource, resource);
        assert_eq!(access.scope.as_deref(), Some(granted.unwrap_or(scope)));
    }
}

#[test]
fn the_second_version_refuses_what_it_cannot_grant() {
    let arm = "https://management.azure.com/user_impersonation";
    for (query, error, number) in [
        (
            format!("response_type=token&scope={arm}&resource={ARM}"),
            "invalid_request",
            901_002,
        ),
        ("response_type=token".into(), "invalid_request", 900_144),
        (
            "response_type=token&scope=user_impersonation".into(),
            "invalid_scope",
            650_053,
        ),
        (
            "response_type=token&scope=https://management.azure.com/write".into(),
            "invalid_scope",
            650_053,
        ),
        (
            "response_type=token&scope=openid".into(),
            "invalid_scope",
            650_053,
        ),
        (
            format!("response_type=token&scope={arm}+https://contoso.com/.default"),
            "invalid_scope",
            700_022,
        ),
        (
            format!("response_type=token&scope={arm}+{ARM}/.default"),
            "invalid_scope",
            70011,
        ),
        (
            format!("response_type=id_token&nonce=n&scope={arm}"),
            "invalid_scope",
            70011,
        ),
        (
            "response_type=token&scope=https://contoso.com/.default".into(),
            "invalid_resource",
            500_011,
        ),
    ] {
        assert_eq!(
            refused(Version::V2, &query),
            (error.into(), Some(number)),
            "{query}"
        );
    }
}
