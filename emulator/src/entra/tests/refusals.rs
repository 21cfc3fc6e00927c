//! What is refused, and who is told.

use super::*;

#[test]
fn a_refusal_carries_the_ids_support_asks_for() {
    let id = "0b9f2f3e-6a3a-4f6f-8a55-2f8f0a7c1d11";
    let answer = Browser::new().get(&console(&[("prompt", "none"), ("client-request-id", id)]));
    let fragment = fragment(&answer);
    assert_eq!(fragment["correlation_id"], id);
    assert_eq!(fragment["timestamp"], "2026-03-10 08:00:00Z");
    assert_eq!(fragment["error_uri"], format!("{ORIGIN}/error?code=50058"));
    let ids = format!(
        "Trace ID: {} Correlation ID: {id} Timestamp: 2026-03-10 08:00:00Z",
        fragment["trace_id"]
    );
    assert!(fragment["error_description"].ends_with(&ids));
    assert!(!fragment.contains_key("error_codes"));
}

#[test]
fn a_wrong_application_or_address_is_shown_to_the_person_and_never_answered() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    let elsewhere = console(&[]).replace("/common/", "/fabrikam.com/");
    for (query, number) in [
        (
            console(&[("client_id", "11111111-2222-3333-4444-555555555555")]),
            "AADSTS700016",
        ),
        (console(&[("client_id", "")]), "AADSTS900144"),
        (
            console(&[("redirect_uri", "https://contoso.com/auth.html")]),
            "AADSTS50011",
        ),
        (
            console(&[("redirect_uri", "http://127.0.0.1:8080/")]),
            "AADSTS50011",
        ),
        (console(&[("redirect_uri", "")]), "AADSTS500113"),
        (format!("{}&state=again", console(&[])), "AADSTS9000411"),
        (elsewhere, "AADSTS90002"),
    ] {
        for method in [Method::GET, Method::POST] {
            let answer = browser.send(method, &query, "cancel=1");
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
            assert!(text(&answer).contains(number), "{number}");
            assert_eq!(header_of(&answer, "location"), "");
            assert_eq!(header_of(&answer, "x-frame-options"), "DENY");
        }
    }
}

#[test]
fn a_wrong_request_of_a_right_application_is_answered_in_the_fragment() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    for (query, error, number) in [
        (console(&[("nonce", "")]), "invalid_request", "AADSTS900144"),
        (
            console(&[("resource", "")]),
            "invalid_request",
            "AADSTS900144",
        ),
        (
            console(&[("resource", "https://contoso.com/")]),
            "invalid_resource",
            "AADSTS500011",
        ),
        (
            console(&[("resource", "https://graph.microsoft.com/")]),
            "invalid_resource",
            "AADSTS650057",
        ),
        (
            console(&[("response_type", "code")]),
            "unsupported_response_type",
            "AADSTS70005",
        ),
        (
            console(&[("response_mode", "query")]),
            "invalid_request",
            "AADSTS70007",
        ),
        (
            console_v2(&[("scope", "openid")]),
            "invalid_scope",
            "AADSTS650053",
        ),
        (
            console_v2(&[("resource", "https://management.azure.com/")]),
            "invalid_request",
            "AADSTS901002",
        ),
    ] {
        let answer = browser.get(&query);
        assert_eq!(refused(&answer), (error.into(), number.into()), "{query}");
        assert!(fragment(&answer).contains_key("state"));
    }
}
