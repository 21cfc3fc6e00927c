//! Hears what happens to an element and in it: one ear for events of all kinds.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement};

/// An ear at an element. Dropped, it hears no more.
pub struct Ear {
    element: HtmlElement,
    kinds: &'static [&'static str],
    closure: Closure<dyn Fn(Event)>,
}

impl Ear {
    /// Calls `heard` with each event of these kinds. None of this fails: the element is one of the page.
    pub fn at(
        element: HtmlElement,
        kinds: &'static [&'static str],
        heard: impl Fn(Event) + 'static,
    ) -> Self {
        // What is done about one event may be the cause of another: the focus moves with a click.
        let heard: Box<dyn Fn(Event)> = Box::new(heard);
        let closure = Closure::wrap(heard);
        for kind in kinds {
            let function = closure.as_ref().unchecked_ref();
            let _ = element.add_event_listener_with_callback(kind, function);
        }
        Self {
            element,
            kinds,
            closure,
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        for kind in self.kinds {
            let function = self.closure.as_ref().unchecked_ref();
            let _ = self
                .element
                .remove_event_listener_with_callback(kind, function);
        }
    }
}
