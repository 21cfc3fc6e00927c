//! What stands round the list, by keyboard alone: saved views, reading anew, columns and signing out.

use anyhow::Result;
use e2e::walk::{asked, tab_to, to_machines, until_read, wait_for_focus, without_graph};
use e2e::{Page, StageOptions, scene};
use emulator::faults::Fault;
use fantoccini::key::Key;

/// Presses Tab until what has the focus begins with this name, and Enter on it.
async fn press(page: &Page<'_>, name: &str) -> Result<()> {
    tab_to(page, name).await?;
    page.press(Key::Enter).await
}

/// Opens a menu, and presses what it offers.
async fn choose(page: &Page<'_>, menu: &str, offer: &str) -> Result<()> {
    press(page, menu).await?;
    page.button(offer).await?;
    press(page, offer).await
}

/// Replaces what stands in the field that has the focus.
async fn type_anew(page: &Page<'_>, text: &str) -> Result<()> {
    page.chord(&[Key::Control.into(), 'a']).await?;
    page.type_text(text).await
}

#[tokio::test]
async fn a_view_is_saved_renamed_opened_and_deleted_by_keyboard() -> Result<()> {
    scene("keyboard-views", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        page.type_text("/").await?;
        wait_for_focus(&page, "Search machines").await?;
        page.type_text("state:Paused ").await?;
        press(&page, "Save this view…").await?;
        wait_for_focus(&page, "Name").await?;
        type_anew(&page, "Asleep").await?;
        page.press(Key::Enter).await?;
        page.visible("//nav//a[starts-with(., 'Asleep')][@aria-current]")
            .await?;

        choose(&page, "What to do with the view Asleep", "Rename…").await?;
        wait_for_focus(&page, "Name").await?;
        type_anew(&page, "Paused ones").await?;
        page.press(Key::Enter).await?;
        page.visible("//nav//a[starts-with(., 'Paused ones')][@aria-current]")
            .await?;

        press(&page, "Machines").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        press(&page, "Paused ones").await?;
        page.until("the search of the view", async || {
            Ok(page.typed("Search machines").await? == "state:Paused")
        })
        .await?;

        choose(&page, "What to do with the view Paused ones", "Delete").await?;
        page.wait_until_gone("Paused ones").await
    })
    .await
}

#[tokio::test]
async fn reading_is_begun_stopped_and_tried_again_by_keyboard() -> Result<()> {
    scene("keyboard-reading", StageOptions::default(), async |stage| {
        without_graph(stage);
        let page = to_machines(stage, "reader@contoso.com").await?;
        let refused = "A subscription could not be read: Contoso Branch Offices";
        page.wait_for_text(refused).await?;
        until_read(&page).await?;
        let list = "Microsoft.HybridCompute/machines?";
        let before = asked(stage, "GET", list);
        press(&page, "Try again").await?;
        page.until("its list to be asked for again", async || {
            Ok(asked(stage, "GET", list) == before + 1)
        })
        .await?;
        page.wait_for_text(refused).await?;

        stage.datacenter().add_fault(Fault {
            path: "/subscriptions\\?".to_owned(),
            // Longer than the test lasts.
            delay_ms: 600_000,
            ..Fault::default()
        });
        press(&page, "Refresh").await?;
        // Before the first answer comes nothing else is known.
        page.wait_for_text("Reading…").await?;
        page.expect_accessible().await?;
        press(&page, "Stop").await?;
        page.wait_for_text("Stopped").await?;
        page.wait_for_text("build-agent-33").await
    })
    .await
}

#[tokio::test]
async fn a_column_is_made_wider_and_narrower_by_keyboard() -> Result<()> {
    scene("keyboard-columns", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        let width = async || {
            let script = "return document.querySelector('.head .col-state').offsetWidth";
            let width = page.client().execute(script, Vec::new()).await?;
            anyhow::Ok(width.as_i64().unwrap_or_default())
        };
        let before = width().await?;
        press(&page, "Columns").await?;
        page.wait_for_text("Reset columns").await?;
        for (name, by) in [("Make State narrower", -32), ("Make State wider", 0)] {
            press(&page, name).await?;
            page.until(name, async || Ok(width().await? == before + by))
                .await?;
            wait_for_focus(&page, name).await?;
        }
        page.press(Key::Escape).await?;
        wait_for_focus(&page, "Columns").await
    })
    .await
}

#[tokio::test]
async fn whoever_signs_out_by_keyboard_is_at_the_sign_in_page() -> Result<()> {
    scene("keys-sign-out", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        choose(&page, "CA", "Sign out").await?;
        page.button("Sign in").await?;
        Ok(())
    })
    .await
}
