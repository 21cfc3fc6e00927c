//! What survives a reload of this tab, and what survives the tab. No token is ever kept here.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Storage;

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Reads a text.
pub fn get(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Keeps a text for as long as the tab lives. `false` when the browser does not allow it.
pub fn set(key: &str, value: &str) -> bool {
    session().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets a text.
pub fn remove(key: &str) {
    if let Some(storage) = session() {
        // A storage that refuses to forget refuses to read as well.
        let _ = storage.remove_item(key);
    }
}

/// Reads a text and forgets it: it can be read once.
pub fn take(key: &str) -> Option<String> {
    let value = get(key)?;
    remove(key);
    Some(value)
}

fn lasting() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Reads a text that was kept for good.
pub fn recall(key: &str) -> Option<String> {
    lasting()?.get_item(key).ok()?
}

/// Keeps a text for good: for every visit from this browser. Where the browser does not allow it, it is not kept.
pub fn keep(key: &str, value: &str) {
    if let Some(storage) = lasting() {
        // A full or forbidden storage loses a convenience, nothing else.
        let _ = storage.set_item(key, value);
    }
}

/// Calls `heard` whenever another tab has kept something, for as long as the page lives.
pub fn on_kept_elsewhere(heard: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(heard);
    if let Some(window) = web_sys::window() {
        let _ =
            window.add_event_listener_with_callback("storage", closure.as_ref().unchecked_ref());
    }
    // The page itself is the owner.
    closure.forget();
}
