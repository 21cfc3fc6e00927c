//! A menu under a button, as a `details` element of the class `menu`, that closes as people expect: by Escape, by a click
//! elsewhere, and when the focus goes elsewhere. The browser leaves it open.

use leptos::ev::{KeyboardEvent, click, focusin};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::live::{live, maybe};
use crate::browser::keyboard;
use crate::signal::RwSignal;

/// A menu whose content is made when it is opened. `class` says where it stands.
pub fn drop_down(
    class: &'static str,
    words: AnyView,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    drop_down_of(class, words, Box::new(content))
}

fn drop_down_of(
    class: &'static str,
    words: AnyView,
    content: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let opened = RwSignal::new(false);
    let content = live(move || maybe(opened.get().then(|| untrack(&content))));
    view! {
        <details
            class=["menu ", class].concat()
            on:keydown=on_key
            on:toggle=move |event| {
                let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
                opened.set(target.is_some_and(|menu| menu.has_attribute("open")));
            }
        >
            <summary>{words}</summary>
            <div class="drop-down">{content}</div>
        </details>
    }
    .into_any()
}

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
        // The panel beside it stays.
        event.prevent_default();
        keyboard::focus(".menu[open] > summary");
        close();
    }
}

fn left(event: &Event) {
    let target: Element = event_target(event);
    // What is no element (the document itself) stands in no menu.
    let own = target.closest(".menu").ok().flatten();
    let open = document().query_selector(".menu[open]").ok().flatten();
    if own != open {
        close();
    }
}

fn close() {
    if let Ok(Some(menu)) = document().query_selector(".menu[open]") {
        // Taking an attribute away does not fail.
        let _ = menu.remove_attribute("open");
    }
}
