//! A menu under a button, as a `details` element of the class `menu`, that closes as people expect: by Escape, by a click
//! elsewhere, and when the focus goes elsewhere. The browser leaves it open.

use leptos::ev::{KeyboardEvent, click, focusin};
use leptos::prelude::*;
use web_sys::{Element, Event};

use crate::browser::keyboard;

/// Closes the menu when it is left, as long as the present owner lives.
pub fn close_when_left() {
    let clicked = window_event_listener(click, |event| left(&event));
    let focused = window_event_listener(focusin, |event| left(&event));
    on_cleanup(move || {
        clicked.remove();
        focused.remove();
    });
}

/// What the menu does with a key: Escape closes it, and the focus goes back to its button.
pub fn on_key(event: KeyboardEvent) {
    if event.key() == "Escape" {
        close();
        keyboard::focus(".menu > summary");
    }
}

fn left(event: &Event) {
    let target: Element = event_target(event);
    // What is no element (the document itself) stands in no menu.
    if target.closest(".menu").ok().flatten().is_none() {
        close();
    }
}

fn close() {
    if let Ok(Some(menu)) = document().query_selector(".menu[open]") {
        // Taking an attribute away does not fail.
        let _ = menu.remove_attribute("open");
    }
}
