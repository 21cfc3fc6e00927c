//! What comes back from Service Provider Foundation, and what nginx makes of its silence.

use anyhow::Result;

use crate::scene::{BREAK, FROM_THE_CONSOLE, KEY, SIGNED_IN, SUBSCRIPTION, Scene};

#[tokio::test]
async fn answers_name_the_consoles_own_host() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let own = format!("{}/spf/SC2012R2/VMM", scene.proxy.origin());
    let answer = scene.spf("GET", "VirtualMachines").await?;
    let text = answer.text();
    assert_eq!(
        answer.header("location"),
        format!("{own}/VMCheckPoints{KEY}")
    );
    assert!(text.starts_with(&format!(
        "{{\"odata.metadata\":\"{own}/$metadata#VMCheckPoints\""
    )));
    assert!(text.ends_with(&format!("\"odata.nextLink\":\"{own}/next\"}}")));
    assert!(!text.contains("spf.contoso.com"));
    let rows = serde_json::from_str::<serde_json::Value>(&text)?;
    assert_eq!(rows["value"].as_array().map(Vec::len), Some(20_000));
    Ok(())
}

#[tokio::test]
async fn answers_keep_what_the_console_needs_and_lose_what_is_not_for_a_browser() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let answer = scene.spf("GET", "VirtualMachines").await?;
    assert_eq!(
        answer.header("content-type"),
        "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
    );
    assert_eq!(
        answer.header("x-ms-request-id"),
        "e381ad2b-2375-45e4-a45f-64a1447a4ef6"
    );
    assert_eq!(
        answer.header("request-id"),
        "eda9bde6-834a-0001-3608-abed4a83ce01"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    for name in [
        "www-authenticate",
        "set-cookie",
        "x-powered-by",
        "x-aspnet-version",
    ] {
        assert_eq!(answer.header(name), "", "{name}");
    }
    assert!(
        !answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control-"))
    );
    Ok(())
}

#[tokio::test]
async fn a_refusal_of_the_servers_account_is_not_taken_for_one_of_the_person() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let answer = scene.spf("GET", "Clouds").await?;
    assert_eq!(answer.status, 403);
    let error: serde_json::Value = serde_json::from_slice(&answer.body)?;
    assert_eq!(error["error"]["code"], "AccountRefused");
    Ok(())
}

#[tokio::test]
async fn a_long_list_is_compressed_on_its_way_to_the_browser() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path =
        format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/VirtualMachines");
    let headers = [SIGNED_IN, FROM_THE_CONSOLE, ("accept-encoding", "gzip, br")];
    let answer = scene.call("GET", &path, &headers, "").await?;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.body.len() < 120_000, "{}", answer.body.len());
    Ok(())
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_told_apart_from_a_host_that_is_not_there() -> Result<()> {
    let scene = Scene::start(|options| options.patience = Some(1)).await?;
    let answer = scene.spf("GET", "Jobs").await?;
    assert_eq!(answer.status, 504);
    assert!(
        answer.text().contains("may still be done"),
        "{}",
        answer.text()
    );
    // It was sent once.
    assert_eq!(scene.arrived().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_act_on_a_connection_that_breaks_is_not_sent_again() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    // The second request goes over the connection of the first, which is where nginx would try once more by itself.
    scene.spf("GET", "VirtualMachines").await?;
    let path = format!("SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints{KEY}");
    let answer = scene
        .call("MERGE", &path, &[SIGNED_IN, FROM_THE_CONSOLE], BREAK)
        .await?;
    assert_eq!(answer.status, 502);
    assert!(
        answer
            .text()
            .contains("gets no answer from Service Provider Foundation"),
        "{}",
        answer.text()
    );
    let methods: Vec<_> = scene
        .arrived()
        .into_iter()
        .map(|call| call.method)
        .collect();
    assert_eq!(methods, ["GET", "MERGE"]);
    Ok(())
}
