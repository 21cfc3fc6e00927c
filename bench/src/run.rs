//! One measurement: one page, with an emulator and a browser of its own.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Page, Stage, StageOptions};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::figure::{Figures, largest, median};
use crate::pages::Subject;
use crate::probe::{ask, metric, number, numbers};

/// The label of the search field on both pages.
const SEARCH: &str = "Search machines";
/// A key that deletes one letter, as WebDriver names it.
const BACKSPACE: &str = "\u{e003}";
/// The column that is sorted by. Its values come with the list, so that it does not matter how much was read.
const SORTED: &str = "Resource group";
/// How long a keystroke may take in all.
const KEY_PATIENCE: Duration = Duration::from_secs(60);
/// Between two keys that nobody waits for: five a second, as of somebody who types fast.
const BETWEEN_KEYS: Duration = Duration::from_millis(200);

/// How much is done on each page.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// What is typed into the search, and deleted again letter by letter.
    pub typed: &'static str,
    /// Frames of scrolling.
    pub scrolls: usize,
    /// Jumps to other places of the list; no multiple of 17.
    pub jumps: usize,
    /// Clicks on a heading.
    pub sorts: usize,
}

impl Extent {
    /// Enough for figures.
    pub const WHOLE: Self = Self {
        typed: "sql-prod",
        scrolls: 120,
        jumps: 40,
        sorts: 6,
    };
    /// Enough to see that it works.
    pub const SMALL: Self = Self {
        typed: "sql",
        scrolls: 20,
        jumps: 8,
        sorts: 2,
    };
}

/// What one page gave.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The figures.
    pub figures: Figures,
    /// How many machines the search leaves: both pages must say the same.
    pub found: f64,
}

/// Measures both pages, one after the other, and makes sure that they have shown the same.
///
/// # Errors
/// When one of them cannot be measured, or they list or find different machines.
pub async fn measure_both(
    machines: usize,
    patience: Duration,
    plain_first: bool,
    extent: &Extent,
) -> Result<(Figures, Figures)> {
    let (console, plain) = if plain_first {
        let plain = measure(Subject::Plain, machines, patience, extent).await?;
        (
            measure(Subject::Console, machines, patience, extent).await?,
            plain,
        )
    } else {
        let console = measure(Subject::Console, machines, patience, extent).await?;
        (
            console,
            measure(Subject::Plain, machines, patience, extent).await?,
        )
    };
    // The search is the same only where the same is known.
    let comparable = [&console, &plain].map(|page| page.figures.contains_key("all_read"));
    ensure!(
        comparable != [true, true] || console.found.total_cmp(&plain.found).is_eq(),
        "the console finds {} machines with \"{}\", the plain page {}",
        console.found,
        extent.typed,
        plain.found
    );
    Ok((console.figures, plain.figures))
}

/// Measures one page.
///
/// # Errors
/// When the page cannot be opened, does not list all machines within `patience`, or does not do what is asked of it.
pub async fn measure(
    subject: Subject,
    machines: usize,
    patience: Duration,
    extent: &Extent,
) -> Result<Measured> {
    let options = StageOptions {
        vms: machines,
        ..StageOptions::default()
    };
    let stage = Stage::start(&options).await?;
    let measured = on(&stage, subject, machines, patience, extent).await;
    if measured.is_err() {
        // The picture is only a help; the fault is what is told.
        let _ = stage
            .page()
            .screenshot(&format!("failed-bench-{}", subject.name()))
            .await;
    }
    let closed = stage.close().await;
    let measured = measured.with_context(|| format!("{machines} machines, {}", subject.name()))?;
    closed.map(|()| measured)
}

async fn on(
    stage: &Stage,
    subject: Subject,
    machines: usize,
    patience: Duration,
    extent: &Extent,
) -> Result<Measured> {
    let site = subject.open(stage, machines).await?;
    let page = stage.page();
    let mut figures = Figures::new();
    let whole = read(&page, patience, &mut figures).await?;
    still(&page, &mut figures).await?;
    let found = typing(&page, whole, extent, &mut figures).await?;
    scrolling(&page, extent, &mut figures).await?;
    let sorts = ask(&page, "sort", vec![SORTED.into(), extent.sorts.into()]).await?;
    let done = numbers(Some(&sorts), Some("done"));
    if whole {
        set(&mut figures, "sort", median(&done));
        set(&mut figures, "sort_worst", largest(&done));
    }
    drop(site);
    Ok(Measured { figures, found })
}

fn set(figures: &mut Figures, name: &'static str, value: Option<f64>) {
    figures.extend(value.map(|value| (name, value)));
}

/// Waits until everything is read, or until patience ends; then what was reached is kept. Whether it was everything.
async fn read(page: &Page<'_>, patience: Duration, figures: &mut Figures) -> Result<bool> {
    let end = Instant::now() + patience;
    let seen = loop {
        // Asked seldom: the page is being measured.
        sleep(Duration::from_millis(500)).await;
        match ask(page, "seen", Vec::new()).await {
            Ok(seen) if number(&seen, "all_read").is_some() => break seen,
            // The page before gives way to this one.
            Err(fault) if Instant::now() >= end => return Err(fault),
            Ok(seen) if Instant::now() >= end => break seen,
            _ => {}
        }
    };
    for name in ["first_rows", "listed", "all_read", "requests"] {
        set(figures, name, number(&seen, name));
    }
    ensure!(
        figures.contains_key("first_rows"),
        "no rows after {} s: {seen}",
        patience.as_secs()
    );
    Ok(figures.contains_key("all_read"))
}

async fn still(page: &Page<'_>, figures: &mut Figures) -> Result<()> {
    page.cdp("HeapProfiler.collectGarbage", json!({})).await?;
    let heap = metric(page, "JSHeapUsedSize").await?;
    let still = ask(page, "still", Vec::new()).await?;
    for name in ["first_paint", "elements", "wasm"] {
        set(figures, name, number(&still, name));
    }
    let wasm = number(&still, "wasm").unwrap_or_default();
    figures.extend([("heap", heap), ("memory", heap + wasm)]);
    Ok(())
}

/// Types letter by letter, each when the one before has come to rest, and deletes them likewise; then the same once more
/// while frames are recorded. How many machines were left when all was typed.
async fn typing(
    page: &Page<'_>,
    whole: bool,
    extent: &Extent,
    figures: &mut Figures,
) -> Result<f64> {
    page.field(SEARCH).await?.click().await?;
    ask(page, "startTiming", Vec::new()).await?;
    let mut found = 0.0;
    for (count, key) in (1..).zip(keys(extent)) {
        page.type_text(&key).await?;
        let timed = rested(page, count).await?;
        if count == extent.typed.chars().count() {
            found = number(&timed, "counted").unwrap_or_default();
        }
    }
    let timed = ask(page, "stopTiming", Vec::new()).await?;
    let paint = numbers(timed.get("reactions"), Some("paint"));
    set(figures, "key_paint", median(&paint));
    set(figures, "key_paint_worst", largest(&paint));
    // While machines are still being read, what changes last is not the keystroke's.
    if whole {
        let done = numbers(timed.get("reactions"), Some("done"));
        set(figures, "key_done", median(&done));
        set(figures, "key_done_worst", largest(&done));
        let work = numbers(timed.get("work"), None);
        set(figures, "key_work", median(&work));
    }
    ask(page, "startFrames", Vec::new()).await?;
    for key in keys(extent) {
        page.type_text(&key).await?;
        sleep(BETWEEN_KEYS).await;
    }
    let frames = ask(page, "stopFrames", Vec::new()).await?;
    let frames = numbers(Some(&frames), None);
    set(figures, "typing_frame_worst", largest(&frames));
    Ok(found)
}

/// What is typed, letter by letter, and deleted again.
fn keys(extent: &Extent) -> impl Iterator<Item = String> {
    let letters = extent.typed.chars();
    let deleted = letters.clone().map(|_| BACKSPACE.to_owned());
    letters.map(String::from).chain(deleted)
}

/// Waits until the page has nothing more to do for the first `count` keys.
async fn rested(page: &Page<'_>, count: usize) -> Result<Value> {
    let end = Instant::now() + KEY_PATIENCE;
    loop {
        let timed = ask(page, "timed", Vec::new()).await?;
        let reactions = numbers(timed.get("reactions"), Some("done")).len();
        if reactions >= count && timed.get("ended") == Some(&Value::Bool(true)) {
            return Ok(timed);
        }
        ensure!(
            Instant::now() < end,
            "key {count} has found no end: {timed}"
        );
        sleep(Duration::from_millis(50)).await;
    }
}

async fn scrolling(page: &Page<'_>, extent: &Extent, figures: &mut Figures) -> Result<()> {
    let mut elements = Vec::new();
    let mut blank = 0.0;
    for (way, steps, middle, worst) in [
        (
            "scroll",
            extent.scrolls,
            "scroll_frame",
            "scroll_frame_worst",
        ),
        ("jump", extent.jumps, "jump_frame", "jump_frame_worst"),
    ] {
        let scrolled = ask(page, way, vec![steps.into()]).await?;
        let frames = numbers(scrolled.get("frames"), None);
        set(figures, middle, median(&frames));
        set(figures, worst, largest(&frames));
        elements.extend(number(&scrolled, "elements"));
        blank += number(&scrolled, "blank").unwrap_or_default();
    }
    set(figures, "elements_scrolling", largest(&elements));
    set(figures, "blank", Some(blank));
    Ok(())
}
