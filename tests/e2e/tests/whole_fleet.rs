//! Ten thousand machines: how much of them is in the document, and how few requests they take. No time is judged here;
//! `cargo xtask bench` measures.

use anyhow::Result;
use e2e::walk::asked;
use e2e::{Page, StageOptions, scene};

const MACHINES: usize = 10_000;

/// The most elements that the document may have, however many machines there are.
const MOST_ELEMENTS: u64 = 1_500;

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
        page.wait_for_text("Running").await?;
        page.until("all machines to be listed", async || {
            let rows = "return +(document.querySelector('[aria-rowcount]')?.getAttribute('aria-rowcount') ?? 0)";
            Ok(number(&page, rows).await? == MACHINES as u64 + 1)
        })
        .await?;
        page.until("all machines to be read", async || {
            Ok(number(&page, "return document.querySelectorAll('progress').length").await? == 0)
        })
        .await?;
        let requests = asked(stage, "POST", "Microsoft.ResourceGraph") + asked(stage, "GET", "/subscriptions");
        assert!(requests < 60, "{requests} requests for {MACHINES} machines");

        let mut most = elements(&page).await?;
        for share in [0.25, 0.5, 1.0] {
            scroll_to(&page, share).await?;
            most = most.max(elements(&page).await?);
        }
        assert!(most <= MOST_ELEMENTS, "{most} elements");
        page.expect_accessible().await?;

        page.fill("Search machines", "sql-prod-014").await?;
        page.until("one row", async || {
            Ok(number(&page, "return +document.querySelector('[aria-rowcount]').getAttribute('aria-rowcount')").await? == 2)
        })
        .await?;
        page.wait_for_text("1 of 10,000").await
    })
    .await
}
