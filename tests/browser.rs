//! The console's parts in a real browser: what each puts on the page, and how it answers to a person.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

// All of this is tests; clippy knows it only when it is said of each module.
#[cfg(test)]
#[path = "browser/clipboard.rs"]
mod clipboard;
#[cfg(test)]
#[path = "browser/create_checkpoint.rs"]
mod create_checkpoint;
#[cfg(test)]
#[path = "browser/database.rs"]
mod database;
#[cfg(test)]
#[path = "browser/datacenter.rs"]
mod datacenter;
#[cfg(test)]
#[path = "browser/delete_checkpoint.rs"]
mod delete_checkpoint;
#[cfg(test)]
#[path = "browser/dialog.rs"]
mod dialog;
#[cfg(test)]
#[path = "browser/edit_checkpoint.rs"]
mod edit_checkpoint;
#[cfg(test)]
#[path = "browser/failure_view.rs"]
mod failure_view;
#[cfg(test)]
#[path = "browser/fetch.rs"]
mod fetch;
#[cfg(test)]
#[path = "browser/frame_pages.rs"]
mod frame_pages;
#[cfg(test)]
#[path = "browser/in_turn.rs"]
mod in_turn;
#[cfg(test)]
#[path = "browser/machine_acts.rs"]
mod machine_acts;
#[cfg(test)]
#[path = "browser/machine_keys.rs"]
mod machine_keys;
#[cfg(test)]
#[path = "browser/machine_list.rs"]
mod machine_list;
#[cfg(test)]
#[path = "browser/machine_page.rs"]
mod machine_page;
#[cfg(test)]
#[path = "browser/machine_panel.rs"]
mod machine_panel;
#[cfg(test)]
#[path = "browser/machine_table.rs"]
mod machine_table;
#[cfg(test)]
#[path = "browser/machine_toolbar.rs"]
mod machine_toolbar;
#[cfg(test)]
#[path = "browser/machine_tree.rs"]
mod machine_tree;
#[cfg(test)]
#[path = "browser/machines_page.rs"]
mod machines_page;
#[cfg(test)]
#[path = "browser/one_machine.rs"]
mod one_machine;
#[cfg(test)]
#[path = "browser/operations_page.rs"]
mod operations_page;
#[cfg(test)]
#[path = "browser/page.rs"]
mod page;
#[cfg(test)]
#[path = "browser/remembered_fleet.rs"]
mod remembered_fleet;
#[cfg(test)]
#[path = "browser/remembered_list.rs"]
mod remembered_list;
#[cfg(test)]
#[path = "browser/restore_checkpoint.rs"]
mod restore_checkpoint;
#[cfg(test)]
#[path = "browser/saved_views.rs"]
mod saved_views;
#[cfg(test)]
#[path = "browser/search_field.rs"]
mod search_field;
#[cfg(test)]
#[path = "browser/service.rs"]
mod service;
#[cfg(test)]
#[path = "browser/sign_in_window.rs"]
mod sign_in_window;
#[cfg(test)]
#[path = "browser/small_parts.rs"]
mod small_parts;
#[cfg(test)]
#[path = "browser/stage.rs"]
mod stage;
#[cfg(test)]
#[path = "browser/substitute.rs"]
mod substitute;
#[cfg(test)]
#[path = "browser/text_field.rs"]
mod text_field;
#[cfg(test)]
#[path = "browser/tree_keys.rs"]
mod tree_keys;
#[cfg(test)]
#[path = "browser/views.rs"]
mod views;
