//! The console without a browser: its client against the emulator with virtual time, and the order of its layers.
#![cfg(all(test, not(target_arch = "wasm32")))]

#[path = "native/fleet.rs"]
mod fleet;
#[path = "native/layers.rs"]
mod layers;
#[path = "native/operations.rs"]
mod operations;
#[path = "native/stage.rs"]
mod stage;
#[path = "native/token.rs"]
mod token;
#[path = "native/trouble.rs"]
mod trouble;
