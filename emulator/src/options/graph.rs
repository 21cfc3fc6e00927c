//! How Azure Resource Graph behaves.

use serde::{Deserialize, Serialize};
use std::{str::FromStr, time::Duration};

/// How Azure Resource Graph behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphOptions {
    /// How long after Resource Manager the index shows a change; the clock's speed divides it.
    ///
    /// Assumption: half a minute. The service promises none.
    pub delay: Duration,
    /// How many queries a person may send in a window.
    pub quota: u32,
    /// How long a window is. As it is told to clients in seconds, no speed shortens it.
    pub window: Duration,
    /// How many rows a page holds at most, whatever is asked for.
    pub page_size: usize,
    /// The table in which VM instances stand.
    pub instances: InstanceTable,
}

/// The table in which VM instances stand. Which one it is on Azure was not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InstanceTable {
    /// With the machines.
    Resources,
    /// With other resources that extend machines, as those of Azure Stack HCI.
    Extensibility,
    /// In none.
    Nowhere,
}

impl FromStr for InstanceTable {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "resources" => Ok(Self::Resources),
            "extensibility" => Ok(Self::Extensibility),
            "nowhere" => Ok(Self::Nowhere),
            _ => Err("resources, extensibility or nowhere".into()),
        }
    }
}

impl Default for GraphOptions {
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(30),
            // 15 queries in 5 seconds is the documentation's example, and what was reported.
            quota: 15,
            window: Duration::from_secs(5),
            page_size: 1000,
            instances: InstanceTable::Extensibility,
        }
    }
}
