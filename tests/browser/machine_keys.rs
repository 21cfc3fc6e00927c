//! The keys of the list, by the ARIA Authoring Practices for grids, and what they select.

use scvmm_console::state::view::Column;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit};

use crate::datacenter::machine_id;
use crate::machine_list::{List, ROWS, list, name_of, service};
use crate::stage::{attribute, document, has_focus, settle, text_of};

/// Presses a key in the list; `true` when it meant something there.
async fn press_with(list: &List, key: &str, shift: bool, ctrl: bool) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_shift_key(shift);
    init.set_ctrl_key(ctrl);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    let grid = list.page.one(".machine-grid");
    let meant = !grid.dispatch_event(&event).unwrap();
    settle().await;
    meant
}

async fn press(list: &List, key: &str) -> bool {
    press_with(list, key, false, false).await
}

/// The text of the active row or heading, as assistive technology finds it.
fn active(list: &List) -> String {
    let grid = list.page.one(".machine-grid");
    let id = attribute(&grid, "aria-activedescendant");
    let element = document().get_element_by_id(&id);
    let element = element.unwrap_or_else(|| panic!("“{id}” is nowhere"));
    let name = element.query_selector("[role=rowheader]").unwrap();
    text_of(&name.unwrap_or(element))
}

fn selected(list: &List) -> Vec<String> {
    let mut rows = list.page.all(ROWS);
    rows.retain(|row| attribute(row, "aria-selected") == "true");
    rows.iter().map(|row| name_of(row)).collect()
}

async fn click_with(element: &web_sys::Element, shift: bool, ctrl: bool) -> bool {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_shift_key(shift);
    init.set_ctrl_key(ctrl);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    let left = element.dispatch_event(&event).unwrap();
    settle().await;
    left
}

fn cell(list: &List, row: usize, class: &str) -> web_sys::Element {
    let row = list.page.all(ROWS).remove(row);
    row.query_selector(class).unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn arrows_pages_and_ends_move_through_rows_and_the_screen_follows() {
    let list = list(&service(500)).await;
    let grid = list.page.one(".machine-grid");
    grid.focus().unwrap();
    settle().await;
    assert_eq!(active(&list), "vm-0");
    assert!(press(&list, "ArrowDown").await);
    assert_eq!(active(&list), "vm-1");
    press(&list, "End").await;
    assert_eq!(active(&list), "vm-499");
    let row = document()
        .get_element_by_id(&attribute(&grid, "aria-activedescendant"))
        .unwrap();
    let (screen, at) = (
        grid.get_bounding_client_rect(),
        row.get_bounding_client_rect(),
    );
    assert!(at.top() >= screen.top() && at.bottom() <= screen.bottom());
    press(&list, "PageUp").await;
    let page = active(&list);
    assert!(page != "vm-499" && page != "vm-498", "{page}");
    press(&list, "Home").await;
    assert_eq!(active(&list), "vm-0");
    assert_eq!(grid.scroll_top(), 0);
    assert!(
        !press_with(&list, "c", false, true).await,
        "copying is the browser's"
    );
}

#[wasm_bindgen_test]
async fn the_active_row_stays_in_the_document_and_is_the_same_machine_in_another_order() {
    let list = list(&service(500)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    press(&list, "ArrowDown").await;
    list.page.one(".machine-grid").set_scroll_top(9_000);
    list.page
        .until("the list is far down", |page| {
            page.has("[aria-rowindex='260']")
        })
        .await;
    assert_eq!(active(&list), "vm-1");
    assert!(list.rows() < 80);
    list.sort_by("Name").await;
    assert_eq!(active(&list), "vm-1");
    list.search("vm-3").await;
    let grid = list.page.one(".machine-grid");
    assert!(!grid.has_attribute("aria-activedescendant"));
    press(&list, "ArrowDown").await;
    assert_eq!(active(&list), "vm-399");
}

#[wasm_bindgen_test]
async fn enter_opens_the_active_machine_and_a_click_does() {
    let list = list(&service(12)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    press(&list, "ArrowDown").await;
    press(&list, "Enter").await;
    let open = list.console.list.open();
    assert_eq!(open.get_untracked(), Some(machine_id("vm-1")));
    assert!(attribute(&list.page.all(ROWS)[1], "class").contains("open"));
    let name = cell(&list, 4, "a");
    assert!(!click_with(&name, false, false).await, "the page stays");
    assert_eq!(open.get_untracked(), Some(machine_id("vm-4")));
    assert!(has_focus(&list.page.one(".machine-grid")));
    // With Ctrl it is the browser's: a tab of its own. The page of a test must not open one.
    let stay =
        leptos::prelude::window_event_listener(leptos::ev::click, |event| event.prevent_default());
    click_with(&cell(&list, 5, "a"), false, true).await;
    stay.remove();
    assert_eq!(open.get_untracked(), Some(machine_id("vm-4")));
}

#[wasm_bindgen_test]
async fn space_selects_and_shift_selects_what_lies_between() {
    let list = list(&service(12)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    press(&list, " ").await;
    assert_eq!(selected(&list), ["vm-0"]);
    press(&list, "ArrowDown").await;
    press(&list, "ArrowDown").await;
    for _ in 0..3 {
        press_with(&list, "ArrowDown", true, false).await;
    }
    assert_eq!(selected(&list), ["vm-0", "vm-2", "vm-3", "vm-4", "vm-5"]);
    // A range that becomes shorter leaves nothing behind.
    press_with(&list, "ArrowUp", true, false).await;
    assert_eq!(selected(&list), ["vm-0", "vm-2", "vm-3", "vm-4"]);
    assert_eq!(list.page.text(".selection-bar p"), "4 selected");
    press(&list, "Escape").await;
    assert_eq!(selected(&list), [""; 0]);
    assert!(!list.page.has(".selection-bar"));
    assert!(
        !press(&list, "Escape").await,
        "there is nothing left to clear"
    );
}

#[wasm_bindgen_test]
async fn boxes_and_clicks_with_keys_select() {
    let list = list(&service(12)).await;
    click_with(&cell(&list, 2, ".col-check"), false, false).await;
    assert_eq!(selected(&list), ["vm-2"]);
    click_with(&cell(&list, 5, ".col-check"), true, false).await;
    assert_eq!(selected(&list), ["vm-2", "vm-3", "vm-4", "vm-5"]);
    click_with(&cell(&list, 9, ".col-state"), false, true).await;
    assert_eq!(selected(&list).len(), 5);
    assert_eq!(list.console.list.open().get_untracked(), None);
    let all = list.page.one("[role=checkbox]");
    assert_eq!(attribute(&all, "aria-checked"), "mixed");
    all.click();
    settle().await;
    assert_eq!(attribute(&all, "aria-checked"), "true");
    assert_eq!(list.page.text(".selection-bar p"), "12 selected");
    all.click();
    settle().await;
    assert_eq!(attribute(&all, "aria-checked"), "false");
}

#[wasm_bindgen_test]
async fn ctrl_and_a_selects_all_that_is_found_and_a_search_keeps_it() {
    let list = list(&service(200)).await;
    list.search("vm-19").await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    assert!(press_with(&list, "a", false, true).await);
    assert_eq!(list.page.text(".selection-bar p"), "11 selected");
    list.search("").await;
    assert_eq!(list.page.text(".selection-bar p"), "11 selected");
    list.page.button("Show only these").click();
    settle().await;
    assert_eq!(list.rows(), 11);
    assert_eq!(list.first_name(), "vm-19");
    list.page.button("Clear").click();
    settle().await;
    assert!(!list.page.has(".selection-bar"));
}

#[wasm_bindgen_test]
async fn letters_find_a_name() {
    let list = list(&service(200)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    for letter in ["v", "m", "-", "1", "5"] {
        assert!(press(&list, letter).await, "{letter}");
    }
    assert_eq!(active(&list), "vm-15");
    assert!(!press(&list, "/").await, "this one leads to the search");
}

#[wasm_bindgen_test]
async fn the_headings_are_reached_from_the_first_row_and_sort_by_key() {
    let list = list(&service(12)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    press(&list, "ArrowUp").await;
    assert!(active(&list).starts_with("Name"), "{}", active(&list));
    press(&list, "Enter").await;
    assert_eq!(list.first_name(), "vm-11");
    press(&list, "ArrowRight").await;
    assert!(active(&list).starts_with("State"));
    press_with(&list, " ", true, false).await;
    assert_eq!(text_of(&list.heading("Name")), "Name↓1");
    assert_eq!(
        text_of(&list.heading("State")),
        "State↑2, sorted as number 2, ascending"
    );
    assert_eq!(attribute(&list.heading("State"), "aria-sort"), "none");
    press(&list, "Home").await;
    press(&list, "Enter").await;
    assert_eq!(list.page.text(".selection-bar p"), "12 selected");
    press(&list, "ArrowDown").await;
    assert_eq!(active(&list), "vm-11");
}

#[wasm_bindgen_test]
async fn a_column_is_made_wider_by_key() {
    let list = list(&service(2)).await;
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    let width = || list.heading("State").get_bounding_client_rect().width();
    let before = width();
    press(&list, "ArrowUp").await;
    press(&list, "ArrowRight").await;
    press_with(&list, "ArrowRight", true, false).await;
    press_with(&list, "ArrowRight", true, false).await;
    assert!(
        (width() - before - 32.0).abs() < 1.0,
        "{} from {before}",
        width()
    );
    let row = cell(&list, 0, ".col-state")
        .get_bounding_client_rect()
        .width();
    assert!((row - width()).abs() < 1.0);
    press_with(&list, "ArrowLeft", true, false).await;
    assert!((width() - before - 16.0).abs() < 1.0);
}

#[wasm_bindgen_test]
async fn groups_are_folded_and_unfolded_by_arrows() {
    let list = list(&service(12)).await;
    let view = list.console.list.view();
    view.update(|view| view.group = Some(Column::Subscription));
    settle().await;
    let grid = list.page.one("[role=treegrid]");
    assert_eq!(attribute(&grid, "aria-rowcount"), "14");
    let group = list.page.all(ROWS).remove(0);
    assert_eq!(text_of(&group), "Production (12)");
    assert_eq!(attribute(&group, "aria-expanded"), "true");
    assert_eq!(attribute(&group, "aria-level"), "1");
    assert!(!group.has_attribute("aria-selected"));
    assert_eq!(attribute(&list.page.all(ROWS)[1], "aria-level"), "2");
    grid.focus().unwrap();
    settle().await;
    press(&list, "ArrowDown").await;
    press(&list, "ArrowDown").await;
    press(&list, "ArrowLeft").await;
    assert_eq!(active(&list), "Production (12)");
    press(&list, "ArrowLeft").await;
    assert_eq!(list.rows(), 1);
    assert_eq!(attribute(&list.page.all(ROWS)[0], "aria-expanded"), "false");
    press(&list, "ArrowRight").await;
    assert_eq!(list.rows(), 13);
    press(&list, "Enter").await;
    assert_eq!(list.rows(), 1);
}

#[wasm_bindgen_test]
async fn the_box_of_all_counts_folded_machines_and_not_those_that_are_not_found() {
    let list = list(&service(12)).await;
    let all = || list.page.one("[role=checkbox]");
    let checked = || attribute(&all(), "aria-checked");
    let count = || {
        list.console
            .list
            .selection()
            .with_untracked(|all| all.len())
    };
    click_with(&cell(&list, 2, ".col-check"), false, false).await;
    let view = list.console.list.view();
    view.update(|view| view.group = Some(Column::Subscription));
    settle().await;
    list.page.all(ROWS).remove(0).click();
    settle().await;
    assert_eq!((list.rows(), checked().as_str()), (1, "mixed"));
    all().click();
    settle().await;
    assert_eq!((count(), checked().as_str()), (12, "true"));
    list.search("nowhere").await;
    assert_eq!(checked(), "false");
    all().click();
    settle().await;
    assert_eq!(count(), 12, "nothing that is found is selected");
    list.search("vm-1").await;
    all().click();
    settle().await;
    assert_eq!(count(), 9, "those that are not shown stay selected");
    assert_eq!(checked(), "false");
}

#[wasm_bindgen_test]
async fn from_right_to_left_the_arrows_lead_the_other_way_along_the_headings() {
    let list = list(&service(3)).await;
    list.page.place().set_attribute("dir", "rtl").unwrap();
    list.page.one(".machine-grid").focus().unwrap();
    settle().await;
    press(&list, "ArrowUp").await;
    assert!(active(&list).starts_with("Name"), "{}", active(&list));
    press(&list, "ArrowLeft").await;
    assert!(active(&list).starts_with("State"), "{}", active(&list));
    let width = || list.heading("State").get_bounding_client_rect().width();
    let before = width();
    press_with(&list, "ArrowLeft", true, false).await;
    assert!((width() - before - 16.0).abs() < 1.0);
}
