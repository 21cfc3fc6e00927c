//! What a person may not do, or not now: said before the click where it can be known, and else beside the button.

use std::collections::HashMap;

use anyhow::Result;
use e2e::walk::{actions, checkpoints, send_create, to_machine, to_machine_as};
use e2e::{StageOptions, scene};
use emulator::faults::Fault;

const MACHINE: &str = "sql-prod-014";
const READER: &str = "reader@contoso.com";
const CREATE: &str = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";
const DELETE: &str = "Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action";

fn refuse_create(status: u16) -> Fault {
    Fault {
        method: Some("POST".to_owned()),
        ..Fault::status("createCheckpoint", status)
    }
}

#[tokio::test]
async fn who_may_only_look_reads_which_right_is_missing_and_nothing_is_sent() -> Result<()> {
    scene("reader", StageOptions::default(), async |stage| {
        let page = to_machine_as(stage, READER, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        page.wait_for_text(&format!("Your account lacks the right {CREATE}."))
            .await?;
        page.click_button("Create checkpoint").await?;
        let delete = page.button("Delete After CU22").await?;
        assert_eq!(delete.attr("aria-disabled").await?.as_deref(), Some("true"));
        let reason = delete.attr("title").await?.unwrap_or_default();
        assert!(reason.contains(DELETE), "{reason}");
        delete.click().await?;
        let text = page.text().await?;
        assert!(!text.contains("Create a checkpoint of"), "{text}");
        assert!(!text.contains("This restore point is lost"), "{text}");
        page.expect_accessible().await?;
        assert_eq!(actions(stage), [""; 0]);
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn when_rights_cannot_be_read_the_service_decides_and_its_refusal_names_the_action()
-> Result<()> {
    scene("rights-unknown", StageOptions::default(), async |stage| {
        stage
            .datacenter()
            .add_fault(Fault::status("Microsoft.Authorization/permissions", 403));
        let page = to_machine_as(stage, READER, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        send_create(&page, "Not allowed").await?;
        page.wait_for_text("The checkpoint was not created.")
            .await?;
        page.wait_for_text(&format!("for a role that holds {CREATE}"))
            .await?;
        page.wait_for_text("AuthorizationFailed").await?;
        assert_eq!(page.typed("Name").await?, "Not allowed");
        assert_eq!(actions(stage), ["createCheckpoint"]);
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait_and_the_second_try_goes_through() -> Result<()> {
    scene("throttled", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().add_fault(Fault {
            headers: HashMap::from([("Retry-After".to_owned(), Some("17".to_owned()))]),
            ..refuse_create(429)
        });
        send_create(&page, "Patience").await?;
        page.wait_for_text("Wait 17 seconds, then try again.")
            .await?;
        assert_eq!(page.typed("Name").await?, "Patience");
        assert_eq!(actions(stage), ["createCheckpoint"]);
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.wait_for_text("Checkpoint created").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"Patience".to_owned()));
        assert_eq!(actions(stage), ["createCheckpoint", "createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refusal_that_is_no_json_is_shown_as_the_text_it_is() -> Result<()> {
    scene("not-json", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().add_fault(Fault {
            body: Some("<h1>Bad gateway rules</h1>".into()),
            ..refuse_create(400)
        });
        send_create(&page, "Odd answer").await?;
        page.wait_for_text("The checkpoint was not created.")
            .await?;
        page.click("//summary[contains(., 'The answer as it came')]")
            .await?;
        page.wait_for_text("<h1>Bad gateway rules</h1>").await?;
        page.expect_accessible().await?;
        assert_eq!(page.typed("Name").await?, "Odd answer");
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_machine_that_is_busy_for_somebody_else_refuses_and_says_so() -> Result<()> {
    scene("busy", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        // A colleague's checkpoint is being taken meanwhile.
        let colleague = stage.datacenter().token_for("operator@contoso.com");
        let machine = stage.datacenter().machine(MACHINE).map(|machine| machine.id);
        stage.datacenter().clock().set_speed(0.1);
        let request = http::Request::builder()
            .method("POST")
            .uri(format!(
                "{}/providers/Microsoft.ScVmm/virtualMachineInstances/default/createCheckpoint?api-version=2024-06-01",
                machine.unwrap_or_default()
            ))
            .header("Authorization", format!("Bearer {colleague}"))
            .header("Content-Type", "application/json")
            .body(b"{}".to_vec())?;
        stage.datacenter().answer(request);
        send_create(&page, "Second").await?;
        page.wait_for_text("Another operation holds this machine.")
            .await?;
        assert_eq!(page.typed("Name").await?, "Second");
        let running = stage
            .datacenter()
            .machine(MACHINE)
            .and_then(|machine| machine.operation);
        assert!(running.is_some(), "the colleague's operation is gone");
        assert_eq!(actions(stage), ["createCheckpoint", "createCheckpoint"]);
        Ok(())
    })
    .await
}
