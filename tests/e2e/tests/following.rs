//! Following an operation to its end, whatever the service lets the page see of it.

use std::collections::HashMap;

use anyhow::Result;
use e2e::walk::{actions, asked, checkpoints, create, to_machine};
use e2e::{Page, StageOptions, scene};
use emulator::faults::Fault;
use emulator::operation::plan::{Ending, Plan};
use serde_json::json;

const MACHINE: &str = "sql-prod-014";
const POLL: &str = "operationStatuses";

/// An address of somebody else, as the service's own published samples have it.
const ELSEWHERE: &str = "https://contoso.com/operationstatus";

/// Notes every address that the page asks for, whether the browser lets the request go or not.
const NOTE_ADDRESSES: &str = "window.askedFor = [];
    const real = window.fetch.bind(window);
    window.fetch = (what, how) => { window.askedFor.push(what.url ?? String(what)); return real(what, how); };";

async fn addresses(page: &Page<'_>) -> Result<Vec<String>> {
    let noted = page
        .client()
        .execute("return window.askedFor", Vec::new())
        .await?;
    Ok(serde_json::from_value(noted)?)
}

#[tokio::test]
async fn without_readable_headers_the_machine_is_watched_until_it_shows_the_checkpoint()
-> Result<()> {
    let options = StageOptions {
        expose_headers: false,
        ..StageOptions::default()
    };
    scene("hidden-headers", options, async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        create(&page, "Unseen").await?;
        page.wait_for_text("The machine itself is watched until it shows the change")
            .await?;
        page.wait_for_text("Checkpoint created").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"Unseen".to_owned()));
        assert_eq!(asked(stage, "GET", POLL), 0);
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_address_of_somebody_else_is_never_asked_and_the_machine_is_watched() -> Result<()> {
    scene("foreign-address", StageOptions::default(), async |stage| {
        stage
            .page()
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": NOTE_ADDRESSES }),
            )
            .await?;
        let page = to_machine(stage, MACHINE).await?;
        let headers = ["Location", "Azure-AsyncOperation"]
            .map(|name| (name.to_owned(), Some(ELSEWHERE.to_owned())));
        stage.datacenter().add_fault(Fault {
            method: Some("POST".to_owned()),
            path: "createCheckpoint".to_owned(),
            headers: HashMap::from(headers),
            ..Fault::default()
        });
        create(&page, "Led astray").await?;
        page.wait_for_text("The machine itself is watched until it shows the change")
            .await?;
        page.wait_for_text("Checkpoint created").await?;
        let asked_for = addresses(&page).await?;
        assert!(
            asked_for
                .iter()
                .any(|address| address.contains("createCheckpoint")),
            "the addresses were not noted: {asked_for:?}"
        );
        let own = [stage.address(), stage.datacenter().origin()];
        let foreign = asked_for
            .iter()
            .find(|address| !own.iter().any(|own| address.starts_with(own)));
        assert_eq!(foreign, None);
        for entry in stage.console().await? {
            assert!(
                !entry.message.contains("contoso.com/operationstatus"),
                "{entry:?}"
            );
        }
        assert!(checkpoints(stage, MACHINE).contains(&"Led astray".to_owned()));
        assert_eq!(asked(stage, "GET", POLL), 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_operation_canceled_at_the_service_is_shown_as_canceled_and_not_as_failed() -> Result<()>
{
    scene("canceled", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        stage
            .datacenter()
            .next_operation(Plan::new(Ending::Canceled));
        create(&page, "Called off").await?;
        page.wait_for_text("Create checkpoint was canceled").await?;
        page.wait_for_text("The job was canceled in the VMM console.")
            .await?;
        assert!(!page.text().await?.contains("Create checkpoint failed"));
        page.expect_accessible().await?;
        assert_eq!(
            page.text_of("#announcements").await?,
            "Create checkpoint was canceled on sql-prod-014. The job was canceled in the VMM console."
        );
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_operation_is_followed_on_whatever_page_is_open() -> Result<()> {
    scene("never-ends", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().next_operation(Plan::new(Ending::Never));
        create(&page, "Endless").await?;
        let polls = || asked(stage, "GET", POLL);
        page.click("//nav//a[contains(., 'Operations')]").await?;
        page.wait_for_text("Creating checkpoint").await?;
        page.wait_for_text("1 running").await?;
        let before = polls();
        page.until("a poll on the page of operations", async || {
            Ok(polls() > before)
        })
        .await?;
        page.click("//nav//a[contains(., 'Machines')]").await?;
        page.wait_for_text("Creating checkpoint").await?;
        let before = polls();
        page.until("a poll on the list of machines", async || {
            Ok(polls() > before)
        })
        .await?;
        page.click_button(MACHINE).await?;
        page.wait_for_text("is still under way on this machine")
            .await?;
        page.click_button("Create checkpoint").await?;
        assert!(
            !page.text().await?.contains("Create a checkpoint of"),
            "a second one could be sent"
        );
        let running = stage
            .datacenter()
            .machine(MACHINE)
            .and_then(|machine| machine.operation);
        assert_eq!(
            running.map(|operation| operation.action),
            Some("createCheckpoint")
        );
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_screen_reader_hears_the_end_on_another_page() -> Result<()> {
    scene("announced", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        create(&page, "Heard").await?;
        page.click("//nav//a[contains(., 'Machines')]").await?;
        page.until("the announcement", async || {
            Ok(page.text_of("#announcements").await? == "Checkpoint created on sql-prod-014.")
        })
        .await?;
        assert!(checkpoints(stage, MACHINE).contains(&"Heard".to_owned()));
        Ok(())
    })
    .await
}
