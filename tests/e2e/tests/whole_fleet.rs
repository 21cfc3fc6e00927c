//! Ten thousand machines: how much of them is in the document, and how few requests they take. No time is judged here;
//! `cargo xtask bench` measures.

use std::time::Duration;

use anyhow::Result;
use e2e::walk::asked;
use e2e::{Backend, Page, StageOptions, scene};

const MACHINES: usize = 10_000;

/// The most elements that the document may have, however many machines there are.
const MOST_ELEMENTS: u64 = 1_500;

/// Service Provider Foundation writes all of a machine into its list, and an emulator that is not optimized takes its time.
const PATIENCE: Duration = Duration::from_secs(120);

async fn number(page: &Page<'_>, script: &str) -> Result<u64> {
    let value = page.client().execute(script, Vec::new()).await?;
    Ok(value.as_u64().unwrap_or_default())
}

async fn elements(page: &Page<'_>) -> Result<u64> {
    number(page, "return document.getElementsByTagName('*').length").await
}

/// Where the list is scrolled to the end that `share` of it names, the rows of that place are drawn: returns the number
/// of the first of them.
async fn scroll_to(page: &Page<'_>, share: f64) -> Result<u64> {
    let scroll = "let grid = document.querySelector('[aria-rowcount]'); \
                  while (grid.scrollHeight <= grid.clientHeight) grid = grid.parentElement; \
                  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * arguments[0]";
    page.client().execute(scroll, vec![share.into()]).await?;
    // The last rows begin a screen before the end.
    let wanted = (share * MACHINES as f64 * 0.9) as u64;
    let first = "return Math.min(...[...document.querySelectorAll('[aria-rowindex]:not(.head)')].map((row) => +row.getAttribute('aria-rowindex')))";
    let mut at = 0;
    page.until(&format!("the rows at {share} of the list"), async || {
        at = number(page, first).await?;
        Ok(at >= wanted)
    })
    .await?;
    Ok(at)
}

#[tokio::test]
async fn ten_thousand_machines_take_few_requests_and_few_elements() -> Result<()> {
    let options = StageOptions {
        vms: MACHINES,
        ..StageOptions::default()
    };
    scene("whole-fleet", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        page.sign_in("admin@contoso.com").await?;
        expect_few(&page, || {
            asked(stage, "POST", "Microsoft.ResourceGraph") + asked(stage, "GET", "/subscriptions")
        })
        .await
    })
    .await
}

#[tokio::test]
async fn so_they_do_on_service_provider_foundation() -> Result<()> {
    let options = StageOptions {
        // The subscription has a share of them.
        vms: 6 * MACHINES,
        backend: Backend::Spf,
        ..StageOptions::default()
    };
    scene("whole-fleet-spf", options, async |stage| {
        let page = stage.page();
        page.open("/").await?;
        expect_few(&page, || asked(stage, "GET", "/VMM/")).await
    })
    .await
}

/// Waits for the fleet, and walks through it.
async fn expect_few(page: &Page<'_>, requests: impl Fn() -> usize) -> Result<()> {
    page.wait_for_text("Running").await?;
    let ended =
        "return !document.querySelector('progress') && document.querySelectorAll('.row').length";
    page.until_within("the end of reading", PATIENCE, async || {
        Ok(number(page, ended).await? > 0)
    })
    .await?;
    let rows = "return +document.querySelector('[aria-rowcount]').getAttribute('aria-rowcount')";
    let machines = number(page, rows).await? - 1;
    assert!(machines >= MACHINES as u64, "{machines} machines");
    let requests = requests();
    assert!(requests < 60, "{requests} requests for {machines} machines");

    let mut most = elements(page).await?;
    for share in [0.25, 0.5, 1.0] {
        scroll_to(page, share).await?;
        most = most.max(elements(page).await?);
    }
    assert!(most <= MOST_ELEMENTS, "{most} elements");
    page.expect_accessible().await?;

    page.fill("Search machines", "sql-prod-014").await?;
    page.until("one row", async || Ok(number(page, rows).await? == 2))
        .await?;
    let (thousands, rest) = (machines / 1_000, machines % 1_000);
    page.wait_for_text(&format!("1 of {thousands},{rest:03}"))
        .await
}
