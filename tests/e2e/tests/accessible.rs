//! Accessibility of every screen, open dialog and state of error: light and dark, wide and narrow.

use std::time::Duration;

use anyhow::{Context, Result};
use e2e::browser::WIDE;
use e2e::walk::{create, send_create, to_machine, to_machines, without_graph};
use e2e::{Configuration, Page, StageOptions, scene};
use emulator::faults::{Cut, Fault};
use emulator::operation::plan::{Ending, Plan};
use serde_json::json;

/// A telephone held upright.
const NARROW: (u32, u32) = (390, 844);
/// A window of 1280 by 720 pixels in which everything is drawn at 200 %.
const ZOOMED: (u32, u32) = (640, 360);
/// A large screen.
const LARGE: (u32, u32) = (1920, 1080);

/// What a system may ask for, and the windows in which that is looked at.
struct Look(&'static str, &'static str, &'static [(u32, u32)]);

const LOOKS: [Look; 3] = [
    Look(
        "prefers-color-scheme",
        "light",
        &[WIDE, NARROW, ZOOMED, LARGE],
    ),
    Look("prefers-color-scheme", "dark", &[WIDE, NARROW]),
    Look("forced-colors", "active", &[WIDE, NARROW]),
];

/// Checks what is seen now in every look.
async fn expect_accessible_in_every_look(page: &Page<'_>) -> Result<()> {
    for Look(feature, value, windows) in LOOKS {
        page.media(feature, value).await?;
        for &(width, height) in windows {
            page.viewport(width, height).await?;
            // Colours move for a moment after a change; axe measures them at rest.
            page.until("rest", async || {
                let script = "return document.getAnimations().every((animation) => \
                              animation.effect.getTiming().iterations === Infinity)";
                let at_rest = page.client().execute(script, Vec::new()).await?;
                Ok(at_rest.as_bool() == Some(true))
            })
            .await?;
            page.expect_accessible()
                .await
                .with_context(|| format!("{feature}: {value}, {width} pixels wide"))?;
            expect_no_sideways_scrolling(page, width).await?;
        }
    }
    page.media("prefers-color-scheme", "light").await?;
    page.viewport(WIDE.0, WIDE.1).await
}

/// The page itself fits its width; a table may scroll inside it.
async fn expect_no_sideways_scrolling(page: &Page<'_>, width: u32) -> Result<()> {
    let wide = page
        .client()
        .execute("return document.documentElement.scrollWidth", Vec::new())
        .await?;
    assert!(
        wide.as_u64() <= Some(u64::from(width)),
        "{wide} pixels wide in a window of {width}"
    );
    Ok(())
}

fn slow() -> StageOptions {
    StageOptions {
        speed: 0.1,
        ..StageOptions::default()
    }
}

#[tokio::test]
async fn the_pages_before_signing_in_are_accessible() -> Result<()> {
    scene("accessible-start", StageOptions::default(), async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.button("Sign in").await?;
        expect_accessible_in_every_look(&page).await?;
        let refusal = emulator::entra::plan::Wish {
            error: Some("unauthorized_client".to_owned()),
            aadsts: Some(700_016),
            ..Default::default()
        };
        assert_eq!(stage.datacenter().entra().plan(refusal), Ok(()));
        page.click_button("Sign in").await?;
        page.wait_for_text("AADSTS700016").await?;
        expect_accessible_in_every_look(&page).await
    })
    .await
}

#[tokio::test]
async fn the_page_of_a_wrong_configuration_is_accessible() -> Result<()> {
    let options = StageOptions {
        config: Configuration::Text("{}".to_owned()),
        ..StageOptions::default()
    };
    scene("accessible-config", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.wait_for_text("clientId").await?;
        expect_accessible_in_every_look(&page).await
    })
    .await
}

#[tokio::test]
async fn the_list_of_machines_is_accessible_whole_and_searched_away() -> Result<()> {
    scene("accessible-list", StageOptions::default(), async |stage| {
        without_graph(stage);
        let page = to_machines(stage, "reader@contoso.com").await?;
        page.wait_for_text("A subscription could not be read")
            .await?;
        page.click("//summary[.='Details']").await?;
        expect_accessible_in_every_look(&page).await?;
        page.fill("Search machines", "nowhere").await?;
        page.wait_for_text("Nothing found").await?;
        expect_accessible_in_every_look(&page).await
    })
    .await
}

#[tokio::test]
async fn a_machines_page_and_its_dialogs_are_accessible() -> Result<()> {
    scene(
        "accessible-machine",
        StageOptions::default(),
        async |stage| {
            let page = to_machine(stage, "build-agent-33").await?;
            page.wait_for_text("You are here").await?;
            expect_accessible_in_every_look(&page).await?;
            page.click_button("Create checkpoint").await?;
            page.field("Description").await?;
            expect_accessible_in_every_look(&page).await?;
            page.click_button("Cancel").await?;
            page.click_button("Delete Toolchain 03").await?;
            page.button("Keep checkpoint").await?;
            expect_accessible_in_every_look(&page).await
        },
    )
    .await
}

#[tokio::test]
async fn a_refused_request_and_one_of_unknown_outcome_are_accessible() -> Result<()> {
    scene("accessible-errors", slow(), async |stage| {
        let page = to_machine(stage, "sql-prod-014").await?;
        let post = |fault| Fault {
            method: Some("POST".to_owned()),
            path: "createCheckpoint".to_owned(),
            ..fault
        };
        stage.datacenter().add_fault(post(Fault {
            status: Some(409),
            body: Some(json!({ "error": {
                "code": "Conflict", "message": "The machine is busy.", "target": "sql-prod-014",
                "details": [{ "code": "VmmJobRunning", "message": "Job 4711 runs.", "details": [{ "code": "Deep", "message": "On hv-01." }] }],
                "additionalInfo": [{ "type": "VmmJob", "info": { "jobId": "4711", "steps": ["one", "two"] } }]
            } })),
            ..Fault::default()
        }));
        send_create(&page, "Refused").await?;
        page.click("//summary[contains(., 'Additional information')]")
            .await?;
        page.wait_for_text("jobId").await?;
        expect_accessible_in_every_look(&page).await?;
        stage.datacenter().add_fault(post(Fault {
            cut: Cut::BeforeAnswer,
            ..Fault::default()
        }));
        page.click_button("Create").await?;
        page.wait_for_text("It is not known whether the service took this request.")
            .await?;
        expect_accessible_in_every_look(&page).await
    })
    .await
}

#[tokio::test]
async fn operations_are_accessible_running_and_failed() -> Result<()> {
    scene(
        "accessible-operations",
        StageOptions::default(),
        async |stage| {
            let page = to_machine(stage, "sql-prod-014").await?;
            page.click("//nav//a[contains(., 'Operations')]").await?;
            page.wait_for_text("No operations yet").await?;
            page.expect_accessible().await?;
            page.client().back().await?;
            page.wait_for_text("You are here").await?;
            stage.datacenter().next_operation(Plan::new(Ending::Failed));
            create(&page, "Fails").await?;
            page.wait_for_text("Create checkpoint failed").await?;
            stage.datacenter().next_operation(Plan::new(Ending::Never));
            create(&page, "Runs").await?;
            page.wait_for_text("is still under way").await?;
            expect_accessible_in_every_look(&page).await?;
            page.click("//nav//a[contains(., 'Operations')]").await?;
            page.wait_for_text("Creating checkpoint").await?;
            expect_accessible_in_every_look(&page).await?;
            page.click("//nav//a[contains(., 'Machines')]").await?;
            page.wait_for_text("Creating checkpoint").await?;
            expect_accessible_in_every_look(&page).await
        },
    )
    .await
}

#[tokio::test]
async fn the_bar_that_asks_to_sign_in_again_is_accessible_on_the_page_and_in_a_dialog() -> Result<()>
{
    let options = StageOptions {
        token_lifetime: Duration::from_secs(12),
        ..StageOptions::default()
    };
    scene("accessible-session", options, async |stage| {
        let page = to_machine(stage, "sql-prod-014").await?;
        stage.datacenter().entra().sign_everyone_out();
        page.wait_for_text("Your sign-in has ended.").await?;
        expect_accessible_in_every_look(&page).await?;
        page.click_button("Create checkpoint").await?;
        page.field("Description").await?;
        expect_accessible_in_every_look(&page).await
    })
    .await
}
