//! The console's parts in a real browser: what each puts on the page, and how it answers to a person.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

// All of this is tests; clippy knows it only when it is said of each module.
#[cfg(test)]
#[path = "browser/dialog.rs"]
mod dialog;
#[cfg(test)]
#[path = "browser/stage.rs"]
mod stage;
