//! Requests from nonsense to nearly right: none of them panics, none is answered to a stranger.

use super::*;

/// Queries from nonsense to nearly right.
fn query() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        "client_id|redirect_uri|response_type|response_mode|resource|scope|state|nonce|prompt|login_hint|sid|claims",
        "client-request-id|account|username|other|cancel|back|post_logout_redirect_uri|logout_hint|error|times",
        ".{0,4}",
    ];
    let value = prop_oneof![
        "(id_token|token|fragment|none|login|select_account|openid| ){0,3}",
        proptest::sample::select(vec![
            DEMO_CLIENT_ID,
            CALLBACK,
            "https://management.azure.com/",
            "admin@contoso.com"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    proptest::collection::vec((name, value), 0..10).prop_map(|pairs| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs).finish()
    })
}

proptest! {
    #[test]
    fn no_request_makes_it_panic_or_answer_a_stranger(
        path in "/(common|contoso[.]com|x)/(oauth2|discovery)(/v2[.]0)?/(authorize|logout|keys)|/_emulator/(sign-in|sessions)",
        query in query(),
        body in prop_oneof![query().prop_map(String::into_bytes), proptest::collection::vec(any::<u8>(), 0..60)],
        method in "GET|POST|DELETE|OPTIONS",
        cookie in "(ESTSAUTH)?=?\\PC{0,8}",
    ) {
        let browser = Browser::new();
        let mut request = Request::builder().method(method.as_str()).uri(format!("{path}?{query}"));
        if let Ok(cookie) = http::HeaderValue::try_from(cookie) {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(answer) = browser.entra.answer(&request.body(body).unwrap(), NOW) {
            let location = header_of(&answer, "location");
            assert!(location.is_empty() || location.starts_with(CALLBACK), "{location}");
        }
    }

    #[test]
    fn no_nearly_right_request_makes_it_panic(name in "client_id|redirect_uri|response_type|resource|state|nonce|prompt|claims|login_hint", value in "\\PC{0,20}") {
        let browser = Browser::new();
        browser.get(&console(&[(&name, &value)]));
        browser.send(Method::POST, &console(&[]), &form(&[(&name, &value), ("username", &value)]));
    }

    #[test]
    fn no_authorization_header_makes_it_panic(header in "(Bearer |bearer)?[A-Za-z0-9._-]{0,40}\\PC{0,4}") {
        assert!(Browser::new().entra.caller(Some(&header), NOW).is_err());
    }
}
