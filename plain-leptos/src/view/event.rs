//! What is heard at an element.

use std::borrow::Cow;

use original::prelude::Owner;
use original::wasm_bindgen::JsCast;
use original::wasm_bindgen::closure::Closure;
use original::web_sys::{Element, Event};

/// Who wants to hear.
pub struct Heard {
    pub name: Cow<'static, str>,
    /// Whose the handler is.
    pub owner: Owner,
    pub handler: Box<dyn FnMut(Event)>,
}

/// Who hears.
pub struct Ear {
    element: Element,
    name: Cow<'static, str>,
    closure: Closure<dyn FnMut(Event)>,
}

impl Ear {
    /// From now on each event is handed over. That does not fail: it is an element of the page.
    pub fn open(element: &Element, heard: Heard) -> Self {
        let Heard {
            name,
            owner,
            mut handler,
        } = heard;
        let hear: Box<dyn FnMut(Event)> = Box::new(move |event| {
            // A handler follows nothing, and may read signals all the same.
            #[cfg(debug_assertions)]
            let _zone = original::reactive::diagnostics::SpecialNonReactiveZone::enter();
            owner.with(|| handler(event));
        });
        let closure = Closure::wrap(hear);
        let _ = element.add_event_listener_with_callback(&name, closure.as_ref().unchecked_ref());
        Self {
            element: element.clone(),
            name,
            closure,
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self
            .element
            .remove_event_listener_with_callback(&self.name, function);
    }
}
