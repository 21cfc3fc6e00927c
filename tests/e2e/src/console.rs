//! What the browser wrote to its console: there a violated policy, a failed script and a panic show.

use anyhow::{Result, bail};
use fantoccini::Client;
use serde_json::{Value, json};

use crate::browser::Extension;

/// One line of the browser's console.
#[derive(Clone, Debug)]
pub struct Entry {
    /// SEVERE, WARNING, INFO or DEBUG.
    pub level: String,
    /// What wrote it: security, network, javascript, console-api and others.
    pub source: String,
    /// The line.
    pub message: String,
}

/// Everything written since the last call.
///
/// # Errors
/// When the browser does not answer.
pub async fn drain(client: &Client) -> Result<Vec<Entry>> {
    let answer = client
        .issue_cmd(Extension {
            path: "se/log",
            body: json!({ "type": "browser" }),
        })
        .await?;
    let text = |entry: &Value, key: &str| {
        entry
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let entries = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(entries
        .iter()
        .map(|entry| Entry {
            level: text(entry, "level"),
            source: text(entry, "source"),
            message: text(entry, "message"),
        })
        .collect())
}

/// Fails on a line that no test expects: everything severe but answers of the emulator with a failure status, which
/// are what many tests are about.
///
/// # Errors
/// Lists the lines.
pub fn refuse_faults(entries: &[Entry], emulator: &str, allowed: &[String]) -> Result<()> {
    let faults: Vec<_> = entries
        .iter()
        .filter(|entry| entry.level == "SEVERE")
        .filter(|entry| !(entry.source == "network" && entry.message.starts_with(emulator)))
        .filter(|entry| {
            !allowed
                .iter()
                .any(|part| entry.message.contains(part.as_str()))
        })
        .map(|entry| format!("\n  [{}] {}", entry.source, entry.message))
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "the browser's console shows what it should not:{}",
        faults.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::{Entry, refuse_faults};

    fn severe(source: &str, message: &str) -> Vec<Entry> {
        vec![Entry {
            level: "SEVERE".into(),
            source: source.into(),
            message: message.into(),
        }]
    }

    #[test]
    fn a_violated_policy_is_a_fault() {
        let error = refuse_faults(
            &severe("security", "Refused to load"),
            "http://127.0.0.1:1",
            &[],
        )
        .unwrap_err();
        assert!(error.to_string().contains("[security] Refused to load"));
    }

    #[test]
    fn a_refusal_of_the_emulator_is_no_fault_but_a_missing_file_of_the_site_is() {
        let refused = severe(
            "network",
            "http://127.0.0.1:1/subscriptions - Failed to load resource: 403",
        );
        assert!(refuse_faults(&refused, "http://127.0.0.1:1", &[]).is_ok());
        assert!(refuse_faults(&refused, "http://127.0.0.1:2", &[]).is_err());
    }

    #[test]
    fn what_a_test_expects_is_no_fault() {
        assert!(
            refuse_faults(
                &severe("javascript", "Integrity"),
                "",
                &["Integrity".into()]
            )
            .is_ok()
        );
    }
}
