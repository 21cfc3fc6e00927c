//! The list of machines: what is shown when a part refuses, when nothing is there, and when nothing is found.

use anyhow::Result;
use e2e::walk::{
    actions, asked, checkpoints, create, find_machine, to_machine_as, to_machines, without_graph,
};
use e2e::{StageOptions, scene};

#[tokio::test]
async fn a_subscription_that_refuses_is_named_and_does_not_hide_the_others() -> Result<()> {
    scene("refusing-part", StageOptions::default(), async |stage| {
        without_graph(stage);
        let page = to_machines(stage, "reader@contoso.com").await?;
        page.wait_for_text("A subscription could not be read: Contoso Branch Offices")
            .await?;
        page.wait_for_text("in 3 subscriptions").await?;
        page.wait_for_text("build-agent-33").await?;
        assert!(!page.text().await?.contains("dc-branch-07"));
        page.click("//summary[.='Details']").await?;
        page.wait_for_text("AuthorizationFailed").await?;
        page.expect_accessible().await?;
        assert_eq!(actions(stage), [""; 0]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_has_no_subscription_reads_whom_to_ask() -> Result<()> {
    scene("no-subscription", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.sign_in("nobody@contoso.com").await?;
        page.wait_for_text("No subscription to show").await?;
        page.button("Use another account").await?;
        page.expect_accessible().await?;
        assert_eq!(asked(stage, "GET", "Microsoft.HybridCompute"), 0);
        let before = asked(stage, "GET", "/subscriptions?");
        page.click_button("Try again").await?;
        page.until("the subscriptions to be asked for again", async || {
            Ok(asked(stage, "GET", "/subscriptions?") == before + 1)
        })
        .await?;
        page.wait_for_text("No subscription to show").await
    })
    .await
}

#[tokio::test]
async fn where_no_machine_is_the_page_says_how_one_gets_there() -> Result<()> {
    let options = StageOptions {
        vms: 0,
        ..StageOptions::default()
    };
    scene("no-machines", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.sign_in("admin@contoso.com").await?;
        page.wait_for_text("No machines yet").await?;
        page.wait_for_text("Enable in Azure").await?;
        assert_eq!(asked(stage, "GET", "virtualMachineInstances/default?"), 0);
        page.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn a_search_without_a_match_says_so_and_is_cleared_by_a_button() -> Result<()> {
    scene("nothing-found", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.fill("Search machines", "<i>no such thing</i>").await?;
        page.wait_for_text("Nothing found").await?;
        page.wait_for_text("No machine has “<i>no” in any column.")
            .await?;
        page.expect_accessible().await?;
        page.click_button("Clear the search").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        assert_eq!(page.typed("Search machines").await?, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_may_not_see_vmm_servers_still_works_with_machines() -> Result<()> {
    scene("contributor", StageOptions::default(), async |stage| {
        let page = to_machine_as(stage, "operator@contoso.com", "web-eu-202").await?;
        page.wait_for_text("No checkpoints").await?;
        create(&page, "By the operator").await?;
        page.wait_for_text("Checkpoint created").await?;
        assert_eq!(checkpoints(stage, "web-eu-202"), ["By the operator"]);
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn names_and_descriptions_with_markup_in_them_are_text() -> Result<()> {
    scene("markup", StageOptions::default(), async |stage| {
        let page = to_machine_as(stage, "admin@contoso.com", "k8s-node-11").await?;
        page.wait_for_text("<b>Before</b> 1.31 → 1.32").await?;
        page.wait_for_text("<img src=x onerror=alert(1)>").await?;
        page.click_button("Delete <b>Before</b> 1.31 → 1.32")
            .await?;
        page.wait_for_text("Delete “<b>Before</b> 1.31 → 1.32” on k8s-node-11?")
            .await?;
        page.click_button("Keep checkpoint").await?;
        create(&page, "<script>alert(2)</script>").await?;
        page.wait_for_text("Checkpoint created").await?;
        page.until("the new one in the tree", async || {
            Ok(page
                .text_of(".tree")
                .await?
                .contains("<script>alert(2)</script>"))
        })
        .await?;
        let elements = "return document.querySelectorAll('main img, main b, main script').length";
        assert_eq!(page.client().execute(elements, Vec::new()).await?, 0);
        assert!(
            checkpoints(stage, "k8s-node-11").contains(&"<script>alert(2)</script>".to_owned())
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_machine_is_found_from_a_machines_page() -> Result<()> {
    scene("find-another", StageOptions::default(), async |stage| {
        let page = to_machine_as(stage, "admin@contoso.com", "web-eu-202").await?;
        find_machine(&page, "dc-branch-07").await?;
        page.wait_for_text("Before schema update").await?;
        let address = page.client().current_url().await?;
        assert!(address.as_str().contains("dc-branch-07"), "{address}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_view_can_be_sent_to_a_colleague() -> Result<()> {
    scene("sent-view", StageOptions::default(), async |stage| {
        let page = to_machines(stage, "admin@contoso.com").await?;
        page.fill("Search machines", "name:build checkpoints:>3")
            .await?;
        page.wait_for_text("1 of 40").await?;
        let heading = "//*[@role='columnheader']//button[starts-with(normalize-space(),'Checkpoints')]";
        page.click(heading).await?;
        page.click(heading).await?;
        page.until("the address to hold the view", async || {
            let address = page.client().current_url().await?;
            Ok(address.fragment()
                == Some("/machines?q=name%3Abuild%20checkpoints%3A%3E3&sort=-checkpoints"))
        })
        .await?;
        // The colleague signs in, and stands before the same view.
        let address = page.client().current_url().await?;
        page.open("/auth.html").await?;
        page.client().goto(address.as_str()).await?;
        page.wait_for_text("1 of 40").await?;
        assert_eq!(
            page.typed("Search machines").await?,
            "name:build checkpoints:>3"
        );
        page.visible(
            "//*[@role='columnheader'][@aria-sort='descending']//button[starts-with(normalize-space(),'Checkpoints')]",
        )
        .await?;
        Ok(())
    })
    .await
}
