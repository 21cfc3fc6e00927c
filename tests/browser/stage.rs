//! Puts a part of the console on the page of the test, and finds and works what it drew.

use std::any::Any;

use futures::channel::oneshot;
use leptos::mount::mount_to;
use leptos::prelude::*;
use scvmm_console::browser::timer::{now_ms, sleep};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement};

/// Milliseconds after which something that should have shown is held to be missing.
const PATIENCE_MS: u64 = 20_000;
/// Marks what belongs to a test, so that a test that failed leaves nothing behind for the next.
const MARK: &str = "data-stage";

/// What is on the page. Dropped, it is taken away.
pub struct Page {
    place: HtmlElement,
    mounted: Option<Box<dyn Any>>,
}

/// Draws a view and waits until it stands.
pub async fn show(view: impl FnOnce() -> AnyView + 'static) -> Page {
    let body = document().body().unwrap();
    for leftover in elements(&body, &format!("[{MARK}]")) {
        leftover.remove();
    }
    let place: HtmlElement = document()
        .create_element("div")
        .unwrap()
        .dyn_into()
        .unwrap();
    place.set_attribute(MARK, "").unwrap();
    body.append_child(&place).unwrap();
    let mounted = mount_to(place.clone(), view);
    settle().await;
    Page {
        place,
        mounted: Some(Box::new(mounted)),
    }
}

impl Page {
    /// Where it stands.
    pub fn place(&self) -> &HtmlElement {
        &self.place
    }

    /// The one element that matches.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.place.inner_html());
        found.into_iter().next().unwrap()
    }

    /// Every element that matches, in the document's order.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        elements(&self.place, selector)
    }

    /// Whether any element matches.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The text of the one element that matches.
    pub fn text(&self, selector: &str) -> String {
        text_of(&self.one(selector))
    }

    /// The one button with these words.
    pub fn button(&self, words: &str) -> HtmlElement {
        let mut found = self.all("button");
        found.retain(|button| text_of(button) == words);
        assert_eq!(
            found.len(),
            1,
            "a button “{words}” in {}",
            self.place.inner_html()
        );
        found.remove(0)
    }

    /// Replaces what stands in a field, as typing does.
    pub fn type_into(&self, selector: &str, text: &str) {
        let field = self.one(selector);
        set_value(&field, text);
        tell(&field, "input");
    }

    /// What stands in a field.
    pub fn value(&self, selector: &str) -> String {
        let field = self.one(selector);
        let value = js_sys::Reflect::get(&field, &"value".into()).unwrap();
        value.as_string().unwrap()
    }

    /// Waits until `there` holds.
    pub async fn until(&self, what: &str, there: impl Fn(&Self) -> bool) {
        let patience_ends = now_ms() + PATIENCE_MS;
        while !there(self) {
            assert!(
                now_ms() < patience_ends,
                "in vain waited until {what}: {}",
                self.place.inner_html()
            );
            sleep(10).await;
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted.take();
        self.place.remove();
    }
}

/// Lets effects and events that are due run.
pub async fn settle() {
    leptos::task::tick().await;
    sleep(0).await;
    leptos::task::tick().await;
    sleep(0).await;
}

/// Lets the browser lay out and paint, and tell of sizes that have changed: it does so once in a frame.
pub async fn painted() {
    for _ in 0..2 {
        let (sender, frame) = oneshot::channel();
        request_animation_frame(move || {
            // The test may have failed meanwhile.
            let _ = sender.send(());
        });
        frame.await.expect("a page that is shown is painted");
    }
    settle().await;
}

/// The test's document.
pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// The text of an element, with every run of white space as one blank.
pub fn text_of(element: &Element) -> String {
    let text = element.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute, or empty.
pub fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// The text of the elements that an attribute such as `aria-labelledby` points to.
pub fn pointed_to(element: &Element, name: &str) -> String {
    let ids = attribute(element, name);
    let texts = ids.split_whitespace().map(|id| {
        let target = document().get_element_by_id(id);
        text_of(&target.unwrap_or_else(|| panic!("{name} points to {id}, which is nowhere")))
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Whether an element has the focus.
pub fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Sends an event that bubbles and can be canceled; `false` when it was canceled.
pub fn tell(element: &Element, name: &str) -> bool {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict(name, &init).unwrap();
    element.dispatch_event(&event).unwrap()
}

/// Calls a method without arguments that web-sys does not know.
pub fn call(element: &Element, method: &str) -> JsValue {
    let function = js_sys::Reflect::get(element, &method.into()).unwrap();
    let function: js_sys::Function = function.dyn_into().unwrap();
    function.call0(element).unwrap()
}

fn set_value(field: &Element, text: &str) {
    match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.set_value(text),
        None => {
            js_sys::Reflect::set(field, &"value".into(), &text.into()).unwrap();
        }
    }
}

fn elements(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let found = within.query_selector_all(selector).unwrap();
    (0..found.length())
        .map(|n| found.get(n).unwrap().dyn_into().unwrap())
        .collect()
}
