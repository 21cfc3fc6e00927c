//! The console without a browser: its client against the emulator with virtual time, and the order of its layers.
#![cfg(not(target_arch = "wasm32"))]

#[path = "native/layers.rs"]
mod layers;
