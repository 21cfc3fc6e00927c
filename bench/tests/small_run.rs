//! A small run of the benchmark, so that it goes on measuring what it says.

use std::time::Duration;

use anyhow::Result;
use bench::figure::FIGURES;
use bench::run::{Extent, measure_both};

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_both_pages_is_measured() -> Result<()> {
    let (console, plain) =
        measure_both(100, Duration::from_secs(60), false, &Extent::SMALL).await?;
    for (page, figures) in [("console", &console), ("plain", &plain)] {
        for figure in FIGURES {
            assert!(
                figures.contains_key(figure.name),
                "{page} lacks {}",
                figure.name
            );
        }
        let in_order = ["first_rows", "listed", "all_read"].map(|name| figures[name]);
        assert!(
            in_order.is_sorted() && in_order[0] > 0.0,
            "{page}: {in_order:?}"
        );
        // Each machine is asked for, and the lists before.
        assert!(figures["requests"] > 1.0, "{page}: {figures:?}");
        assert!(figures["elements"] > 100.0, "{page}: {figures:?}");
        assert_eq!(figures["blank"], 0.0, "{page} scrolls into nothing");
    }
    assert!(console["wasm"] > 0.0, "the console's memory was not seen");
    assert_eq!(plain["wasm"], 0.0);
    Ok(())
}
