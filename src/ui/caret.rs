//! The caret of a field for text, counted as the browser does: in UTF-16 units.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// Where it stands in the field that an event happened to.
pub fn of(event: &Event) -> usize {
    let field = event.target().and_then(|field| field.dyn_into().ok());
    field
        .and_then(|field: HtmlInputElement| field.selection_start().ok().flatten())
        .and_then(|units| units.try_into().ok())
        .unwrap_or_default()
}

/// Writes a text into the field with this id, and puts the caret where it says.
pub fn write(id: &str, text: &str, caret: usize) {
    let document = web_sys::window().and_then(|window| window.document());
    let field = document.and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.set_value(text);
        let caret = u32::try_from(caret).unwrap_or(u32::MAX);
        // Fails only for fields that hold no text.
        let _ = field.set_selection_range(caret, caret);
    }
}
