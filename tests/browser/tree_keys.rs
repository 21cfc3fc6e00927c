//! The tree of checkpoints by keyboard: one stop of the Tab key, arrows, and what can be done to the current checkpoint.

use scvmm_console::model::capability::Capabilities;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

use crate::datacenter::machine;
use crate::one_machine::{branched, page};
use crate::service::{CAPABILITIES, Service};
use crate::stage::{Page, attribute, document, has_focus, pointed_to, settle, text_of};

/// Presses a key where the focus is; `false` when somebody took it.
fn press(key: &str) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    let focused = document().active_element().unwrap();
    focused.dispatch_event(&event).unwrap()
}

/// What has the focus: the beginning of its text, or its name.
fn focused() -> String {
    let element = document().active_element().unwrap();
    match attribute(&element, "aria-label") {
        name if name.is_empty() => text_of(&element),
        name => name,
    }
}

fn stops(page: &Page, selector: &str) -> Vec<HtmlElement> {
    let mut found = page.all(selector);
    found.retain(|element| element.tab_index() == 0);
    found
}

/// Base, with Side branch and After setup below it; the present state below After setup.
async fn tree() -> Page {
    page(&Service::with(machine(branched()))).await
}

#[wasm_bindgen_test]
async fn the_tree_tells_its_levels_and_names_each_item_without_its_buttons() {
    let page = tree().await;
    assert_eq!(attribute(&page.one(".tree"), "role"), "tree");
    let items = page.all(".tree > li[role=treeitem]");
    let levels: Vec<_> = items.iter().map(|i| attribute(i, "aria-level")).collect();
    assert_eq!(levels, ["1", "2", "2", "3"]);
    assert_eq!(
        pointed_to(&items[1], "aria-labelledby"),
        "Side branch. Taken after Base."
    );
}

#[wasm_bindgen_test]
async fn the_tree_is_one_stop_and_only_the_current_items_buttons_follow_it() {
    let page = tree().await;
    let items = stops(&page, ".node");
    assert_eq!(items.len(), 1);
    assert!(
        text_of(&items[0]).starts_with("After setup"),
        "the machine stands on it"
    );
    let buttons = stops(&page, ".node button");
    assert_eq!(buttons.len(), 3);
    assert!(buttons.iter().all(|b| items[0].contains(Some(b))));

    items[0].focus().unwrap();
    press("Home");
    let items = stops(&page, ".node");
    assert_eq!(items.len(), 1);
    assert!(has_focus(&items[0]));
    let buttons = stops(&page, ".node button");
    assert!(buttons.iter().all(|b| items[0].contains(Some(b))));
}

#[wasm_bindgen_test]
async fn arrows_go_through_the_rows_and_up_and_down_the_branches() {
    let page = tree().await;
    stops(&page, ".node")[0].focus().unwrap();
    for (key, arrives) in [
        ("ArrowDown", "You are here"),
        ("ArrowDown", "You are here"),
        ("ArrowLeft", "After setup"),
        ("ArrowLeft", "Base"),
        ("ArrowLeft", "Base"),
        ("ArrowRight", "Side branch"),
        ("ArrowRight", "Side branch"),
        ("ArrowUp", "Base"),
        ("End", "You are here"),
        ("Home", "Base"),
        ("s", "Side branch"),
        ("a", "After setup"),
        ("x", "After setup"),
    ] {
        press(key);
        assert!(focused().starts_with(arrives), "{key}: {}", focused());
    }
}

#[wasm_bindgen_test]
async fn from_right_to_left_the_arrows_are_the_other_way_round() {
    let page = tree().await;
    page.place().set_attribute("dir", "rtl").unwrap();
    stops(&page, ".node")[0].focus().unwrap();
    press("ArrowRight");
    assert!(focused().starts_with("Base"), "{}", focused());
    press("ArrowLeft");
    assert!(focused().starts_with("Side branch"), "{}", focused());
}

#[wasm_bindgen_test]
async fn enter_leads_to_what_can_be_done_and_escape_back() {
    let page = tree().await;
    let item = stops(&page, ".node").remove(0);
    item.focus().unwrap();
    press("Enter");
    assert_eq!(focused(), "Restore After setup");
    assert!(!page.has("dialog"), "nothing is done by it");
    press("ArrowRight");
    press("ArrowRight");
    press("ArrowRight");
    assert_eq!(focused(), "Delete After setup");
    assert!(!press("Escape"), "a panel around it stays open");
    assert!(has_focus(&item));
    assert!(press("Escape"), "and closes by the next");
}

#[wasm_bindgen_test]
async fn two_keys_ask_about_the_current_checkpoint() {
    let service = Service::with(machine(branched()));
    service.capabilities.set(Some(Capabilities {
        edits_checkpoints: true,
        ..CAPABILITIES
    }));
    let page = page(&service).await;
    stops(&page, ".node")[0].focus().unwrap();
    press("Home");
    for (key, question) in [
        ("Delete", "Delete “Base” on web-01?"),
        ("F2", "Rename “Base” on web-01"),
    ] {
        press(key);
        settle().await;
        assert_eq!(page.text("dialog h2"), question);
        page.all("dialog footer button")[0].click();
        settle().await;
        assert!(!page.has("dialog"));
        assert!(focused().starts_with("Base"), "{}", focused());
    }
}
