//! Who and what passes to Service Provider Foundation, and as whom.

use std::collections::BTreeMap;

use anyhow::Result;
use e2e::asking::ask;
use e2e::calls;
use e2e::proxy::PERSON;

use crate::scene::{FROM_THE_CONSOLE, KEY, SIGNED_IN, SUBSCRIPTION, Scene};

#[tokio::test]
async fn nobody_comes_in_without_signing_in() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let wrong = ("authorization", "Basic YWRtaW5AY29udG9zby5jb206d3Jvbmc=");
    for path in [
        "/",
        "/config.json",
        "/spf/SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines",
    ] {
        for headers in [vec![FROM_THE_CONSOLE], vec![FROM_THE_CONSOLE, wrong]] {
            let address = format!("{}{path}", scene.proxy.origin());
            let answer = ask("GET", &address, &headers, "").await?;
            assert_eq!(answer.status, 401, "{path}");
            assert_eq!(
                answer.header("www-authenticate"),
                "Basic realm=\"SCVMM Console\""
            );
        }
    }
    assert!(scene.arrived().is_empty());
    Ok(())
}

#[tokio::test]
async fn spf_is_told_the_person_and_gets_the_servers_account_and_nothing_of_the_browsers()
-> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path = format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/VMCheckPoints");
    let body = r#"{"odata.type":"VMM.VMCheckPoint","Name":"Before the upgrade"}"#;
    let content = "application/json;odata=minimalmetadata";
    let headers = [
        SIGNED_IN,
        FROM_THE_CONSOLE,
        ("content-type", content),
        ("accept", content),
        ("accept-encoding", "gzip"),
        ("dataserviceversion", "3.0;NetFx"),
        ("maxdataserviceversion", "3.0;NetFx"),
        ("prefer", "return-content"),
        ("cookie", "session=1"),
        ("origin", "http://127.0.0.1"),
        ("referer", "http://127.0.0.1/"),
        ("x-ms-principal-id", "somebody.else@contoso.com"),
        ("x-forwarded-for", "10.0.0.1"),
    ];
    let answer = scene
        .call(
            "POST",
            &format!("{path}?RunAsynchronously=1"),
            &headers,
            body,
        )
        .await?;
    assert_eq!(answer.status, 200, "{}", scene.proxy.errors());
    let arrived = scene.arrived();
    let [request] = arrived.as_slice() else {
        panic!("{arrived:?}")
    };
    assert_eq!(request.method, "POST");
    assert_eq!(request.address, format!("/{path}?RunAsynchronously=1"));
    assert_eq!(request.body, body);
    let expected = BTreeMap::from(
        [
            ("host", "spf.contoso.com:8090"),
            (
                "authorization",
                "Basic Q09OVE9TT1xzdmMtc2N2bW06Zm9yLXNwZg==",
            ),
            ("x-ms-principal-id", PERSON.0),
            ("content-type", content),
            ("accept", content),
            ("dataserviceversion", "3.0;NetFx"),
            ("maxdataserviceversion", "3.0;NetFx"),
            ("prefer", "return-content"),
            ("content-length", &body.len().to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    assert_eq!(request.headers, expected);
    Ok(())
}

#[tokio::test]
async fn every_act_on_checkpoints_passes_and_every_reading_the_console_does() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for (method, path) in calls::PASSED {
        let answer = scene
            .call(method, path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await?;
        assert!(
            answer.status == 200 || path.contains("Clouds"),
            "{method} {path}: {}",
            answer.text()
        );
    }
    let arrived = scene.arrived();
    let methods: Vec<_> = arrived.iter().map(|call| call.method.as_str()).collect();
    assert_eq!(methods, calls::PASSED.map(|(method, _)| method));
    Ok(())
}

#[tokio::test]
async fn nothing_else_of_the_spf_host_can_be_reached() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for (method, path) in calls::REFUSED.iter().chain(&calls::DISGUISED) {
        let answer = scene
            .call(method, path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await?;
        assert!(
            answer.status == 404 || answer.status == 400,
            "{method} {path}: {}",
            answer.status
        );
    }
    assert!(scene.arrived().is_empty(), "{:?}", scene.arrived());
    Ok(())
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_use_the_sign_in() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let root = "SC2012R2/VMM/Microsoft.Management.Odata.svc";
    let calls = [
        (
            "GET",
            "VirtualMachines".to_owned(),
            &["cross-site", "same-site", ""][..],
        ),
        (
            "POST",
            "VMCheckPoints".to_owned(),
            &["cross-site", "same-site", "none", ""],
        ),
        (
            "DELETE",
            format!("VMCheckPoints{KEY}"),
            &[
                "cross-site",
                "same-site",
                "none",
                "",
                "same-origin, cross-site",
            ],
        ),
        (
            "MERGE",
            format!("VMCheckPoints{KEY}"),
            &["cross-site", "same-site", "none", "", "SAME-ORIGINAL"],
        ),
    ];
    for (method, below, sites) in calls {
        for site in sites {
            let mut headers = vec![SIGNED_IN];
            if !site.is_empty() {
                headers.push(("sec-fetch-site", site));
            }
            let answer = scene
                .call(method, &format!("{root}/{below}"), &headers, "")
                .await?;
            assert_eq!(answer.status, 403, "{method} from {site:?}");
            let error: serde_json::Value = serde_json::from_slice(&answer.body)?;
            assert!(error["error"]["message"].is_string(), "{error}");
            assert_eq!(answer.header("content-type"), "application/json");
        }
    }
    assert!(scene.arrived().is_empty());
    let typed = [SIGNED_IN, ("sec-fetch-site", "none")];
    let answer = scene
        .call("GET", &format!("{root}/VirtualMachines"), &typed, "")
        .await?;
    assert_eq!(answer.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_host_that_is_not_spf_gets_nothing() -> Result<()> {
    let scene = Scene::start(|options| options.genuine = false).await?;
    let answer = scene.spf("GET", "VirtualMachines").await?;
    assert_eq!(answer.status, 502);
    assert!(
        answer
            .text()
            .contains("gets no answer from Service Provider Foundation"),
        "{}",
        answer.text()
    );
    assert!(scene.arrived().is_empty());
    assert!(
        scene.proxy.errors().contains("certificate verify error"),
        "{}",
        scene.proxy.errors()
    );
    Ok(())
}

#[tokio::test]
async fn a_body_beyond_any_checkpoint_is_not_taken() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path = "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints";
    let answer = scene
        .call(
            "POST",
            path,
            &[SIGNED_IN, FROM_THE_CONSOLE],
            &"x".repeat(70_000),
        )
        .await?;
    assert_eq!(answer.status, 413);
    assert!(scene.arrived().is_empty());
    Ok(())
}
