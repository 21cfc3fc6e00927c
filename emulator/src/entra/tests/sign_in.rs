//! Who is signed in, with a page or without, and how it ends.

use super::*;

#[test]
fn a_first_visit_shows_the_accounts_with_their_rights() {
    let browser = Browser::new();
    let answer = browser.get(&console(&[]));
    assert_eq!(answer.status(), StatusCode::OK);
    let html = text(&answer);
    for upn in [
        "admin@contoso.com",
        "operator@contoso.com",
        "reader@contoso.com",
        "nobody@contoso.com",
    ] {
        assert!(
            html.contains(&format!(r#"<button name="account" value="{upn}">"#)),
            "{upn}"
        );
        assert!(html.contains(account(upn).unwrap().rights), "{upn}");
    }
    for id in ["other", "cancel"] {
        assert!(html.contains(&format!(r#"id="{id}""#)), "{id}");
    }
    assert!(
        html.contains(r#"<html lang="en">"#)
            && !html.contains("<script")
            && !html.contains("style=\"")
    );
}

#[test]
fn a_page_cannot_be_framed_and_its_form_may_end_at_the_application() {
    let answer = Browser::new().get(&console(&[]));
    assert_eq!(header_of(&answer, "x-frame-options"), "DENY");
    let policy = header_of(&answer, "content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(
        policy.ends_with("form-action 'self' http://127.0.0.1:8080"),
        "{policy}"
    );
}

#[test]
fn choosing_an_account_brings_both_tokens_in_the_fragment() {
    let browser = Browser::new();
    let query = console(&[]);
    let answer = browser.send(
        Method::POST,
        &query,
        &form(&[("account", "admin@contoso.com")]),
    );
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = header_of(&answer, "set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/")
    );
    let fragment = fragment(&answer);
    assert_eq!(fragment["state"], "r.s+t/a te");
    assert_eq!(
        (
            fragment["token_type"].as_str(),
            fragment["expires_in"].as_str()
        ),
        ("Bearer", "3599")
    );
    assert!(!fragment["session_state"].is_empty());
    assert!(
        !fragment.contains_key("scope") && !fragment.contains_key("client_info"),
        "the first version sends neither"
    );
}

#[test]
fn a_signed_in_browser_gets_tokens_without_a_page() {
    let browser = Browser::new();
    let first = browser.sign_in("admin@contoso.com");
    for changes in [
        vec![("prompt", "none")],
        vec![("prompt", "none"), ("login_hint", "admin@contoso.com")],
        vec![],
    ] {
        let again = fragment(&browser.get(&console(&changes)));
        assert_eq!(again["session_state"], first["session_state"]);
        assert_ne!(again["access_token"], first["access_token"]);
    }
}

#[test]
fn prompt_none_needs_exactly_one_session_it_can_mean() {
    let browser = Browser::new();
    let silent = |changes: &[(&str, &str)]| {
        browser.get(&console(&[&[("prompt", "none")], changes].concat()))
    };
    let nobody = ("login_required".to_owned(), "AADSTS50058".to_owned());
    assert_eq!(refused(&silent(&[])), nobody);
    let admin = browser.sign_in("admin@contoso.com");
    assert_eq!(
        refused(&silent(&[("login_hint", "reader@contoso.com")])),
        nobody
    );
    browser.sign_in("reader@contoso.com");
    assert_eq!(
        refused(&silent(&[])),
        ("login_required".into(), "AADSTS16000".into())
    );
    let by_name = fragment(&silent(&[("login_hint", "Reader@contoso.com")]));
    assert_eq!(claims(&by_name["id_token"])["upn"], "reader@contoso.com");
    let opaque = claims(&admin["id_token"])["login_hint"]
        .as_str()
        .unwrap()
        .to_owned();
    let by_claim = fragment(&silent(&[("login_hint", &opaque)]));
    assert_eq!(claims(&by_claim["id_token"])["upn"], "admin@contoso.com");
    let by_sid = fragment(&silent(&[("sid", &by_name["session_state"])]));
    assert_eq!(claims(&by_sid["id_token"])["upn"], "reader@contoso.com");
    assert_eq!(refused(&silent(&[("sid", "gone")])), nobody);
}

#[test]
fn prompt_none_never_shows_a_page_not_even_for_a_posted_form() {
    let browser = Browser::new();
    let query = console(&[("prompt", "none")]);
    let answer = browser.send(
        Method::POST,
        &query,
        &form(&[("account", "admin@contoso.com")]),
    );
    assert_eq!(refused(&answer).0, "login_required");
}

#[test]
fn the_other_prompts_show_the_page_whoever_is_signed_in() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    for prompt in ["login", "select_account", "consent"] {
        let html = text(&browser.get(&console(&[("prompt", prompt)])));
        assert!(
            html.contains("<h1>Choose an account</h1>") && html.contains("Signed in"),
            "{prompt}"
        );
    }
}

#[test]
fn a_login_hint_puts_its_account_first_and_an_unknown_one_in_the_field() {
    let browser = Browser::new();
    let html = text(&browser.get(&console(&[("login_hint", "reader@contoso.com")])));
    assert!(html.find("reader@contoso.com") < html.find("admin@contoso.com"));
    let html = text(&browser.get(&console(&[("login_hint", "stranger@contoso.com")])));
    assert!(html.contains(r#"id="username""#) && html.contains(r#"value="stranger@contoso.com""#));
}

#[test]
fn another_account_is_typed_and_an_unknown_one_is_refused_on_the_page() {
    let browser = Browser::new();
    let query = console(&[]);
    let html = text(&browser.send(Method::POST, &query, "other=1"));
    for id in ["username", "next", "back", "cancel"] {
        assert!(html.contains(&format!(r#"id="{id}""#)), "{id}");
    }
    assert!(html.contains(r#"<label for="username">"#) && !html.contains(r#"role="alert""#));
    let stranger = form(&[("username", "stranger@contoso.com"), ("next", "1")]);
    let answer = browser.send(Method::POST, &query, &stranger);
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        text(&answer).contains("AADSTS50034")
            && text(&answer).contains(r#"value="stranger@contoso.com""#)
    );
    assert!(text(&browser.send(Method::POST, &query, "username=&next=1")).contains("AADSTS900144"));
    assert!(
        text(&browser.send(Method::POST, &query, "username=&back=1")).contains("Choose an account")
    );
    let typed = form(&[("username", " ADMIN@contoso.com "), ("next", "1")]);
    assert_eq!(
        claims(&fragment(&browser.send(Method::POST, &query, &typed))["id_token"])["upn"],
        "admin@contoso.com"
    );
}

#[test]
fn cancel_goes_back_as_access_denied() {
    let browser = Browser::new();
    let answer = browser.send(Method::POST, &console(&[]), "username=x&cancel=1");
    assert_eq!(
        refused(&answer),
        ("access_denied".into(), "AADSTS65004".into())
    );
    assert_eq!(fragment(&answer)["state"], "r.s+t/a te");
    assert!(browser.cookie.borrow().is_none());
}

#[test]
fn a_sign_out_ends_the_session_and_goes_back_to_the_application() {
    for path in ["/common/oauth2/logout", "/common/oauth2/v2.0/logout"] {
        let browser = Browser::new();
        browser.sign_in("admin@contoso.com");
        let query = form(&[
            ("post_logout_redirect_uri", "http://127.0.0.1:8080/"),
            ("state", "a b"),
        ]);
        let answer = browser.get(&format!("{path}?{query}"));
        assert_eq!(answer.status(), StatusCode::FOUND);
        assert_eq!(
            header_of(&answer, "location"),
            "http://127.0.0.1:8080/?state=a+b"
        );
        assert!(header_of(&answer, "set-cookie").contains("Max-Age=0"));
        assert_eq!(
            refused(&browser.get(&console(&[("prompt", "none")]))).0,
            "login_required"
        );
    }
}

#[test]
fn a_sign_out_to_a_foreign_address_stays_at_the_sign_in_service() {
    let browser = Browser::new();
    for query in ["", "?post_logout_redirect_uri=https%3A%2F%2Fcontoso.com%2F"] {
        let answer = browser.get(&format!("/{TENANT_ID}/oauth2/logout{query}"));
        assert_eq!(
            (answer.status(), header_of(&answer, "location")),
            (StatusCode::OK, "")
        );
    }
    assert_eq!(
        browser.get("/fabrikam.com/oauth2/logout").status(),
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn a_logout_hint_signs_out_one_of_several_accounts() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    browser.sign_in("reader@contoso.com");
    browser.get("/common/oauth2/logout?logout_hint=admin%40contoso.com");
    let left = fragment(&browser.get(&console(&[("prompt", "none")])));
    assert_eq!(claims(&left["id_token"])["upn"], "reader@contoso.com");
}

#[test]
fn paths_of_others_are_left_to_others() {
    let browser = Browser::new();
    let request = Request::builder()
        .uri("/subscriptions?api-version=2022-12-01")
        .body(Vec::new())
        .unwrap();
    assert!(browser.entra.answer(&request, NOW).is_none());
}
