//! How much room an element has on the screen, and when that changes.

use leptos::prelude::{LocalStorage, StoredValue, WithValue, on_cleanup};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// What is heard, and who listens.
type Watch = Option<(ResizeObserver, Closure<dyn FnMut()>)>;

/// Calls `changed` now, and whenever the element becomes larger or smaller, for as long as the present owner lives.
pub fn watch(element: &HtmlElement, changed: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(changed);
    // The browser also calls when it begins to watch.
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    let watch: StoredValue<Watch, LocalStorage> =
        StoredValue::new_local(observer.map(|observer| (observer, closure)));
    on_cleanup(move || {
        watch.try_with_value(|watch| {
            if let Some((observer, _)) = watch {
                observer.disconnect();
            }
        });
    });
}
