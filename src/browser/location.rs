//! The address of the page.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The part behind `#`, with it; empty when there is none.
pub fn hash() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Goes to another route of the console.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Only a malformed address is refused, and a hash is none.
        let _ = window.location().set_hash(hash);
    }
}

/// Puts a route in the address without a new entry in the history.
pub fn replace_hash(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash));
    }
}

/// Puts a route in the address with an entry in the history, and tells nobody.
pub fn push_hash(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash));
    }
}

/// Goes back to the entry before in the history.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Leaves for another page, without a new entry in the history: going back must not land in a sign-in.
pub fn leave_for(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(url);
    }
}

/// The address of a file beside the page, such as `auth.html`.
pub fn beside(file: &str) -> String {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|d| d.base_uri().ok().flatten());
    let base = base.unwrap_or_default();
    let bare = base.split(['?', '#']).next().unwrap_or_default();
    let folder = bare.rsplit_once('/').map_or("", |(folder, _)| folder);
    [folder, "/", file].concat()
}

/// Calls `heard` at every change of the part behind `#`, for as long as the page lives.
pub fn on_hash_change(heard: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn()>::new(move || heard(hash()));
    if let Some(window) = web_sys::window() {
        let _ =
            window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    }
    // The page itself is the owner.
    closure.forget();
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}
