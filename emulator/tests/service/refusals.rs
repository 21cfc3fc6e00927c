//! Refused requests: tokens, versions, paths, methods. Pages of other origins can read every refusal.

use crate::stage::{MACHINES, NOBODY, PRODUCTION, SCVMM, Stage, path};
use emulator::options::Options;
use http::Request;
use std::time::Duration;

#[test]
fn a_request_without_a_good_token_is_refused_with_a_challenge() {
    let stage = Stage::new();
    let send = |authorization: Option<&str>| {
        let mut request = Request::builder().uri("/subscriptions?api-version=2022-12-01");
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        stage.send(request.body(Vec::new()).unwrap())
    };
    for (authorization, code) in [
        (None, "AuthenticationFailed"),
        (Some("Basic dTpw"), "AuthenticationFailed"),
        (Some("Bearer a.b.c"), "InvalidAuthenticationToken"),
        (Some("Bearer "), "AuthenticationFailed"),
    ] {
        let answer = send(authorization);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (401, code),
            "{authorization:?}"
        );
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.starts_with("Bearer authorization_uri=\"http://127.0.0.1:4080/"),
            "{challenge}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[test]
fn a_token_expires_by_the_emulators_clock() {
    let stage = Stage::with(Options {
        token_lifetime: Duration::from_secs(600),
        ..Options::default()
    });
    let token = format!("Bearer {}", stage.emulator.token_for("admin@contoso.com"));
    let send = || {
        let request = Request::builder()
            .uri("/subscriptions?api-version=2022-12-01")
            .header("authorization", &token);
        stage.send(request.body(Vec::new()).unwrap())
    };
    stage.wait(500);
    assert_eq!(send().status, 200);
    stage.wait(500);
    assert_eq!(
        (send().status.as_u16(), send().code().as_str()),
        (401, "ExpiredAuthenticationToken")
    );
}

#[test]
fn a_missing_or_unknown_version_is_refused() {
    let stage = Stage::new();
    let instance = stage.instance_path("web-eu-201");
    for (address, code) in [
        (instance.clone(), "MissingApiVersionParameter"),
        (
            format!("{instance}?api-version="),
            "MissingApiVersionParameter",
        ),
        (
            format!("{instance}?api-version=latest"),
            "InvalidApiVersionParameter",
        ),
        (
            format!("{instance}?api-version=2023-04-01-preview"),
            "NoRegisteredProviderFound",
        ),
        (
            format!("{instance}?api-version=2024-07-10"),
            "NoRegisteredProviderFound",
        ),
        (
            format!("{}?{SCVMM}", path("web-eu-201")),
            "NoRegisteredProviderFound",
        ),
        (
            "/subscriptions?api-version=2023-10-07".to_string(),
            "InvalidApiVersionParameter",
        ),
    ] {
        let answer = stage.get(&address);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, code),
            "{address}"
        );
    }
    let message = stage
        .get(&format!("{instance}?api-version=2020-01-01"))
        .message();
    assert!(
        message.contains("2023-10-07, 2024-06-01, 2025-03-13"),
        "{message}"
    );
    assert_eq!(
        stage
            .get(&format!("{instance}?API-Version=2023-10-07"))
            .status,
        200
    );
}

#[test]
fn a_path_that_names_nothing_says_what_is_missing() {
    let stage = Stage::new();
    let group =
        format!("{PRODUCTION}/resourceGroups/rg-none/providers/Microsoft.HybridCompute/machines");
    for (address, status, code) in [
        (format!("/nowhere?{SCVMM}"), 404, "MissingSubscription"),
        (
            format!("/subscriptions/me?{MACHINES}"),
            400,
            "InvalidSubscriptionId",
        ),
        (
            "/subscriptions/00000000-1111-2222-3333-444444444444?api-version=2022-12-01".into(),
            404,
            "SubscriptionNotFound",
        ),
        (
            format!("{PRODUCTION}/providers/Contoso.Moon/rocks?{SCVMM}"),
            404,
            "InvalidResourceNamespace",
        ),
        (
            format!("{PRODUCTION}/providers/Microsoft.ScVmm/rocks?{SCVMM}"),
            404,
            "InvalidResourceType",
        ),
        (format!("{group}?{MACHINES}"), 404, "ResourceGroupNotFound"),
        (
            format!("{}?{MACHINES}", path("none")),
            404,
            "ResourceNotFound",
        ),
        (
            format!(
                "{}?{MACHINES}",
                path("sap-hana-03").replace("RG-ERP", "rg-production-west")
            ),
            404,
            "ResourceNotFound",
        ),
        (
            format!("{}/explode?{SCVMM}", stage.instance_path("web-eu-201")),
            404,
            "InvalidResourceType",
        ),
    ] {
        let answer = stage.get(&address);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{address}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("x-ms-failure-cause"), "gateway");
    }
    assert_eq!(
        stage.get(&format!("{}?{MACHINES}", path("none"))).message(),
        "The Resource 'Microsoft.HybridCompute/machines/none' under resource group 'rg-production-west' was not \
         found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
    );
}

#[test]
fn someone_without_rights_does_not_learn_what_exists() {
    let stage = Stage::new().by(NOBODY);
    for machine in ["sql-prod-014", "none"] {
        assert_eq!(
            stage.get(&format!("{}?{MACHINES}", path(machine))).code(),
            "AuthorizationFailed"
        );
    }
}

#[test]
fn a_method_a_resource_does_not_have_is_refused() {
    let stage = Stage::new();
    let instance = stage.instance_path("web-eu-201");
    for (method, address) in [
        ("DELETE", format!("{instance}?{SCVMM}")),
        ("PUT", format!("{instance}?{SCVMM}")),
        ("POST", "/subscriptions?api-version=2022-12-01".into()),
        ("GET", format!("{instance}/createCheckpoint?{SCVMM}")),
        ("BREW", format!("{instance}/stop?{SCVMM}")),
    ] {
        let answer = stage.ask(method, &address, None);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (405, "MethodNotAllowed"),
            "{method} {address}"
        );
    }
}

#[test]
fn a_preflight_needs_no_token_and_allows_what_is_asked_for() {
    let stage = Stage::new();
    let request = Request::builder()
        .method("OPTIONS")
        .uri(format!(
            "{}/createCheckpoint?{SCVMM}",
            stage.instance_path("web-eu-201")
        ))
        .header("origin", "http://127.0.0.1:8080")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type,x-ms-client-request-id",
        );
    let answer = stage.send(request.body(Vec::new()).unwrap());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "authorization,content-type,x-ms-client-request-id"
    );
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("POST")
    );
    assert_eq!(answer.header("access-control-max-age"), "3600");
}

#[test]
fn answers_expose_their_headers_unless_hidden() {
    for (expose_headers, expected) in [(true, true), (false, false)] {
        let stage = Stage::with(Options {
            expose_headers,
            ..Options::default()
        });
        let answer = stage.act("web-eu-202", "createCheckpoint", "{}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        for name in [
            "Location",
            "Azure-AsyncOperation",
            "Retry-After",
            "x-ms-correlation-request-id",
        ] {
            assert_eq!(
                answer
                    .header("access-control-expose-headers")
                    .contains(name),
                expected,
                "{name}"
            );
        }
    }
}
