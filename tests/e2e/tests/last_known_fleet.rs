//! The last known fleet: shown at once on the next visit, no ground to act on, gone with the account that it belongs to.

use anyhow::{Context, Result};
use e2e::walk::to_machines;
use e2e::{Page, Stage, StageOptions, scene};
use emulator::faults::Fault;

const ADMINISTRATOR: &str = "admin@contoso.com";
const MACHINE: &str = "sql-prod-014";

/// Gives everything that the browser's database keeps, as one text for each key.
const KEPT: &str = "const done = arguments[arguments.length - 1]; \
    const open = indexedDB.open('scvmm-console', 1); \
    open.onupgradeneeded = () => open.result.createObjectStore('kept'); \
    open.onsuccess = () => { \
        const store = open.result.transaction('kept').objectStore('kept'); \
        const keys = store.getAllKeys(), values = store.getAll(); \
        store.transaction.oncomplete = () => { \
            const text = (pieces) => pieces.map((piece) => new TextDecoder('latin1').decode(piece)).join(''); \
            open.result.close(); \
            done(keys.result.map((key, place) => [key, text(values.result[place])])); \
        }; \
    };";

async fn kept(page: &Page<'_>) -> Result<Vec<(String, String)>> {
    let found = page.client().execute_async(KEPT, Vec::new()).await?;
    Ok(serde_json::from_value(found)?)
}

async fn until_kept(page: &Page<'_>) -> Result<Vec<(String, String)>> {
    page.until("the fleet to be kept", async || {
        Ok(kept(page).await?.iter().any(|(key, _)| key == "machines"))
    })
    .await?;
    kept(page).await
}

/// How many rows are from an earlier visit.
async fn past_rows(page: &Page<'_>) -> Result<u64> {
    let count = "return document.querySelectorAll('.row.past').length";
    let found = page.client().execute(count, Vec::new()).await?;
    found.as_u64().context("no number")
}

/// Every answer whose address fits takes its time once.
fn slow(stage: &Stage, path: &str, delay_ms: u64) {
    stage.datacenter().add_fault(Fault {
        path: path.to_owned(),
        times: 1,
        delay_ms,
        ..Fault::default()
    });
}

#[tokio::test]
async fn the_next_visit_sees_the_last_known_fleet_at_once_and_from_when_it_is() -> Result<()> {
    scene("last-known", StageOptions::default(), async |stage| {
        let page = to_machines(stage, ADMINISTRATOR).await?;
        until_kept(&page).await?;
        slow(stage, r"^/subscriptions\?", 6_000);
        page.client().refresh().await?;
        page.wait_for_text("being read anew").await?;
        let text = page.text().await?;
        assert!(text.contains("40 as of "), "{text}");
        assert!(text.contains("Running"), "{text}");
        assert!(past_rows(&page).await? > 5);
        page.expect_accessible().await?;
        page.wait_until_gone("being read anew").await?;
        page.wait_for_text("40 in 3 subscriptions").await?;
        assert_eq!(past_rows(&page).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_machine_of_an_earlier_visit_is_read_before_anything_is_done_to_it() -> Result<()> {
    scene(
        "last-known-machine",
        StageOptions::default(),
        async |stage| {
            let page = to_machines(stage, ADMINISTRATOR).await?;
            until_kept(&page).await?;
            let id = stage
                .datacenter()
                .machine(MACHINE)
                .context("no machine")?
                .id;
            page.client()
                .execute(&format!("location.hash = '#/machines{id}'"), Vec::new())
                .await?;
            page.wait_for_text("You are here").await?;
            let own = format!("{MACHINE}/.*virtualMachineInstances/default\\?");
            slow(stage, &own, 6_000);
            slow(stage, r"^/subscriptions\?", 6_000);
            page.client().refresh().await?;
            page.wait_for_text("This machine has not been read yet.")
                .await?;
            page.wait_for_text("You are here").await?;
            let create = page.button("Create checkpoint").await?;
            assert_eq!(create.attr("aria-disabled").await?.as_deref(), Some("true"));
            page.wait_until_gone("This machine has not been read yet.")
                .await?;
            let create = page.button("Create checkpoint").await?;
            assert_eq!(
                create.attr("aria-disabled").await?.as_deref(),
                Some("false")
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn signing_out_removes_it_and_there_is_no_token_in_it() -> Result<()> {
    scene("forgotten", StageOptions::default(), async |stage| {
        let page = to_machines(stage, ADMINISTRATOR).await?;
        let kept_before = until_kept(&page).await?;
        let all: String = kept_before.iter().map(|(_, text)| text.as_str()).collect();
        assert!(all.contains(MACHINE), "the machines are in it");
        // Every token begins so: it is JSON in base64url.
        assert!(!all.contains("eyJ"), "a token is in it");
        page.click("//summary[contains(., 'account of')]").await?;
        page.click_button("Sign out").await?;
        page.button("Sign in").await?;
        assert_eq!(kept(&page).await?, []);
        page.client().refresh().await?;
        page.button("Sign in").await?;
        assert_eq!(kept(&page).await?, []);
        page.sign_in("nobody@contoso.com").await?;
        page.wait_for_text("No subscription to show").await?;
        assert!(!page.text().await?.contains(MACHINE));
        Ok(())
    })
    .await
}
