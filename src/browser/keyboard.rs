//! Keys that work on the whole page.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::storage;

/// Whether a key was meant for the page: not typed into a field, not with a modifier, not inside a dialog.
pub fn is_for_the_page(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let elsewhere = target.is_some_and(|element| {
        element
            .closest("input, textarea, select, dialog, [contenteditable]")
            .ok()
            .flatten()
            .is_some()
    });
    !elsewhere
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.alt_key()
        && !event.default_prevented()
}

/// Where the browser keeps that single keys do nothing on the page.
const SINGLE_KEYS: &str = "scvmm.keys";
const OFF: &str = "off";

/// Whether a single letter does something wherever the focus is. Who speaks to a computer that types for him, or whose hands
/// tremble, can turn that off (WCAG 2.1.4).
pub fn has_single_keys() -> bool {
    storage::recall(SINGLE_KEYS).as_deref() != Some(OFF)
}

/// Turns that on or off, for every visit from this browser.
pub fn set_single_keys(on: bool) {
    storage::keep(SINGLE_KEYS, if on { "" } else { OFF });
}

/// Whether a text is being typed: the focus must not be taken away then.
pub fn is_typing() -> bool {
    is_at("input, textarea, [contenteditable]")
}

/// Whether an element that matches `selector` has the focus.
pub fn is_at(selector: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .is_some_and(|element| element.matches(selector).unwrap_or(false))
}

/// Moves the focus to the first element that matches `selector`.
pub fn focus(selector: &str) {
    if let Some(element) = first(selector) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Moves the focus to the first element that matches `selector` if a person sees where the focus is, as with the keyboard and
/// not after a click, or if the window is narrower than `covers`, in pixels. A text that is being typed keeps it.
pub fn focus_if_seen(selector: &str, covers: u32) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let focused = window
        .document()
        .and_then(|document| document.active_element());
    let seen = focused.is_none_or(|element| {
        element.tag_name() == "BODY" || element.matches(":focus-visible").unwrap_or(false)
    });
    let width = window.inner_width().ok().and_then(|width| width.as_f64());
    if (seen || width < Some(f64::from(covers))) && !is_typing() {
        focus(selector);
    }
}

/// Moves the focus to the first element that matches `selector`, without scrolling, if it is lost or within `part`.
pub fn focus_instead(selector: &str, part: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document
        .as_ref()
        .and_then(|document| document.active_element());
    let lost = focused.is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(part).ok().flatten().is_some()
    });
    if let Some(element) = first(selector).filter(|_| lost) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

fn first(selector: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.query_selector(selector).ok()??.dyn_into().ok()
}
