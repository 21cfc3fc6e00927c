//! What a request passes before the service sees it, and what a page of another origin gets: nothing.

use crate::spf_stage::{Spf, own, pack, sentence};
use emulator::{
    options::{SpfOptions, spf::Authentication},
    spf::tenant,
};
use http::Request;
use proptest::prelude::*;
use serde_json::json;

const ROOTS: [&str; 5] = [
    "/SC2012R2/VMM/Microsoft.Management.Odata.svc",
    "/SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc",
    "/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/services/systemcenter/vmm",
    "/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e4/services/systemcenter/vmm",
    "/SC2012R2/VMM/nothing",
];

#[test]
fn no_answer_ever_carries_a_header_for_other_origins_and_preflights_are_refused() {
    let spf = Spf::new().header("origin", "http://127.0.0.1:8080");
    for root in ROOTS {
        let spf = spf.at(root);
        for method in ["OPTIONS", "GET", "POST", "DELETE"] {
            let answer = spf
                .header("access-control-request-method", "POST")
                .ask(method, "VMCheckPoints", Some(&json!({})))
                .answer;
            assert!(
                answer
                    .headers
                    .keys()
                    .all(|name| !name.as_str().starts_with("access-control-")),
                "{method} {root}"
            );
            if method == "OPTIONS" {
                assert_eq!(answer.status, 405);
            }
        }
    }
    spf.emulator
        .settings()
        .change_spf(|spf| spf.authentication = Authentication::Negotiate);
    assert_eq!(spf.ask("OPTIONS", "VMCheckPoints", None).answer.status, 401);
}

#[test]
fn the_web_server_asks_who_it_is() {
    let spf = Spf::with(SpfOptions {
        authentication: "basic:CONTOSO\\spf:secret".parse().unwrap(),
        ..SpfOptions::default()
    });
    let refused = spf.get("Clouds");
    assert_eq!(
        (refused.status.as_u16(), refused.header("www-authenticate")),
        (401, "Basic realm=\"contoso.com\"")
    );
    assert_eq!(refused.header("content-type"), "text/html");
    // CONTOSO\spf:wrong, CONTOSO\spf:secret
    assert_eq!(
        spf.header("authorization", "Basic Q09OVE9TT1xzcGY6d3Jvbmc=")
            .get("Clouds")
            .status,
        401
    );
    assert_eq!(
        spf.header("authorization", "Basic Q09OVE9TT1xzcGY6c2VjcmV0")
            .get("Clouds")
            .status,
        200
    );
    let outer = spf.at(&pack(tenant::PRODUCTION)).get("Clouds");
    assert_eq!(outer.status, 401);
    assert!(
        outer.text().contains("<Code>Unauthorized</Code>"),
        "{}",
        outer.text()
    );

    spf.emulator
        .settings()
        .change_spf(|spf| spf.authentication = Authentication::Negotiate);
    let challenge = spf.header("authorization", "Negotiate YII").get("Clouds");
    assert_eq!(
        (
            challenge.status.as_u16(),
            challenge.header("www-authenticate")
        ),
        (401, "Negotiate")
    );

    spf.emulator.settings().change_spf(|spf| {
        spf.authentication = Authentication::Bearer {
            token: "abc".into(),
        }
    });
    assert_eq!(
        spf.header("authorization", "Bearer abd")
            .get("Clouds")
            .status,
        401
    );
    assert_eq!(
        spf.header("authorization", "bearer abc")
            .get("Clouds")
            .status,
        200
    );
}

#[test]
fn a_request_must_say_for_whom_it_is_and_that_becomes_the_owner() {
    let spf = Spf::new();
    let refused = spf.header("x-ms-principal-id", "").get("Clouds");
    assert_eq!(refused.status, 400);
    assert!(sentence(&refused).contains("x-ms-principal-id"));
    let answer = spf
        .header("x-ms-principal-id", "other%40contoso.com")
        .create("web-eu-202", "x");
    assert_eq!(spf.job(&answer)["Owner"], "other@contoso.com");
    spf.emulator
        .settings()
        .change_spf(|spf| spf.require_principal = false);
    assert_eq!(
        spf.header("x-ms-principal-id", "").get("Clouds").status,
        200
    );
}

#[test]
fn an_unknown_subscription_is_not_found() {
    let spf = Spf::new();
    let unknown = uuid::Uuid::from_u128(1);
    let own = spf.at(&own(unknown)).get("Clouds");
    assert_eq!(
        (own.status.as_u16(), sentence(&own).as_str()),
        (404, "The subscription was not found.")
    );
    let outer = spf.at(&pack(unknown)).get("Clouds");
    assert_eq!(
        (outer.status.as_u16(), outer.header("content-type")),
        (404, "application/xml; charset=utf-8")
    );
    assert!(
        outer
            .text()
            .contains("<Severity>Error</Severity><State/></Error>"),
        "{}",
        outer.text()
    );
    assert_eq!(
        spf.at("/SC2012R2/VMM/nonsense/Microsoft.Management.Odata.svc")
            .get("Clouds")
            .status,
        404
    );
}

#[test]
fn the_journal_remembers_these_requests_as_well() {
    let spf = Spf::new();
    spf.create("web-eu-202", "x");
    let entry = spf.emulator.requests().pop().unwrap();
    assert_eq!((entry.method.as_str(), entry.status), ("POST", Some(201)));
    assert!(entry.address.ends_with("/VMCheckPoints"));
}

#[test]
fn settings_and_permissions_change_over_the_wire() {
    let stage = crate::stage::Stage::new();
    let spf = Spf {
        emulator: stage.emulator.clone(),
        clock: stage.clock.clone(),
        ..Spf::new()
    };
    let asked = json!({ "spf": {
        "authentication": "basic:user:password", "require_principal": false, "page_size": 5, "parent_ids": "id", "orphans": true,
        "origin": "https://inner:8090", "utc_offset": "+01:00", "bare_times": true, "strange_status": "web-eu-202",
        "hide_job_ids": true,
    } });
    let mut shown = asked["spf"].clone();
    shown["authentication"] = json!("basic");
    let change = |change: &serde_json::Value| {
        let answer = stage.post("/_emulator/settings", &change.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        stage.get("/_emulator/spf").json()["settings"].clone()
    };
    assert_eq!(change(&asked), shown);
    let back = json!({ "spf": { "authentication": "none", "page_size": null, "origin": null, "strange_status": null } });
    let settings = change(&back);
    assert_eq!(
        (&settings["page_size"], &settings["bare_times"]),
        (&json!(null), &json!(true))
    );
    for wrong in [
        json!({ "authentication": "magic" }),
        json!({ "utc_offset": "east" }),
        json!({ "parent_ids": "both" }),
        json!({ "colour": "blue" }),
    ] {
        assert_eq!(
            stage
                .post("/_emulator/settings", &json!({ "spf": wrong }).to_string())
                .status,
            400,
            "{wrong}"
        );
    }
    let permit =
        json!({ "subscription": tenant::PRODUCTION, "permissions": ["CheckpointRestoreOnly"] });
    let roles = stage
        .post("/_emulator/spf/roles", &permit.to_string())
        .json();
    assert_eq!(
        roles["roles"][0]["permissions"],
        json!(["CheckpointRestoreOnly"])
    );
    assert_eq!(spf.create("web-eu-202", "x").status, 403);
    assert_eq!(stage.get("/_emulator/spf").json(), roles);
    let unknown = json!({ "subscription": uuid::Uuid::nil(), "permissions": [] });
    assert_eq!(
        stage
            .post("/_emulator/spf/roles", &unknown.to_string())
            .status,
        404
    );
    assert_eq!(stage.ask("GET", "/_emulator/spf/roles", None).status, 405);
}

proptest! {
    #[test]
    fn no_request_panics_and_every_answer_has_the_servers_headers(
        method in "GET|POST|PUT|MERGE|PATCH|DELETE|OPTIONS|HEAD",
        root in 0..ROOTS.len(),
        set in "(VirtualMachines|VMCheckPoints|Jobs|Clouds|UserRoles|\\$metadata|\\$batch|[A-Za-z$]{0,8})",
        key in "(|\\(\\)|\\(ID=guid'2fa28d03-8d6d-486b-ae61-9694a2db5d6f',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c'\\)|[(/a-zA-Z0-9='%$,.-]{0,20})",
        query in "(|\\?\\$(filter|expand|top|orderby|select|skiptoken|inlinecount)=[A-Za-z0-9'(),/+%= -]{0,20})",
        body in "(|\\{\\}|\\{\"VMId\":\"3499b02c-8dc9-4c0d-aa83-097a1340cbda\",\"StampId\":\"ba4146fa-fb41-4f59-a193-ad00c52a138c\"\\}|.{0,30})",
        accept in "(application/json(;odata=(minimalmetadata|verbose|nometadata|fullmetadata))?|text/html|[a-z/*;=,]{0,12})",
    ) {
        thread_local! {
            static SPF: Spf = Spf::new();
        }
        let address = format!("{}/{set}{key}{query}", ROOTS[root]).replace(' ', "+");
        let request = Request::builder()
            .method(method.as_str())
            .uri(address)
            .header("accept", accept)
            .header("content-type", "application/json")
            .header("x-ms-principal-id", "user@contoso.com")
            .body(body.into_bytes());
        // What no client can send needs no answer.
        let Ok(request) = request else { return Ok(()) };
        let reply = SPF.with(|spf| spf.emulator.answer(request));
        let response = reply.response().expect("nothing was cut");
        prop_assert_eq!(&response.headers()["server"], "Microsoft-IIS/8.5");
        prop_assert!(response.headers().contains_key("x-ms-request-id"));
        if response.status().as_u16() >= 400 {
            prop_assert!(!response.body().is_empty());
        }
    }
}
