//! What runs inside the measured page, `probe.js`, and how it is asked.

use anyhow::{Context, Result};
use e2e::Page;
use serde_json::{Value, json};

const SOURCE: &str = include_str!("probe.js");

/// Puts the probe into every page that the browser opens from now on.
///
/// # Errors
/// When the browser refuses.
pub async fn install(page: &Page<'_>, machines: usize) -> Result<()> {
    let source = format!("(() => {{ const MACHINES = {machines};\n{SOURCE}\n}})();");
    page.cdp("Performance.enable", json!({})).await?;
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": source }),
    )
    .await
    .map(drop)
}

/// Asks the probe, and waits for its answer.
///
/// # Errors
/// When there is no probe in the page, or it failed.
pub async fn ask(page: &Page<'_>, question: &str, given: Vec<Value>) -> Result<Value> {
    page.client()
        .execute(
            &format!("return benchProbe.{question}(...arguments)"),
            given,
        )
        .await
        .with_context(|| format!("the probe does not answer {question}"))
}

/// A figure of the browser's own, as `Performance.getMetrics` of the DevTools protocol names it.
///
/// # Errors
/// When the browser does not tell it.
pub async fn metric(page: &Page<'_>, name: &str) -> Result<f64> {
    let metrics = page.cdp("Performance.getMetrics", json!({})).await?;
    let all = metrics.get("metrics").and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .find(|metric| metric.get("name").and_then(Value::as_str) == Some(name))
        .and_then(|metric| metric.get("value")?.as_f64())
        .with_context(|| format!("the browser does not tell {name}"))
}

/// A number of an answer; `None` when it is null.
#[must_use]
pub fn number(answer: &Value, name: &str) -> Option<f64> {
    answer.get(name)?.as_f64()
}

/// The numbers of a list; with a name, those in its objects.
#[must_use]
pub fn numbers(list: Option<&Value>, name: Option<&str>) -> Vec<f64> {
    let entries = list.and_then(Value::as_array);
    let number = |entry: &Value| match name {
        Some(name) => number(entry, name),
        None => entry.as_f64(),
    };
    entries.into_iter().flatten().filter_map(number).collect()
}
