use super::*;
use crate::exchange::{Sent, no_answer};
use crate::http::transport::{NoAnswer, Response};

fn sent() -> Sent {
    Sent {
        request: "POST createCheckpoint".into(),
        id: "own-id".into(),
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let response = Response {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.to_owned(),
    };
    Answer {
        response,
        sent: sent(),
    }
}

#[test]
fn a_refusal_keeps_the_services_words_status_and_correlation_id() {
    let body = r#"{"error":{"code":"ResourceNotFound","message":"The Resource was not found."}}"#;
    let id = [("X-MS-Correlation-Request-Id", "24f6b62d")];
    let failure = refusal(&answer(404, &id, body), 0);
    assert_eq!(failure.kind(), &FailureKind::NotFound);
    assert_eq!(failure.headline(), "The Resource was not found.");
    assert_eq!(failure.status, Some(404));
    assert_eq!(failure.correlation_id.as_deref(), Some("24f6b62d"));
    assert_eq!(failure.request, "POST createCheckpoint");
    assert_eq!(failure.raw, None);
}

#[test]
fn with_the_headers_hidden_support_gets_the_consoles_own_id() {
    let zeros = [("x-ms-request-id", "00000000-0000-0000-0000-000000000000")];
    let failure = refusal(&answer(500, &zeros, ""), 0);
    assert_eq!(failure.correlation_id.as_deref(), Some("own-id"));
}

#[test]
fn a_throttled_answer_says_how_many_whole_seconds_to_wait() {
    let wait = |headers: &[(&str, &str)]| refusal(&answer(429, headers, ""), 0);
    assert_eq!(
        wait(&[("Retry-After", "17")]).kind(),
        &FailureKind::Throttled { seconds: Some(17) }
    );
    assert_eq!(
        wait(&[("retry-after-ms", "1001")]).kind(),
        &FailureKind::Throttled { seconds: Some(2) }
    );
    assert_eq!(wait(&[]).kind(), &FailureKind::Throttled { seconds: None });
}

#[test]
fn a_page_of_a_gateway_is_shown_as_text_and_named_for_what_it_is() {
    let failure = refusal(&answer(502, &[], "<html><h1>Bad Gateway</h1></html>"), 0);
    assert_eq!(failure.kind(), &FailureKind::ServiceFault);
    assert_eq!(
        failure.headline(),
        "The service answered with HTTP status 502 and no reason that could be read."
    );
    assert_eq!(
        failure.raw.as_deref(),
        Some("<html><h1>Bad Gateway</h1></html>")
    );
}

#[test]
fn an_empty_answer_still_says_something() {
    for body in ["", "  ", "null"] {
        let failure = refusal(&answer(503, &[], body), 0);
        assert!(failure.headline().contains("503"));
        assert_eq!(failure.raw, None);
    }
}

#[test]
fn a_megabyte_is_cut_where_a_letter_ends_and_says_how_much_is_missing() {
    let body = "é".repeat(524_288);
    let failure = refusal(&answer(500, &[], &body), 0);
    let raw = failure.raw.as_deref().unwrap();
    assert_eq!(raw, format!("{}… (1046576 more bytes)", "é".repeat(1_000)));
    let sentence = format!(r#"{{"error":{{"message":"{}"}}}}"#, "x".repeat(1_000_000));
    let failure = refusal(&answer(500, &[], &sentence), 0);
    assert!(failure.headline().len() < 9_000);
    assert!(failure.headline().ends_with(" more bytes)"));
}

#[test]
fn no_answer_is_told_from_a_late_one() {
    let lost = no_answer(NoAnswer::Network, &sent());
    assert_eq!(lost.kind(), &FailureKind::NetworkLost);
    assert_eq!(lost.correlation_id.as_deref(), Some("own-id"));
    assert_eq!(
        no_answer(NoAnswer::TimedOut, &sent()).kind(),
        &FailureKind::TimedOut
    );
}

#[test]
fn an_error_that_has_only_a_code_is_called_by_its_code() {
    let failure = refusal(&answer(400, &[], r#"{"error":{"code":"BadThing"}}"#), 0);
    assert_eq!(failure.headline(), "BadThing");
}

#[cfg(not(target_arch = "wasm32"))]
mod any_answer {
    use super::*;
    use proptest::prelude::*;

    /// Any JSON of the size of an error document, with the names that mean something in one.
    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,30}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            Just("error"),
            Just("code"),
            Just("message"),
            Just("details"),
            Just("innererror"),
            Just("additionalInfo"),
            Just("info"),
            Just("status"),
            Just("value"),
            Just("other"),
        ];
        leaf.prop_recursive(6, 60, 6, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::vec((name.clone(), inner), 0..6).prop_map(|fields| {
                    fields
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect::<serde_json::Map<_, _>>()
                        .into()
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn is_a_failure_that_says_something(status in 300u16..600, body in json(), wait in "\\PC{0,20}") {
            let answer = answer(status, &[("Retry-After", &wait)], &body.to_string());
            let failure = refusal(&answer, 0);
            prop_assert!(!failure.support_text().is_empty());
            prop_assert!(!failure.headline().is_empty());
        }

        #[test]
        fn of_no_form_at_all_is_shown_as_it_came(status in 300u16..600, body in "\\PC{0,300}") {
            let failure = refusal(&answer(status, &[], &body), 0);
            prop_assert!(!failure.headline().is_empty());
        }

        #[test]
        fn is_cut_without_a_panic(text in "\\PC{0,60}", limit in 0usize..80) {
            let cut = crate::exchange::shortened(&text, limit);
            prop_assert!(cut == text || cut.contains(" more bytes)"));
        }
    }
}
