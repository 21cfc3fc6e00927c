//! The keys of a tree, by the ARIA Authoring Practices: one stop of the Tab key, arrows between the items. What can be done to
//! an item are buttons in it; they are reached by Tab, or by Enter, while their item is the current one.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::event_target;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::direction::along;

const ITEM: &str = "[role=treeitem]";
const BUTTON: &str = "button, [tabindex]";

/// What the tree does when it stands on the page: one item is the current one.
pub fn begin(tree: &Element) {
    let items = all(tree, ITEM);
    let current = items.iter().find(|item| item.tab_index() == 0);
    if let Some(current) = current.or(items.first()) {
        make_current(current);
    }
}

/// What the tree does when something in it takes the focus: its item is the current one.
pub fn on_focus(event: FocusEvent) {
    if let Some(item) = item_of(&event_target(&event)) {
        make_current(&item);
    }
}

fn make_current(item: &HtmlElement) {
    for other in beside(item) {
        let stop = if other == *item { "0" } else { "-1" };
        // Setting an attribute of that name does not fail.
        let _ = other.set_attribute("tabindex", stop);
        for button in all(&other, BUTTON) {
            let _ = button.set_attribute("tabindex", stop);
        }
    }
}

/// What the tree does with a key. The letters of `shortcuts` press the button of that class in the current item.
pub fn on_key(event: KeyboardEvent, shortcuts: &[(&str, &str)]) {
    let target: HtmlElement = event_target(&event);
    let Some(item) = item_of(&target) else {
        return;
    };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = along(event.key(), &item);
    let on_item = target == item;
    let items = beside(&item);
    let place = items.iter().position(|other| *other == item).unwrap_or(0);
    let button = |class: &str| item.query_selector(class).ok().flatten();
    let next = match key.as_str() {
        "ArrowDown" => items.get(place + 1),
        "ArrowUp" => place.checked_sub(1).and_then(|place| items.get(place)),
        "Home" => items.first(),
        "End" => items.last(),
        "Escape" if !on_item => Some(&item),
        "ArrowRight" | "ArrowLeft" if !on_item => {
            event.prevent_default();
            return step(&all(&item, BUTTON), &target, key == "ArrowRight");
        }
        "ArrowRight" => items
            .get(place + 1)
            .filter(|next| level(next) > level(&item)),
        "ArrowLeft" => items
            .iter()
            .take(place)
            .rev()
            .find(|before| level(before) < level(&item)),
        "Enter" | " " if on_item => {
            event.prevent_default();
            return focus(button("button:not([aria-disabled=true])").as_ref());
        }
        _ => {
            let pressed = shortcuts.iter().find(|(name, _)| *name == key);
            let pressed = pressed.and_then(|(_, class)| button(class));
            if let Some(pressed) = pressed.and_then(|button| button.dyn_into::<HtmlElement>().ok())
            {
                event.prevent_default();
                pressed.click();
            } else if on_item && key.chars().count() == 1 {
                find(&items, place, &key);
            }
            return;
        }
    };
    event.prevent_default();
    if let Some(next) = next {
        focus(Some(next.as_ref()));
    }
}

/// Moves among the buttons of an item.
fn step(buttons: &[HtmlElement], from: &HtmlElement, forward: bool) {
    let place = buttons
        .iter()
        .position(|button| button == from)
        .unwrap_or(0);
    let next = if forward {
        buttons.get(place + 1)
    } else {
        place.checked_sub(1).and_then(|place| buttons.get(place))
    };
    focus(next.map(AsRef::as_ref));
}

/// Moves to the next item whose text begins with a letter.
fn find(items: &[HtmlElement], place: usize, letter: &str) {
    let letter = letter.to_ascii_lowercase();
    let begins = |item: &&HtmlElement| {
        let text = item.text_content().unwrap_or_default();
        text.get(..letter.len())
            .is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    };
    let after = items.iter().skip(place + 1);
    let found = after.chain(items.iter().take(place)).find(begins);
    focus(found.map(AsRef::as_ref));
}

fn item_of(element: &HtmlElement) -> Option<HtmlElement> {
    element.closest(ITEM).ok()??.dyn_into().ok()
}

fn beside(item: &HtmlElement) -> Vec<HtmlElement> {
    item.parent_element()
        .map(|tree| all(&tree, ITEM))
        .unwrap_or_default()
}

fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|n| found.get(n)?.dyn_into().ok())
        .collect()
}

fn level(item: &Element) -> usize {
    item.get_attribute("aria-level")
        .and_then(|level| level.parse().ok())
        .unwrap_or_default()
}

fn focus(element: Option<&Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
