//! The admin routes.

use super::*;

#[test]
fn a_planned_refusal_meets_the_next_request_once() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    browser.admin(json!({
        "error": "interaction_required", "aadsts": 50076, "description": "Use a second factor.", "prompt": "none",
        "suberror": "basic_action", "claims": { "access_token": { "acrs": { "values": ["c1"] } } },
    }));
    assert!(
        fragment(&browser.get(&console(&[]))).contains_key("access_token"),
        "not a silent request"
    );
    let answer = browser.get(&console(&[("prompt", "none")]));
    assert_eq!(
        refused(&answer),
        ("interaction_required".into(), "AADSTS50076".into())
    );
    let fragment_of_refusal = fragment(&answer);
    assert_eq!(
        fragment_of_refusal["claims"],
        r#"{"access_token":{"acrs":{"values":["c1"]}}}"#
    );
    assert_eq!(fragment_of_refusal["suberror"], "basic_action");
    assert!(
        fragment_of_refusal["error_description"]
            .starts_with("AADSTS50076: Use a second factor. Trace ID")
    );
    assert!(fragment(&browser.get(&console(&[("prompt", "none")]))).contains_key("access_token"));
}

#[test]
fn plans_are_counted_forgotten_and_checked() {
    let browser = Browser::new();
    let send = |method, body| browser.send(method, "/_emulator/sign-in", body);
    browser.admin(json!({ "error": "server_error", "times": 3 }));
    assert_eq!(text(&send(Method::GET, "")), r#"{"left":3}"#);
    assert_eq!(send(Method::DELETE, "").status(), StatusCode::NO_CONTENT);
    assert_eq!(text(&send(Method::GET, "")), r#"{"left":0}"#);
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"tamper":"everything"}"#,
        r#"{"eror":"x"}"#,
        r#"{"error":"x","times":-1}"#,
    ] {
        let answer = send(Method::POST, body);
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
        let json: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(json["error"]["code"], "InvalidRequestContent");
    }
    assert_eq!(
        send(Method::PUT, "").status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[test]
fn every_tampered_answer_is_wrong_in_just_its_own_way() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    let faults = |fragment: &HashMap<String, String>| {
        let id = claims(&fragment["id_token"]);
        let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(&fragment["access_token"])[..16]);
        let mut faults = Vec::new();
        for (fault, fine) in [
            ("state", fragment["state"] == "r.s+t/a te"),
            ("nonce", id["nonce"] == "n-1"),
            ("audience", id["aud"] == DEMO_CLIENT_ID),
            (
                "expired",
                id["exp"].as_i64().unwrap() > NOW.unix_timestamp(),
            ),
            ("at_hash", id["at_hash"] == hash),
            ("tenant", id["tid"] == json!(TENANT_ID)),
        ] {
            if !fine {
                faults.push(fault);
            }
        }
        faults
    };
    for tamper in ["state", "nonce", "audience", "expired", "at_hash", "tenant"] {
        browser.admin(json!({ "tamper": tamper, "times": 1 }));
        assert_eq!(faults(&fragment(&browser.get(&console(&[])))), [tamper]);
        assert!(
            faults(&fragment(&browser.get(&console(&[])))).is_empty(),
            "once only"
        );
    }
}

#[test]
fn signing_everyone_out_makes_the_cookie_worthless() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    assert_eq!(
        text(&browser.get("/_emulator/sessions")),
        r#"{"sessions":[["admin@contoso.com"]]}"#
    );
    assert_eq!(
        browser
            .send(Method::DELETE, "/_emulator/sessions", "")
            .status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        refused(&browser.get(&console(&[("prompt", "none")]))).1,
        "AADSTS50058"
    );
}
