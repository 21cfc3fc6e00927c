//! The console without a browser: its client against the emulator with virtual time, and the order of its layers.
#![cfg(not(target_arch = "wasm32"))]

// All of this is tests; clippy knows it only when it is said of each module.
#[cfg(test)]
#[path = "native/fleet.rs"]
mod fleet;
#[cfg(test)]
#[path = "native/fleet_kept.rs"]
mod fleet_kept;
#[cfg(test)]
#[path = "native/fleet_state.rs"]
mod fleet_state;
#[cfg(test)]
#[path = "native/graph.rs"]
mod graph;
#[cfg(test)]
#[path = "native/layers.rs"]
mod layers;
#[cfg(test)]
#[path = "native/operations.rs"]
mod operations;
#[cfg(test)]
#[path = "native/spf.rs"]
mod spf;
#[cfg(test)]
#[path = "native/spf_operations.rs"]
mod spf_operations;
#[cfg(test)]
#[path = "native/spf_stage.rs"]
mod spf_stage;
#[cfg(test)]
#[path = "native/spf_trouble.rs"]
mod spf_trouble;
#[cfg(test)]
#[path = "native/stage.rs"]
mod stage;
#[cfg(test)]
#[path = "native/token.rs"]
mod token;
#[cfg(test)]
#[path = "native/trouble.rs"]
mod trouble;
