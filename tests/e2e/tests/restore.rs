//! Bringing a machine back to a checkpoint, from the click to what the datacenter really holds afterwards.

use anyhow::Result;
use e2e::walk::{actions, checkpoints, tab_to, to_machine, wait_for_focus};
use e2e::{Page, Stage, StageOptions, scene};
use emulator::faults::Fault;
use emulator::operation::plan::{Ending, Plan};
use fantoccini::key::Key;
use serde_json::json;

/// Four checkpoints in a tree with a side branch, standing on the last.
const MACHINE: &str = "sql-prod-014";
const BACK_TO: &str = "Before CU22";

/// The name of the checkpoint that the machine's present state is based on.
fn stands_on(stage: &Stage) -> Option<String> {
    let machine = stage.datacenter().machine(MACHINE)?;
    let current = machine.current?;
    let mut all = machine.checkpoints.into_iter();
    all.find(|checkpoint| checkpoint.id == current)
        .map(|checkpoint| checkpoint.name)
}

async fn open(stage: &Stage) -> Result<Page<'_>> {
    let page = to_machine(stage, MACHINE).await?;
    page.click_button(&format!("Restore {BACK_TO}")).await?;
    page.wait_for_text("What changed on this machine since")
        .await?;
    Ok(page)
}

async fn untick(page: &Page<'_>) -> Result<()> {
    page.click("//input[@id='keep-present-state']").await
}

#[tokio::test]
async fn the_present_state_is_kept_by_a_checkpoint_before_the_machine_goes_back() -> Result<()> {
    scene("restore", StageOptions::default(), async |stage| {
        let page = open(stage).await?;
        let before = checkpoints(stage, MACHINE);
        page.expect_accessible().await?;
        page.click_button("Restore").await?;
        page.wait_until_gone("What changed on this machine since")
            .await?;
        page.wait_for_text("waiting for the checkpoint of the present state")
            .await?;
        page.expect_accessible().await?;
        page.wait_for_text("Checkpoint restored").await?;
        assert_eq!(actions(stage), ["createCheckpoint", "restoreCheckpoint"]);
        let after = checkpoints(stage, MACHINE);
        assert_eq!(after[..before.len()], before[..], "all stay");
        let made = &after[before.len()..];
        assert!(
            made.len() == 1 && made[0].starts_with("Before restore, "),
            "{made:?}"
        );
        assert_eq!(stands_on(stage).as_deref(), Some(BACK_TO));
        page.wait_for_text("Taken before restoring “Before CU22”")
            .await?;
        page.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn without_the_checkpoint_the_machine_goes_back_at_once() -> Result<()> {
    scene("restore-alone", StageOptions::default(), async |stage| {
        let page = open(stage).await?;
        let before = checkpoints(stage, MACHINE);
        untick(&page).await?;
        page.click_button("Restore").await?;
        page.wait_until_gone("What changed on this machine since")
            .await?;
        page.wait_for_text("Checkpoint restored").await?;
        assert_eq!(actions(stage), ["restoreCheckpoint"]);
        assert_eq!(checkpoints(stage, MACHINE), before);
        assert_eq!(stands_on(stage).as_deref(), Some(BACK_TO));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn when_the_checkpoint_fails_the_machine_stays_as_it_is() -> Result<()> {
    scene("restore-unkept", StageOptions::default(), async |stage| {
        let page = open(stage).await?;
        let before = (checkpoints(stage, MACHINE), stands_on(stage));
        stage.datacenter().next_operation(Plan::new(Ending::Failed));
        page.click_button("Restore").await?;
        page.wait_for_text("Restore checkpoint was not sent")
            .await?;
        page.wait_for_text("the machine was left as it is").await?;
        page.wait_for_text("the checkpoint needs 4.0 GB").await?;
        page.expect_accessible().await?;
        assert_eq!(actions(stage), ["createCheckpoint"]);
        assert_eq!((checkpoints(stage, MACHINE), stands_on(stage)), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refusal_is_explained_in_the_dialog_and_nothing_was_done() -> Result<()> {
    for (first, path, words) in [
        (
            true,
            "createCheckpoint",
            "No checkpoint of the present state was created, so the machine was not restored.",
        ),
        (false, "restoreCheckpoint", "The machine was not restored."),
    ] {
        scene("restore-refused", StageOptions::default(), async |stage| {
            let page = open(stage).await?;
            let before = (checkpoints(stage, MACHINE), stands_on(stage));
            stage.datacenter().add_fault(Fault {
                method: Some("POST".to_owned()),
                path: path.to_owned(),
                status: Some(409),
                body: Some(json!({ "error": { "code": "Conflict", "message": "Job 4711 runs." } })),
                ..Fault::default()
            });
            if !first {
                untick(&page).await?;
            }
            page.click_button("Restore").await?;
            page.wait_for_text(words).await?;
            page.wait_for_text("Job 4711 runs.").await?;
            page.expect_accessible().await?;
            assert_eq!(actions(stage), [path]);
            page.click_button("Keep the present state").await?;
            page.wait_until_gone("Job 4711 runs.").await?;
            page.wait_for_text("None in this sitting.").await?;
            assert_eq!((checkpoints(stage, MACHINE), stands_on(stage)), before);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_machine_is_restored_by_keyboard_and_the_safe_button_has_the_focus_first() -> Result<()> {
    scene("restore-keyboard", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        // In the tree, from the checkpoint that the machine stands on to the first, and to what can be done to it.
        tab_to(&page, "Before index rebuild").await?;
        page.press(Key::Home).await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Restore Before CU22").await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Keep the present state").await?;
        page.press(Key::Escape).await?;
        page.wait_until_gone("What changed on this machine since")
            .await?;
        wait_for_focus(&page, "Restore Before CU22").await?;
        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Keep the present state").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("What changed on this machine since")
            .await?;
        wait_for_focus(&page, "Restore Before CU22").await?;
        assert_eq!(actions(stage), [""; 0]);

        page.press(Key::Enter).await?;
        wait_for_focus(&page, "Keep the present state").await?;
        tab_to(&page, "Create a checkpoint of the present state first").await?;
        page.type_text(" ").await?;
        tab_to(&page, "Restore").await?;
        page.press(Key::Enter).await?;
        page.wait_for_text("Checkpoint restored").await?;
        // The rows have changed places: the focus must not be on what is another's button now.
        wait_for_focus(&page, "Checkpoints").await?;
        assert_eq!(actions(stage), ["restoreCheckpoint"]);
        assert_eq!(stands_on(stage).as_deref(), Some(BACK_TO));
        Ok(())
    })
    .await
}
