//! One fault of `config.json`, in words for the administrator who can mend it.

use serde_json::Value;

/// What is wrong with one key, and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The key, with the key of its object before it: `cloud.authority`. `config.json` when it is the whole file.
    pub key: String,
    /// What is wrong, as a sentence.
    pub problem: String,
    /// What should stand there, as the rest of a sentence that begins "It should be".
    pub expected: String,
}

const DOCUMENT: &str = "an object: { \"backend\": \"arm\", \"cloud\": \"AzureCloud\", \"tenant\": …, \"clientId\": …, \
                        \"flow\": \"implicit\" }";

impl ConfigProblem {
    pub(super) fn new(
        key: impl Into<String>,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            key: key.into(),
            problem: problem.into(),
            expected: expected.into(),
        }
    }

    pub(super) fn document(problem: impl Into<String>) -> Self {
        Self::new("config.json", problem, DOCUMENT)
    }

    pub(super) fn syntax(line: usize, column: usize) -> Self {
        Self::document(format!(
            "It is not JSON: reading stops at line {line}, column {column}."
        ))
    }

    pub(super) fn missing(key: impl Into<String>, expected: &str) -> Self {
        Self::new(key, "It is missing.", expected)
    }

    pub(super) fn wrong_type(key: impl Into<String>, found: &Value, expected: &str) -> Self {
        let kind = match found {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self::new(key, ["It is ", kind, "."].concat(), expected)
    }

    pub(super) fn unknown_value(key: impl Into<String>, found: &str, expected: &str) -> Self {
        // A pasted certificate or page should not fill the screen.
        let shown: String = found.chars().take(80).collect();
        let cut = if shown.len() < found.len() { "…" } else { "" };
        let problem = if found.is_empty() {
            "It is empty.".to_owned()
        } else {
            ["It is \"", &shown, cut, "\"."].concat()
        };
        Self::new(key, problem, expected)
    }

    pub(super) fn unknown_key(key: impl Into<String>, known: &[&str]) -> Self {
        Self::new(
            key,
            "There is no such setting.",
            ["one of ", &known.join(", "), "; or left out"].concat(),
        )
    }
}
