//! What may be changed of Azure Resource Graph while it runs.

use crate::{emulator::Emulator, options::InstanceTable};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// A change of the settings; what is absent stays.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    /// Seconds.
    delay: Option<u64>,
    quota: Option<u32>,
    /// Seconds.
    window: Option<u64>,
    page_size: Option<usize>,
    instances: Option<InstanceTable>,
}

/// Changes the settings.
pub fn change(emulator: &Emulator, change: Change) {
    emulator.settings().change_graph(|graph| {
        graph.delay = change.delay.map_or(graph.delay, Duration::from_secs);
        graph.quota = change.quota.unwrap_or(graph.quota);
        graph.window = change.window.map_or(graph.window, Duration::from_secs);
        graph.page_size = change.page_size.unwrap_or(graph.page_size);
        graph.instances = change.instances.unwrap_or(graph.instances);
    });
}

/// The settings.
pub fn shown(emulator: &Emulator) -> Value {
    let graph = emulator.settings().graph();
    json!({
        "delay": graph.delay.as_secs(),
        "quota": graph.quota,
        "window": graph.window.as_secs(),
        "page_size": graph.page_size,
        "instances": graph.instances,
    })
}
