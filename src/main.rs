//! Starts the console in the page.

use leptos::mount::mount_to;
use leptos::prelude::*;
use scvmm_console::app::App;
use wasm_bindgen::JsCast;

fn main() {
    let place = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into().ok());
    if let Some(place) = place {
        let place: web_sys::HtmlElement = place;
        mount_to(place, App).forget();
    }
}
