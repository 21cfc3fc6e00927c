//! Everything by keyboard alone: no click after signing in.

use anyhow::{Result, bail};
use e2e::walk::{actions, checkpoints, tab_to, to_machines, wait_for_focus};
use e2e::{Page, Stage, StageOptions, scene};
use fantoccini::Locator;
use fantoccini::key::Key;

const MACHINE: &str = "sql-prod-014";

/// The text of the row or heading that the arrow keys have moved to, line by line, as assistive technology finds it.
async fn active(page: &Page<'_>) -> Result<String> {
    let script = "const id = document.activeElement.getAttribute('aria-activedescendant'); \
                  return document.getElementById(id)?.innerText ?? '';";
    let text = page.client().execute(script, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().trim().to_owned())
}

/// Waits until the arrow keys have moved to what begins so.
async fn wait_for_active(page: &Page<'_>, start: &str) -> Result<()> {
    page.until(&format!("{start} to be the active row"), async || {
        Ok(active(page).await?.starts_with(start))
    })
    .await
}

/// Waits until what has the focus begins so.
async fn wait_for_start(page: &Page<'_>, start: &str) -> Result<()> {
    page.until(&format!("the focus on {start}"), async || {
        Ok(page.focused().await?.starts_with(start))
    })
    .await
}

/// Presses Tab until the list has the focus: something in it is active then.
async fn tab_to_list(page: &Page<'_>) -> Result<()> {
    for _ in 0..60 {
        page.press(Key::Tab).await?;
        if !active(page).await?.is_empty() {
            return Ok(());
        }
    }
    bail!("Tab does not come to the list")
}

/// From the list to the machine beside it, by `/`, typing, Tab and Enter.
async fn to_machine_by_keys<'a>(stage: &'a Stage) -> Result<Page<'a>> {
    let page = to_machines(stage, "admin@contoso.com").await?;
    page.type_text("/").await?;
    wait_for_focus(&page, "Search machines").await?;
    page.type_text(MACHINE).await?;
    page.wait_for_text("1 of 40").await?;
    tab_to_list(&page).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text("You are here").await?;
    // The heading of what was opened has the focus, so that it is read out.
    wait_for_focus(&page, MACHINE).await?;
    Ok(page)
}

#[tokio::test]
async fn the_list_is_walked_sorted_and_selected_by_keyboard() -> Result<()> {
    scene("keyboard-list", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        page.wait_until_gone("40 read").await?;
        tab_to_list(&page).await?;
        let first = active(&page).await?;
        page.press(Key::Down).await?;
        page.type_text(" ").await?;
        page.wait_for_text("1 selected").await?;
        page.chord(&[Key::Shift.into(), Key::Down.into()]).await?;
        page.chord(&[Key::Shift.into(), Key::Down.into()]).await?;
        page.wait_for_text("3 selected").await?;
        page.expect_accessible().await?;
        page.chord(&[Key::Control.into(), 'a']).await?;
        page.wait_for_text("40 selected").await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("selected").await?;

        page.press(Key::End).await?;
        assert_ne!(active(&page).await?, first);
        page.press(Key::Home).await?;
        wait_for_active(&page, &first).await?;
        page.press(Key::Up).await?;
        wait_for_active(&page, "Name").await?;
        page.press(Key::Right).await?;
        page.press(Key::Right).await?;
        wait_for_active(&page, "Checkpoints").await?;
        page.press(Key::Enter).await?;
        page.press(Key::Enter).await?;
        page.visible("//*[@role='columnheader'][@aria-sort='descending'][starts-with(normalize-space(),'Checkpoints')]")
            .await?;
        page.press(Key::Down).await?;
        wait_for_active(&page, "web-eu-213").await?;

        page.type_text(MACHINE).await?;
        wait_for_active(&page, MACHINE).await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("You are here").await?;
        wait_for_focus(&page, MACHINE).await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("You are here").await?;
        wait_for_active(&page, MACHINE).await?;
        assert_eq!(actions(stage), [""; 0]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filters_groups_and_columns_are_chosen_by_keyboard() -> Result<()> {
    scene("keyboard-toolbar", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        tab_to(&page, "State").await?;
        page.press(Key::Enter).await?;
        // The list says "Running" as well: what counts is the open menu.
        page.visible("//details[@open]/div[@class='drop-down']/*")
            .await?;
        tab_to(&page, "Paused").await?;
        page.type_text(" ").await?;
        page.until("the search to hold it", async || {
            Ok(page.typed("Search machines").await? == "state:Paused")
        })
        .await?;
        page.expect_accessible().await?;
        page.press(Key::Escape).await?;
        wait_for_focus(&page, "State: Paused").await?;
        tab_to(&page, "Remove the filter State").await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("40 in 3 subscriptions").await?;

        tab_to(&page, "Group by").await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("Nothing").await?;
        tab_to(&page, "Nothing").await?;
        page.press(Key::Down).await?;
        page.wait_for_text("By subscription").await?;
        page.press(Key::Escape).await?;
        tab_to_list(&page).await?;
        wait_for_active(&page, "Contoso Branch Offices (").await?;
        page.expect_accessible().await?;
        page.press(Key::Left).await?;
        page.wait_until_gone("dc-branch-07").await?;
        page.press(Key::Right).await?;
        page.wait_for_text("dc-branch-07").await?;

        tab_to(&page, "Columns").await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("Reset columns").await?;
        tab_to(&page, "Move Checkpoints up").await?;
        page.press(Key::Enter).await?;
        // It is the first behind the name now, and can only go back.
        wait_for_focus(&page, "Move Checkpoints down").await?;
        page.visible("//*[@role='columnheader'][@aria-colindex='3'][contains(., 'Checkpoints')]")
            .await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Move Checkpoints down").await?;
        page.visible("//*[@role='columnheader'][@aria-colindex='4'][contains(., 'Checkpoints')]")
            .await?;
        tab_to(&page, "Lives on").await?;
        page.type_text(" ").await?;
        page.until("the column to be gone", async || {
            Ok(page
                .client()
                .find_all(Locator::Css(".row .col-place"))
                .await?
                .is_empty())
        })
        .await?;
        page.expect_accessible().await?;
        page.press(Key::Escape).await?;
        wait_for_focus(&page, "Columns").await
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_created_by_keyboard_and_escape_changes_nothing() -> Result<()> {
    scene("keyboard-create", StageOptions::default(), async |stage| {
        let page = to_machine_by_keys(stage).await?;
        tab_to(&page, "Create checkpoint").await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Name").await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        wait_for_focus(&page, "Create checkpoint").await?;
        assert_eq!(actions(stage), [""; 0]);

        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Name").await?;
        page.chord(&[Key::Control.into(), 'a']).await?;
        page.type_text("Typed blind").await?;
        page.press(Key::Tab).await?;
        wait_for_focus(&page, "Description").await?;
        page.type_text("No mouse").await?;
        tab_to(&page, "Create").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        wait_for_focus(&page, "Create checkpoint").await?;
        page.wait_for_text("Checkpoint created").await?;
        let made = stage.datacenter().machine(MACHINE);
        let made = made
            .into_iter()
            .flat_map(|machine| machine.checkpoints)
            .find(|made| made.name == "Typed blind");
        assert_eq!(
            made.map(|made| made.description).as_deref(),
            Some("No mouse")
        );
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_deleted_by_keyboard_and_the_safe_button_has_the_focus_first() -> Result<()>
{
    scene("keyboard-delete", StageOptions::default(), async |stage| {
        let page = to_machine_by_keys(stage).await?;
        // In the tree, to the checkpoint before the present one.
        tab_to(&page, "Before index rebuild").await?;
        page.press(Key::Left).await?;
        wait_for_start(&page, "After CU22").await?;
        page.press(Key::Delete).await?;
        wait_for_focus(&page, "Keep checkpoint").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("This restore point is lost").await?;
        wait_for_start(&page, "After CU22").await?;
        assert_eq!(actions(stage), [""; 0]);

        page.press(Key::Delete).await?;
        wait_for_focus(&page, "Keep checkpoint").await?;
        page.press(Key::Tab).await?;
        wait_for_focus(&page, "Delete").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("This restore point is lost").await?;
        page.wait_for_text("Checkpoint deleted").await?;
        assert!(!checkpoints(stage, MACHINE).contains(&"After CU22".to_owned()));
        assert_eq!(actions(stage), ["deleteCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_search_typed_on_another_page_keeps_the_focus_letter_by_letter() -> Result<()> {
    scene("keyboard-search", StageOptions::default(), async |stage| {
        let page = to_machine_by_keys(stage).await?;
        tab_to(&page, "Open page").await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, MACHINE).await?;
        page.visible("//*[@class='breadcrumb']").await?;
        page.type_text("/").await?;
        wait_for_focus(&page, "Search machines").await?;
        page.chord(&[Key::Control.into(), 'a']).await?;
        page.type_text("w").await?;
        page.until("the list of machines", async || {
            Ok(page
                .client()
                .current_url()
                .await?
                .as_str()
                .contains("#/machines?q=w")
                && page.text().await?.contains("Lives on"))
        })
        .await?;
        page.type_text("eb-eu-20").await?;
        assert_eq!(page.typed("Search machines").await?, "web-eu-20");
        assert_eq!(page.focused().await?, "Search machines");
        Ok(())
    })
    .await
}
