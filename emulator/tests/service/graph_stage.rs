//! Queries to Resource Graph for one test.

use crate::stage::{Answer, Stage};
use serde_json::{Value, json};

pub const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01";
pub const MACHINES: &str =
    "resources | where type =~ 'microsoft.hybridcompute/machines' and kind in~ ('SCVMM')";
pub const INSTANCES: &str =
    "extensibilityresources | where type =~ 'microsoft.scvmm/virtualmachineinstances'";

impl Stage {
    /// Sends a query with options.
    pub fn query(&self, query: &str, options: &Value) -> Answer {
        let body = json!({ "query": query, "options": options });
        self.post(GRAPH, &body.to_string())
    }

    /// The whole answer to a query that is good, in one page.
    pub fn found(&self, query: &str) -> Value {
        let answer = self.query(
            query,
            &json!({ "$top": 1000, "resultFormat": "objectArray" }),
        );
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        // A test asks more often than a person may.
        self.emulator.arm().reset_quotas();
        answer.json()
    }

    /// The rows of it.
    pub fn rows(&self, query: &str) -> Vec<Value> {
        self.found(query)["data"].as_array().unwrap().clone()
    }

    /// One column of them.
    pub fn column(&self, query: &str, name: &str) -> Vec<Value> {
        self.rows(query)
            .iter()
            .map(|row| row[name].clone())
            .collect()
    }
}
