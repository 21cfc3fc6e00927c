//! What the tokens claim, and who may present them.

use super::*;

#[test]
fn the_id_token_names_the_account_and_is_bound_to_the_access_token() {
    let browser = Browser::new();
    let fragment = browser.sign_in("operator@contoso.com");
    let operator = account("operator@contoso.com").unwrap();
    let id = verified(&browser, "/common/discovery/keys", &fragment["id_token"]);
    let digest = Sha256::digest(&fragment["access_token"]);
    for (name, expected) in [
        (
            "iss",
            json!(format!("https://sts.windows.net/{TENANT_ID}/")),
        ),
        ("aud", json!(DEMO_CLIENT_ID)),
        ("ver", json!("1.0")),
        ("tid", json!(TENANT_ID)),
        ("oid", json!(operator.oid)),
        ("upn", json!(operator.upn)),
        ("unique_name", json!(operator.upn)),
        ("name", json!(operator.name)),
        ("nonce", json!("n-1")),
        ("exp", json!(NOW.unix_timestamp() + 3600)),
        ("nbf", json!(NOW.unix_timestamp() - 300)),
        ("at_hash", json!(URL_SAFE_NO_PAD.encode(&digest[..16]))),
    ] {
        assert_eq!(id[name], expected, "{name}");
    }
    assert!(id["sub"].is_string() && id["iat"].is_i64() && id.get("preferred_username").is_none());
}

#[test]
fn the_access_token_is_for_the_resource_that_was_asked_for() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    for resource in [
        "https://management.azure.com/",
        "https://management.core.windows.net/",
        "http://127.0.0.1:4080/",
    ] {
        let fragment = fragment(&browser.get(&console(&[
            ("resource", resource),
            ("response_type", "token"),
        ])));
        let access = verified(
            &browser,
            &format!("/{TENANT_ID}/discovery/keys"),
            &fragment["access_token"],
        );
        assert_eq!(access["aud"], resource);
        assert_eq!(
            (&access["scp"], &access["appid"]),
            (&json!("user_impersonation"), &json!(DEMO_CLIENT_ID))
        );
        assert!(!fragment.contains_key("id_token"));
        let header = format!("Bearer {}", fragment["access_token"]);
        assert_eq!(
            browser
                .entra
                .caller(Some(&header), NOW)
                .map(|caller| caller.role),
            Ok(Role::Administrator)
        );
    }
}

#[test]
fn an_id_token_alone_has_no_at_hash() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    let fragment =
        fragment(&browser.get(&console(&[("response_type", "id_token"), ("resource", "")])));
    assert!(claims(&fragment["id_token"]).get("at_hash").is_none());
    assert!(!fragment.contains_key("access_token") && !fragment.contains_key("expires_in"));
}

#[test]
fn the_second_version_has_its_own_claims_scope_and_client_info() {
    let browser = Browser::new();
    browser.sign_in("reader@contoso.com");
    let fragment = fragment(&browser.get(&console_v2(&[])));
    let id = verified(
        &browser,
        "/common/discovery/v2.0/keys",
        &fragment["id_token"],
    );
    assert_eq!(id["iss"], format!("{ORIGIN}/{TENANT_ID}/v2.0"));
    assert_eq!(
        (&id["preferred_username"], &id["ver"]),
        (&json!("reader@contoso.com"), &json!("2.0"))
    );
    assert!(id.get("upn").is_none());
    assert_eq!(
        claims(&fragment["access_token"])["aud"],
        "https://management.azure.com/"
    );
    assert_eq!(
        fragment["scope"],
        "https://management.azure.com//.default openid profile"
    );
    let info: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&fragment["client_info"]).unwrap()).unwrap();
    assert_eq!(
        info,
        json!({ "uid": account("reader@contoso.com").unwrap().oid, "utid": TENANT_ID })
    );
}

#[test]
fn the_public_documents_can_be_read_from_every_origin() {
    let browser = Browser::new();
    for path in [
        "/common/discovery/keys",
        "/contoso.com/discovery/keys",
        "/discovery/v2.0/keys",
        "/common/discovery/v2.0/keys",
        "/common/.well-known/openid-configuration",
        "/contoso.com/v2.0/.well-known/openid-configuration",
    ] {
        let answer = browser.get(path);
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(header_of(&answer, "access-control-allow-origin"), "*");
    }
    let own: Value = serde_json::from_slice(
        browser
            .get("/contoso.com/v2.0/.well-known/openid-configuration")
            .body(),
    )
    .unwrap();
    assert_eq!(own["issuer"], format!("{ORIGIN}/{TENANT_ID}/v2.0"));
    assert_eq!(
        own["authorization_endpoint"],
        format!("{ORIGIN}/{TENANT_ID}/oauth2/v2.0/authorize")
    );
    assert_eq!(
        browser
            .get("/fabrikam.com/.well-known/openid-configuration")
            .status(),
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        browser.send(Method::POST, "/discovery/keys", "").status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[test]
fn a_token_stands_for_its_account_until_it_expires() {
    let browser = Browser::new();
    let header = format!(
        "bearer {}",
        browser.entra.token_for("reader@contoso.com", NOW).unwrap()
    );
    let caller = |seconds| {
        browser
            .entra
            .caller(Some(&header), NOW + Duration::from_secs(seconds))
    };
    assert_eq!(
        caller(0),
        Ok(Caller::from(account("reader@contoso.com").unwrap()))
    );
    assert!(caller(3598).is_ok());
    assert_eq!(caller(3599), Err(TokenFault::Expired));
    assert_eq!(browser.entra.token_for("stranger@contoso.com", NOW), None);
}

#[test]
fn the_lifetime_of_new_tokens_follows_the_settings() {
    let browser = Browser::new();
    browser.sign_in("admin@contoso.com");
    browser
        .entra
        .settings
        .set_token_lifetime(Duration::from_secs(40));
    let fragment = fragment(&browser.get(&console(&[])));
    assert_eq!(fragment["expires_in"], "40");
    let header = format!("Bearer {}", fragment["access_token"]);
    let caller = |seconds| {
        browser
            .entra
            .caller(Some(&header), NOW + Duration::from_secs(seconds))
    };
    assert!(caller(39).is_ok());
    assert_eq!(caller(40), Err(TokenFault::Expired));
}

#[test]
fn what_is_no_access_token_is_refused_for_its_own_reason() {
    let browser = Browser::new();
    let entra = &browser.entra;
    for header in [None, Some(""), Some("Bearer"), Some("Basic YTpi")] {
        assert_eq!(
            entra.caller(header, NOW),
            Err(TokenFault::Missing),
            "{header:?}"
        );
    }
    for header in ["Bearer x", "Bearer a.b.c", "Bearer  "] {
        let expected = if header.trim() == "Bearer" {
            TokenFault::Missing
        } else {
            TokenFault::Invalid
        };
        assert_eq!(entra.caller(Some(header), NOW), Err(expected), "{header:?}");
    }
    let id = format!(
        "Bearer {}",
        browser.sign_in("admin@contoso.com")["id_token"]
    );
    assert_eq!(entra.caller(Some(&id), NOW), Err(TokenFault::WrongAudience));
    let options = Options {
        seed: 2,
        ..Options::default()
    };
    let other = Entra::new(&options, Settings::new(&options))
        .token_for("admin@contoso.com", NOW)
        .unwrap();
    assert_eq!(
        entra.caller(Some(&format!("Bearer {other}")), NOW),
        Err(TokenFault::Invalid)
    );
}
