//! The network goes away while something is under way: nothing is called failed that is not, and nothing is sent twice.

use anyhow::Result;
use e2e::walk::{actions, asked, checkpoints, create, send_create, to_machine};
use e2e::{StageOptions, scene};
use emulator::faults::{Cut, Fault};

const MACHINE: &str = "sql-prod-014";

fn cut(method: &str, path: &str) -> Fault {
    Fault {
        method: Some(method.to_owned()),
        path: path.to_owned(),
        cut: Cut::BeforeAnswer,
        ..Fault::default()
    }
}

#[tokio::test]
async fn an_operation_that_cannot_be_seen_for_a_while_is_not_called_failed_and_ends_well()
-> Result<()> {
    scene("polls-cut", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().add_fault(Fault {
            times: 2,
            ..cut("GET", "operationStatuses")
        });
        create(&page, "Through the storm").await?;
        page.wait_for_text("Creating checkpoint: lost sight, looking again")
            .await?;
        page.wait_for_text("This is about reading the operation, not about the operation itself")
            .await?;
        page.expect_accessible().await?;
        let mut failed = false;
        page.until("the end", async || {
            let text = page.text().await?;
            failed |= text.contains("Create checkpoint failed");
            Ok(text.contains("Checkpoint created"))
        })
        .await?;
        assert!(!failed, "it was called failed meanwhile");
        assert_eq!(
            page.text_of("#announcements").await?,
            "Checkpoint created on sql-prod-014."
        );
        assert!(checkpoints(stage, MACHINE).contains(&"Through the storm".to_owned()));
        assert_eq!(actions(stage), ["createCheckpoint"]);
        let cut = stage
            .datacenter()
            .requests()
            .into_iter()
            .filter(|entry| entry.status.is_none());
        assert_eq!(cut.count(), 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_request_lost_on_its_way_is_of_unknown_outcome_and_is_not_repeated() -> Result<()> {
    scene("post-cut", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let before = checkpoints(stage, MACHINE);
        stage
            .datacenter()
            .add_fault(cut("POST", "createCheckpoint"));
        send_create(&page, "Lost on its way").await?;
        page.wait_for_text("It is not known whether the service took this request.")
            .await?;
        assert_eq!(page.typed("Name").await?, "Lost on its way");
        page.expect_accessible().await?;
        let reads = || asked(stage, "GET", "/virtualMachineInstances/default?");
        let read_before = reads();
        page.until("the machine to be watched", async || {
            Ok(reads() >= read_before + 2)
        })
        .await?;
        assert_eq!(page.typed("Name").await?, "Lost on its way");
        page.click_button("Cancel").await?;
        page.wait_for_text("Creating checkpoint").await?;
        page.wait_for_text("is still under way on this machine")
            .await?;
        assert_eq!(actions(stage), ["createCheckpoint"]);
        assert_eq!(checkpoints(stage, MACHINE), before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_found_done_by_reading_the_machine() -> Result<()> {
    scene("answer-cut", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().add_fault(Fault {
            took_effect: true,
            ..cut("POST", "createCheckpoint")
        });
        send_create(&page, "Taken all the same").await?;
        page.wait_for_text("It is not known whether the service took this request.")
            .await?;
        assert_eq!(page.typed("Name").await?, "Taken all the same");
        page.wait_for_text("Checkpoint created").await?;
        // The dialog that would do it again goes by itself.
        page.wait_until_gone("It is not known whether the service took this request.")
            .await?;
        let made = checkpoints(stage, MACHINE);
        assert_eq!(
            made.iter()
                .filter(|name| *name == "Taken all the same")
                .count(),
            1
        );
        assert_eq!(actions(stage), ["createCheckpoint"]);
        assert_eq!(asked(stage, "GET", "operationStatuses"), 0);
        Ok(())
    })
    .await
}
