//! Everything by keyboard alone: no click after signing in.

use anyhow::Result;
use e2e::walk::{actions, checkpoints, tab_to, to_machines, wait_for_focus};
use e2e::{Page, Stage, StageOptions, scene};
use fantoccini::key::Key;

const MACHINE: &str = "sql-prod-014";

/// From the list to the machine, by `/`, typing, Tab and Enter.
async fn to_machine_by_keys<'a>(stage: &'a Stage) -> Result<Page<'a>> {
    let page = to_machines(stage, "admin@contoso.com").await?;
    page.type_text("/").await?;
    wait_for_focus(&page, "Search machines").await?;
    page.type_text(MACHINE).await?;
    page.wait_for_text("1 of 40").await?;
    tab_to(&page, MACHINE).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text("You are here").await?;
    // The new page's heading has the focus, so that it is read out.
    wait_for_focus(&page, MACHINE).await?;
    Ok(page)
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
        tab_to(&page, "Delete After CU22").await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Keep checkpoint").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("This restore point is lost").await?;
        wait_for_focus(&page, "Delete After CU22").await?;
        assert_eq!(actions(stage), [""; 0]);

        page.press(Key::Enter).await?;
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
                .ends_with("#/machines?q=w")
                && page.text().await?.contains("Resource group"))
        })
        .await?;
        page.type_text("eb-eu-20").await?;
        assert_eq!(page.typed("Search machines").await?, "web-eu-20");
        assert_eq!(page.focused().await?, "Search machines");
        Ok(())
    })
    .await
}
