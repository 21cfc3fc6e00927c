//! The life of a sign-in: brought back, renewed unseen, renewed in a window beside the page, ended.

use std::time::Duration;

use anyhow::Result;
use e2e::walk::{
    actions, asked, checkpoints, create, find_machine, to_machine, to_machines, wait_for_focus,
};
use e2e::{Page, Stage, StageOptions, scene};
use emulator::entra::plan::Wish;

const ADMINISTRATOR: &str = "admin@contoso.com";
const MACHINE: &str = "sql-prod-014";
const OTHER: &str = "web-eu-202";

/// The administrator's button on the sign-in service's page.
const CHOOSE_ADMINISTRATOR: &str = "//button[@name='account'][@value='admin@contoso.com']";

/// How often the sign-in service was asked, unseen or not.
fn sign_ins(stage: &Stage) -> usize {
    asked(stage, "GET", "/oauth2/authorize?")
}

/// How often it was asked to answer without showing anything.
fn silent_sign_ins(stage: &Stage) -> usize {
    asked(stage, "GET", "prompt=none")
}

fn short_lived(seconds: u64) -> StageOptions {
    StageOptions {
        token_lifetime: Duration::from_secs(seconds),
        ..StageOptions::default()
    }
}

async fn sign_out(page: &Page<'_>) -> Result<()> {
    page.click("//summary[contains(., 'account of')]").await?;
    page.click_button("Sign out").await?;
    page.button("Sign in").await?;
    wait_for_focus(page, "SCVMM Console").await
}

#[tokio::test]
async fn a_token_that_expires_meanwhile_is_renewed_unseen_and_nothing_is_lost() -> Result<()> {
    let options = StageOptions {
        speed: 2.0,
        ..short_lived(16)
    };
    scene("renewed-unseen", options, async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        create(&page, "Across two tokens").await?;
        find_machine(&page, OTHER).await?;
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "Typed before").await?;
        assert_eq!(silent_sign_ins(stage), 0);
        page.until("the renewal", async || Ok(silent_sign_ins(stage) > 0))
            .await?;
        assert_eq!(page.typed("Name").await?, "Typed before");
        stage.datacenter().clock().set_speed(20.0);
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.click("//nav//a[contains(., 'Operations')]").await?;
        page.until("both to end", async || {
            assert!(
                !page.text().await?.contains("Your sign-in"),
                "it was asked for"
            );
            let shown = page.text_of("main").await?;
            Ok(shown.matches("Checkpoint created").count() == 2)
        })
        .await?;
        assert!(checkpoints(stage, MACHINE).contains(&"Across two tokens".to_owned()));
        assert_eq!(checkpoints(stage, OTHER), ["Typed before"]);
        assert_eq!(actions(stage), ["createCheckpoint", "createCheckpoint"]);
        let refused = stage
            .datacenter()
            .requests()
            .into_iter()
            .filter(|entry| entry.status == Some(401));
        assert_eq!(refused.count(), 0, "a token was used beyond its end");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_unseen_is_renewed_in_a_window_and_the_form_stays()
-> Result<()> {
    scene("renewed-beside", short_lived(14), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().entra().sign_everyone_out();
        page.click_button("Create checkpoint").await?;
        page.fill("Name", "Typed before").await?;
        page.fill("Description", "and kept").await?;
        page.wait_for_text("Your sign-in ends soon").await?;
        page.expect_accessible().await?;
        page.wait_for_text("Your sign-in has ended.").await?;
        page.expect_accessible().await?;
        page.click_button("Create").await?;
        page.wait_for_text("Sign in again. What you typed stays here.")
            .await?;
        assert_eq!(actions(stage), [""; 0]);
        stage
            .datacenter()
            .settings()
            .set_token_lifetime(Duration::from_secs(3599));
        page.click("//dialog//button[.='Sign in again']").await?;
        page.in_opened_window(async || page.click(CHOOSE_ADMINISTRATOR).await)
            .await?;
        page.wait_until_gone("Your sign-in has ended. Nothing")
            .await?;
        assert_eq!(page.typed("Name").await?, "Typed before");
        assert_eq!(page.typed("Description").await?, "and kept");
        page.click_button("Create").await?;
        page.wait_until_gone("Create a checkpoint of").await?;
        page.wait_for_text("Checkpoint created").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"Typed before".to_owned()));
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_operation_is_looked_for_again_as_soon_as_the_person_has_signed_in_again() -> Result<()>
{
    let options = StageOptions {
        speed: 2.0,
        ..short_lived(9)
    };
    scene("found-again", options, async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        stage.datacenter().entra().sign_everyone_out();
        create(&page, "While away").await?;
        page.wait_for_text("lost sight, looking again").await?;
        assert!(!page.text().await?.contains("Create checkpoint failed"));
        stage
            .datacenter()
            .settings()
            .set_token_lifetime(Duration::from_secs(3599));
        page.click_button("Sign in again").await?;
        page.in_opened_window(async || page.click(CHOOSE_ADMINISTRATOR).await)
            .await?;
        page.wait_for_text("Checkpoint created").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"While away".to_owned()));
        assert_eq!(actions(stage), ["createCheckpoint"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_more_step_that_the_organization_asks_for_is_taken_in_the_window() -> Result<()> {
    scene("one-more-step", short_lived(14), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let wish = Wish {
            error: Some("interaction_required".to_owned()),
            aadsts: Some(50076),
            prompt: Some("none".to_owned()),
            ..Wish::default()
        };
        assert_eq!(stage.datacenter().entra().plan(wish), Ok(()));
        page.wait_for_text("Your sign-in ends soon").await?;
        stage
            .datacenter()
            .settings()
            .set_token_lifetime(Duration::from_secs(3599));
        page.click_button("Stay signed in").await?;
        page.wait_until_gone("Your sign-in ends soon").await?;
        assert_eq!(silent_sign_ins(stage), 1);
        create(&page, "After the step").await?;
        page.wait_for_text("Checkpoint created").await?;
        assert!(checkpoints(stage, MACHINE).contains(&"After the step".to_owned()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn after_signing_out_a_reload_shows_the_sign_in_page() -> Result<()> {
    scene("signed-out", StageOptions::default(), async |stage| {
        let page = to_machines(stage, ADMINISTRATOR).await?;
        sign_out(&page).await?;
        let before = sign_ins(stage);
        page.client().refresh().await?;
        page.button("Sign in").await?;
        page.expect_accessible().await?;
        assert_eq!(sign_ins(stage), before, "signed in again by itself");
        // The session at the service is over too: whoever signs in next has to choose an account.
        page.sign_in("reader@contoso.com").await?;
        page.wait_for_text("Running").await
    })
    .await
}

#[tokio::test]
async fn a_link_to_a_machine_leads_there_after_signing_in() -> Result<()> {
    scene("deep-link", StageOptions::default(), async |stage| {
        let id = stage
            .datacenter()
            .machine(MACHINE)
            .map(|machine| machine.id);
        let link = format!("/#/machines{}", id.unwrap_or_default());
        let page = stage.page();
        page.open(&link).await?;
        page.sign_in(ADMINISTRATOR).await?;
        page.wait_for_text("You are here").await?;
        let address = page.client().current_url().await?;
        assert!(address.as_str().ends_with(&link), "{address}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reload_with_another_sites_cookies_blocked_comes_back_by_one_visit_to_the_service()
-> Result<()> {
    let options = StageOptions {
        cross_site: true,
        ..StageOptions::default()
    };
    scene("cross-site", options, async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        page.wait_for_text("You are here").await?;
        let address = page.client().current_url().await?;
        assert_eq!(silent_sign_ins(stage), 0);
        page.client().refresh().await?;
        page.wait_for_text("You are here").await?;
        assert_eq!(page.client().current_url().await?, address);
        // Once in the hidden frame, where the service does not see its cookie, and once by going there.
        assert_eq!(silent_sign_ins(stage), 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_that_is_over_is_asked_for_twice_and_never_in_a_loop() -> Result<()> {
    scene("session-over", StageOptions::default(), async |stage| {
        let page = to_machine(stage, MACHINE).await?;
        let address = page.client().current_url().await?;
        stage.datacenter().entra().sign_everyone_out();
        page.client().refresh().await?;
        page.button("Sign in").await?;
        assert_eq!(silent_sign_ins(stage), 2);
        page.client().refresh().await?;
        page.button("Sign in").await?;
        // The hidden frame alone: the page itself does not leave a second time.
        assert_eq!(silent_sign_ins(stage), 3);
        page.sign_in(ADMINISTRATOR).await?;
        page.wait_for_text("You are here").await?;
        assert_eq!(page.client().current_url().await?, address);
        Ok(())
    })
    .await
}
