//! Accessibility, checked by axe-core against the page as it stands.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::page::Page;
use crate::places::in_project;

/// WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practice.
const RULES: &str = r#"["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]"#;

impl Page<'_> {
    /// What axe finds wrong with the page, one line for each rule with the elements it concerns. Rules about colour
    /// contrast are among them, so the page should have come to rest.
    ///
    /// # Errors
    /// When axe-core is not installed (`npm ci`) or does not run.
    pub async fn axe(&self) -> Result<Vec<String>> {
        let path = in_project("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path)
            .with_context(|| format!("{} is missing: run npm ci", path.display()))?;
        // In a world of its own beside the page's: there the page's policy neither hinders axe nor is weakened for it.
        let frame = self.cdp("Page.getFrameTree", json!({})).await?;
        let id = frame
            .pointer("/frameTree/frame/id")
            .cloned()
            .context("the page has no frame")?;
        let world = self
            .cdp(
                "Page.createIsolatedWorld",
                json!({ "frameId": id, "worldName": "axe" }),
            )
            .await?;
        let context = world
            .get("executionContextId")
            .cloned()
            .context("the page gave no world of its own")?;
        let script = format!(
            "{axe};axe.run(document, {{ runOnly: {RULES} }}).then((found) => found.violations)"
        );
        let answer = self
            .cdp("Runtime.evaluate", json!({ "expression": script, "contextId": context, "awaitPromise": true, "returnByValue": true }))
            .await?;
        match answer.pointer("/result/value").and_then(Value::as_array) {
            Some(violations) => Ok(violations.iter().map(in_words).collect()),
            None => bail!("axe did not run: {answer}"),
        }
    }

    /// Fails when axe finds anything.
    ///
    /// # Errors
    /// Lists what it found.
    pub async fn expect_accessible(&self) -> Result<()> {
        let violations = self.axe().await?;
        if violations.is_empty() {
            return Ok(());
        }
        bail!("axe finds:\n  {}", violations.join("\n  "))
    }
}

fn in_words(violation: &Value) -> String {
    let text = |key: &str| {
        violation
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let nodes = violation
        .get("nodes")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let elements: Vec<_> = nodes
        .iter()
        .filter_map(|node| node.get("html")?.as_str())
        .collect();
    format!(
        "{} ({}): {}: {}",
        text("id"),
        text("impact"),
        text("help"),
        elements.join(" | ")
    )
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use serde_json::json;

    #[test]
    fn a_violation_names_its_rule_and_the_elements() {
        let found = json!({ "id": "label", "impact": "critical", "help": "Needs a label", "nodes": [{ "html": "<input>" }] });
        assert_eq!(in_words(&found), "label (critical): Needs a label: <input>");
    }
}
