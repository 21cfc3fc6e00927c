//! No request makes the emulator panic, and every answer is one a client can read.

use crate::stage::{NOW, PRODUCTION, Stage, path};
use emulator::{Emulator, clock::Clock, options::Options, reply::Reply};
use proptest::prelude::*;
use std::sync::LazyLock;

static EMULATOR: LazyLock<Emulator> = LazyLock::new(|| {
    Emulator::new(
        Options {
            vms: 30,
            ..Options::default()
        },
        Clock::manual(NOW),
    )
});

fn method() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"
        ])
        .prop_map(Into::into),
        "[A-Z]{1,8}",
    ]
}

/// Paths that begin as real ones do and go on as they like.
fn address() -> impl Strategy<Value = String> {
    let starts = vec![
        "/".to_string(),
        "/_emulator/".into(),
        "/_emulator/faults".into(),
        "/_emulator/settings".into(),
        "/_emulator/next-operation".into(),
        "/_emulator/machines/".into(),
        "/_emulator/clock/advance".into(),
        "/subscriptions".into(),
        PRODUCTION.into(),
        format!("{PRODUCTION}/providers/Microsoft.HybridCompute/machines"),
        format!("{PRODUCTION}/resourceGroups/"),
        path("web-eu-202"),
        format!(
            "{}/providers/Microsoft.ScVmm/virtualMachineInstances/default/",
            path("web-eu-202")
        ),
        "/providers/Microsoft.ScVmm/locations/westeurope/operationStatuses/".into(),
    ];
    let rest = proptest::sample::select(vec![
        "",
        "createCheckpoint",
        "deleteCheckpoint",
        "restoreCheckpoint",
        "stop",
        "*",
        "//",
        "%",
        "%00",
        "%zz",
        "%C3%28",
        "/providers/",
    ]);
    let query = prop_oneof![
        Just(String::new()),
        Just("?api-version=2023-10-07".to_string()),
        Just("?api-version=2024-07-10".to_string()),
        "\\?api-version=[ -~&&[^# \"<>\\\\^`{|}]]{0,20}",
        "\\?api-version=2024-07-10&\\$skipToken=[A-Za-z0-9_%-]{0,30}",
        "\\?[a-z&=%$]{0,40}",
    ];
    (
        proptest::sample::select(starts),
        rest,
        "[A-Za-z0-9_.~%*/-]{0,30}",
        query,
    )
        .prop_map(|(start, rest, more, query)| format!("{start}{rest}{more}{query}"))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(Vec::new()),
        proptest::collection::vec(any::<u8>(), 0..200),
        r#"\{"(id|name|description|path|status|seconds|speed|outcome|cut)":("[ -~]{0,20}"|-?[0-9]{1,30}|null|\[\]|\{\}|1e999)\}"#
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_request_panics_and_every_error_is_an_error_document(
        method in method(), address in address(), body in body(), signed_in in any::<bool>(), json in any::<bool>()
    ) {
        let mut request = http::Request::builder().method(method.as_str()).uri(&address);
        if signed_in {
            static TOKEN: LazyLock<String> = LazyLock::new(|| format!("Bearer {}", EMULATOR.token_for("admin@contoso.com")));
            request = request.header("authorization", TOKEN.as_str());
        }
        if json {
            request = request.header("content-type", "application/json");
        }
        let Ok(request) = request.body(body) else { return Ok(()) };
        EMULATOR.clear_faults();
        EMULATOR.settings().set_token_lifetime(std::time::Duration::from_secs(3600));
        let Reply::Answer { response, .. } = EMULATOR.answer(request) else {
            return Err(TestCaseError::fail("cut without an order"));
        };
        let sign_in = address.contains("oauth2") || address.contains("/sign-in") || address.contains("/sessions");
        if response.status().is_client_error() && !sign_in {
            let document: serde_json::Value = serde_json::from_slice(response.body()).unwrap_or_default();
            prop_assert!(document["error"]["code"].is_string() && document["error"]["message"].is_string(), "{document}");
        }
        prop_assert!(!response.status().is_server_error());
    }
}

proptest! {
    // Each case asks several times with a newly signed token, which takes a while.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_name_breaks_a_checkpoint(name in ".{0,60}", description in any::<String>()) {
        let stage = Stage { emulator: EMULATOR.clone(), clock: EMULATOR.clock().clone(), caller: "admin@contoso.com" };
        stage.emulator.reset();
        let body = serde_json::json!({ "name": name, "description": description }).to_string();
        prop_assert_eq!(stage.act("web-eu-202", "createCheckpoint", &body).status.as_u16(), 202);
        stage.settle();
        let shown = stage.profile("web-eu-202")["checkpoints"][0].clone();
        prop_assert_eq!(shown["description"].as_str(), Some(description.as_str()));
        if !name.is_empty() {
            prop_assert_eq!(shown["name"].as_str(), Some(name.as_str()));
        }
    }
}
