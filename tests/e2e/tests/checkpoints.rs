//! Taking and deleting a checkpoint, from the click to what the datacenter really holds afterwards.

use anyhow::Result;
use e2e::walk::{actions, checkpoints, to_machine};
use e2e::{StageOptions, scene};
use emulator::faults::Fault;
use emulator::operation::plan::{Ending, Plan};
use fantoccini::key::Key;
use serde_json::json;

/// Four checkpoints in a tree with a side branch.
const MACHINE: &str = "sql-prod-014";

#[tokio::test]
async fn a_checkpoint_is_created_with_the_name_and_description_typed() -> Result<()> {
    scene("create", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "Before the upgrade").await?;
        page.fill("Description", "Change 50117").await?;
        page.expect_accessible().await?;
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.wait_for_text("Change 50117").await?;
        let machine = stage.datacenter().machine(MACHINE);
        let created = machine
            .iter()
            .flat_map(|machine| &machine.checkpoints)
            .find(|made| made.name == "Before the upgrade");
        assert_eq!(
            created.map(|made| made.description.as_str()),
            Some("Change 50117")
        );
        assert_eq!(
            machine.as_ref().and_then(|machine| machine.current.clone()),
            created.map(|made| made.id.clone())
        );
        assert_eq!(actions(stage), ["createCheckpoint"]);
        page.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn with_nothing_typed_the_body_is_empty_and_vmm_chooses_the_name() -> Result<()> {
    scene("create-empty", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "").await?;
        page.press(Key::Enter).await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.until("the checkpoint", async || {
            Ok(checkpoints(stage, MACHINE).len() == before.len() + 1)
        })
        .await?;
        let sent = stage
            .datacenter()
            .requests()
            .into_iter()
            .find(|entry| entry.method == "POST" && entry.address.contains("createCheckpoint"));
        assert_eq!(sent.and_then(|entry| entry.body), Some("{}".to_owned()));
        let after = checkpoints(stage, MACHINE);
        assert!(
            after
                .iter()
                .any(|name| name.starts_with("sql-prod-014 - (")),
            "{after:?}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checkpoint_is_deleted_and_its_children_stay() -> Result<()> {
    scene("delete", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        page.click_button("Delete After CU22").await?;
        page.wait_for_text("This restore point is lost").await?;
        page.expect_accessible().await?;
        page.click_button("Delete").await?;
        page.wait_until_gone("This restore point is lost").await?;
        page.until("the deletion", async || {
            Ok(!checkpoints(stage, MACHINE).contains(&"After CU22".to_owned()))
        })
        .await?;
        assert_eq!(checkpoints(stage, MACHINE).len(), 3);
        assert_eq!(actions(stage), ["deleteCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refused_request_is_explained_in_the_dialog_and_what_was_typed_is_kept() -> Result<()> {
    scene("refused", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        stage.datacenter().add_fault(Fault {
            method: Some("POST".to_owned()),
            path: "createCheckpoint".to_owned(),
            status: Some(409),
            body: Some(json!({ "error": { "code": "Conflict", "message": "The machine is busy.", "details": [
                { "code": "VmmJobRunning", "message": "Job 4711 runs.", "details": [{ "code": "Deep", "message": "Host <b>hv-01</b>." }] }
            ] } })),
            ..Fault::default()
        });
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "Kept").await?;
        page.click_button("Create").await?;
        page.wait_for_text("The checkpoint was not created.").await?;
        page.wait_for_text("Job 4711 runs.").await?;
        page.wait_for_text("Host <b>hv-01</b>.").await?;
        assert_eq!(page.field("Name").await?.prop("value").await?, Some("Kept".to_owned()));
        page.expect_accessible().await?;
        assert_eq!(actions(stage), ["createCheckpoint"]);
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_operation_that_fails_shows_its_cause_to_the_last_detail() -> Result<()> {
    scene("failed-operation", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        stage.datacenter().next_operation(Plan::new(Ending::Failed));
        page.click_button("Create checkpoint").await?;
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.wait_for_text("the checkpoint needs 4.0 GB").await?;
        page.expect_accessible().await?;
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}
