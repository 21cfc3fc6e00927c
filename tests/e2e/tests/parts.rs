//! The program in parts: what the first screen does without comes later, and may fail to come.

use std::fs;

use anyhow::{Context, Result};
use e2e::places::in_project;
use e2e::walk::wait_for_focus;
use e2e::{Page, Stage, StageOptions, scene};
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

const ACCOUNT: &str = "admin@contoso.com";
const MACHINE: &str = "sql-prod-014";
/// A machine that the list shows without a search.
const SEEN: &str = "build-agent-33";
/// The heading of the page of whoever is not signed in.
const TITLE: &str = "SCVMM Console";
const NOT_LOADED: &str = "This part of the console could not be loaded.";
/// The addresses of the part with the pages after the first.
const PAGES: &str = "*scvmm-console-pages*";

/// The files of the parts that Azure has a use for: those of the back end for SPF alone are never loaded there.
fn parts() -> Result<Vec<String>> {
    let mut names: Vec<_> = fs::read_dir(in_project("dist"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("scvmm-console-") && name.ends_with(".wasm"))
        .filter(|name| !name.ends_with("_bg.wasm") && !name.starts_with("scvmm-console-spf-"))
        .collect();
    names.sort();
    Ok(names)
}

/// The file of a part that no other shares.
fn own_file(part: &str) -> Result<String> {
    let start = format!("scvmm-console-{part}-");
    let mut names = parts()?;
    names.retain(|name| name.starts_with(&start));
    let own = |name: &String| name.split('-').count() == 4;
    let found = names.into_iter().find(own);
    found.with_context(|| format!("dist/ holds no part called {part}"))
}

/// Which addresses the browser does not fetch from now on.
async fn block(page: &Page<'_>, addresses: &[&str]) -> Result<()> {
    page.cdp("Network.enable", json!({})).await?;
    let blocked = json!({ "urls": addresses });
    page.cdp("Network.setBlockedURLs", blocked).await?;
    Ok(())
}

/// How the network is from now on: every answer comes so late, or none comes.
async fn network(page: &Page<'_>, latency_ms: u32, offline: bool) -> Result<()> {
    let conditions = json!({
        "offline": offline, "latency": latency_ms, "downloadThroughput": -1, "uploadThroughput": -1,
    });
    page.cdp("Network.emulateNetworkConditions", conditions)
        .await?;
    Ok(())
}

/// The list of machines, of somebody who has just signed in.
async fn list<'a>(stage: &'a Stage, blocked: &[&str]) -> Result<Page<'a>> {
    let page = stage.page();
    page.open("/").await?;
    block(&page, blocked).await?;
    page.sign_in(ACCOUNT).await?;
    page.wait_for_text("Running").await?;
    Ok(page)
}

/// The same where the pages do not come.
async fn list_alone(stage: &Stage) -> Result<Page<'_>> {
    expect_refusals(stage);
    let page = list(stage, &[PAGES]).await?;
    asked_for(&page, 1).await?;
    Ok(page)
}

/// What the browser and the console say of a file that is refused.
fn expect_refusals(stage: &Stage) {
    stage.expect_in_console("ERR_BLOCKED_BY_CLIENT");
    stage.expect_in_console("A part of the console could not be loaded.");
}

/// Waits until the pages have been asked for so many times since the console was opened. It asks for them by itself too, soon
/// after the rows: only once that has failed do they come for no other reason than what a test does.
async fn asked_for(page: &Page<'_>, times: usize) -> Result<()> {
    page.until("the pages asked for", async || {
        let script = "return performance.getEntriesByType('resource')
            .filter((entry) => entry.name.includes('scvmm-console-pages')).length >= arguments[0]";
        let asked = page.client().execute(script, vec![json!(times)]).await?;
        Ok(asked == json!(true))
    })
    .await
}

/// What did not come does so from now on, but late.
async fn come_late(page: &Page<'_>) -> Result<()> {
    block(page, &[]).await?;
    network(page, 1_500, false).await
}

/// The machine beside the list can be acted on.
async fn expect_to_act(page: &Page<'_>) -> Result<()> {
    page.wait_for_text("Checkpoint type").await?;
    page.click_button("Create checkpoint").await?;
    page.wait_for_text("Create a checkpoint of").await
}

/// Opens the machine beside the list.
async fn open_machine(page: &Page<'_>) -> Result<()> {
    page.fill("Search machines", MACHINE).await?;
    page.click_button(MACHINE).await
}

#[tokio::test]
async fn what_needs_a_part_that_does_not_come_says_so_and_does_it_when_it_is_asked_for_again()
-> Result<()> {
    scene("part-missing", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        page.click_button(SEEN).await?;
        page.wait_for_text(NOT_LOADED).await?;
        page.expect_accessible().await?;
        block(&page, &[]).await?;
        page.click_button("Try again").await?;
        page.wait_until_gone(NOT_LOADED).await?;
        page.click_button(SEEN).await?;
        expect_to_act(&page).await
    })
    .await
}

#[tokio::test]
async fn what_is_done_in_the_list_before_the_rest_has_come_is_done_when_it_comes() -> Result<()> {
    scene("part-late", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        come_late(&page).await?;
        page.click_button(SEEN).await?;
        assert_eq!(page.text_of("#panel-heading").await?, "");
        network(&page, 0, false).await?;
        page.wait_for_text("Checkpoint type").await?;
        // The link led to no page of its own.
        assert_eq!(page.text_of("#panel-heading").await?, SEEN);
        assert_eq!(page.text_of("main h1").await?, "Machines");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_in_the_list_before_the_rest_has_come_count_when_it_comes_and_others_raise_no_alarm()
-> Result<()> {
    scene("part-keys", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        for _ in 0..20 {
            page.press(Key::Tab).await?;
        }
        page.chord(&[Key::Control.into(), Key::Shift.into()])
            .await?;
        let nowhere = "document.activeElement.blur()";
        page.client().execute(nowhere, vec![]).await?;
        page.type_text("/").await?;
        assert_eq!(page.focused().await?, "Search machines");
        assert!(!page.text().await?.contains(NOT_LOADED));

        come_late(&page).await?;
        let to_list = "document.getElementById('list').focus()";
        page.client().execute(to_list, vec![]).await?;
        for key in [Key::Down, Key::Down, Key::Enter] {
            page.press(key).await?;
        }
        assert_eq!(page.text_of("#panel-heading").await?, "");
        network(&page, 0, false).await?;
        page.wait_for_text("Checkpoint type").await?;
        // The third row, from the first.
        assert_eq!(page.text_of("#panel-heading").await?, SEEN);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_done_in_a_list_that_is_gone_when_the_rest_comes_is_done_no_more() -> Result<()> {
    scene("part-gone", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        come_late(&page).await?;
        page.click("(//*[@role='row']//*[contains(., 'Running')])[last()]")
            .await?;
        page.press(Key::Down).await?;
        page.click("//nav/a[contains(., 'Operations')]").await?;
        network(&page, 0, false).await?;
        page.wait_for_text("No operations yet").await?;
        page.click("//nav/a[contains(., 'Machines')]").await?;
        page.wait_for_text("Running").await?;
        assert_eq!(page.text_of("#panel-heading").await?, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_does_not_come_is_named_in_its_place_and_comes_when_it_is_asked_for_again()
-> Result<()> {
    scene("part-page", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        page.click("//nav/a[contains(., 'Operations')]").await?;
        page.wait_for_text(NOT_LOADED).await?;
        assert_eq!(page.text_of("main h1").await?, "Operations");
        assert_eq!(page.text_of("nav [aria-current]").await?, "Operations");
        assert_eq!(page.client().title().await?, "Operations - SCVMM Console");
        assert_eq!(page.focused().await?, "Operations");
        page.expect_accessible().await?;
        // It comes now, but late: grey bars stand where it will be.
        come_late(&page).await?;
        page.click_button("Try again").await?;
        page.until("grey bars", async || {
            Ok(page.text_of("main .skeleton").await? == "Loading…")
        })
        .await?;
        assert_eq!(page.text_of("main h1").await?, "Operations");
        network(&page, 0, false).await?;
        page.wait_for_text("No operations yet").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_done_without_the_part_is_said_to_wait_and_what_was_typed_is_not_lost() -> Result<()>
{
    scene("part-typed", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        page.fill("Search machines", MACHINE).await?;
        page.wait_for_text(NOT_LOADED).await?;
        page.expect_accessible().await?;
        block(&page, &[]).await?;
        page.click_button("Try again").await?;
        page.wait_until_gone(NOT_LOADED).await?;
        page.wait_for_text("1 of ").await?;
        page.click_button(MACHINE).await?;
        expect_to_act(&page).await
    })
    .await
}

#[tokio::test]
async fn a_sign_in_that_cannot_begin_says_why_and_begins_when_it_can() -> Result<()> {
    scene("part-asking", StageOptions::default(), async |stage| {
        expect_refusals(stage);
        let page = stage.page();
        block(&page, &[&format!("*{}", own_file("asking")?)]).await?;
        page.open("/").await?;
        page.click_button("Sign in").await?;
        page.wait_for_text("Signing in could not begin").await?;
        wait_for_focus(&page, TITLE).await?;
        page.expect_accessible().await?;
        block(&page, &[]).await?;
        page.sign_in(ACCOUNT).await?;
        page.wait_for_text("Running").await
    })
    .await
}

#[tokio::test]
async fn an_address_that_asks_for_more_than_the_usual_list_shows_no_other_meanwhile() -> Result<()>
{
    scene("part-address", StageOptions::default(), async |stage| {
        let page = list_alone(stage).await?;
        page.open("/#/machines?q=sql-prod-014").await?;
        page.client().refresh().await?;
        page.wait_for_text(NOT_LOADED).await?;
        assert_eq!(page.text_of("main h1").await?, "Machines");
        assert!(!page.text().await?.contains("Running"));
        // For the page, and by itself.
        asked_for(&page, 2).await?;
        block(&page, &[]).await?;
        page.click_button("Try again").await?;
        page.wait_for_text("1 of ").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_part_that_was_changed_on_its_way_is_refused() -> Result<()> {
    let name: &'static str = Box::leak(own_file("pages")?.into_boxed_str());
    let options = StageOptions {
        tampered: Some(name),
        ..StageOptions::default()
    };
    scene("part-tampered", options, async |stage| {
        stage.expect_in_console("integrity");
        stage.expect_in_console("A part of the console could not be loaded.");
        let page = list(stage, &[]).await?;
        page.click_button(SEEN).await?;
        page.wait_for_text(NOT_LOADED).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_rest_comes_by_itself_after_the_rows_and_then_opens_without_a_network() -> Result<()> {
    let names = parts()?;
    assert!(!names.is_empty(), "dist/ holds no part");
    scene("part-ahead", StageOptions::default(), async |stage| {
        stage.expect_in_console("ERR_INTERNET_DISCONNECTED");
        let page = list(stage, &[]).await?;
        page.until("all parts", async || {
            let script = "const come = performance.getEntriesByType('resource').filter((entry) => entry.responseEnd > 0);
                return arguments[0].every((name) => come.some((entry) => entry.name.endsWith(name)))";
            let come = page
                .client()
                .execute(script, vec![json!(names)])
                .await?;
            Ok(come == json!(true))
        })
        .await?;
        network(&page, 0, true).await?;
        open_machine(&page).await?;
        page.wait_for_text("This machine could not be read.")
            .await?;
        let keys = Locator::Css(".shortcuts-button");
        page.client().find(keys).await?.click().await?;
        page.wait_for_text("Find by the beginning of a name")
            .await?;
        Ok(())
    })
    .await
}
