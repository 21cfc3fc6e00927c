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
    if let Some(field) = field(id) {
        field.set_value(text);
        let caret = u32::try_from(caret).unwrap_or(u32::MAX);
        // Fails only for fields that hold no text.
        let _ = field.set_selection_range(caret, caret);
    }
}

/// What stands in the field with this id.
pub fn text(id: &str) -> String {
    field(id).map(|field| field.value()).unwrap_or_default()
}

/// Writes a text into the field with this id, unless it stands there already: then the caret stays where it is.
pub fn show(id: &str, text: &str) {
    if let Some(field) = field(id).filter(|field| field.value() != text) {
        field.set_value(text);
    }
}

/// Gives the field with this id an attribute, or takes it away.
pub fn mark(id: &str, attribute: &str, value: Option<&str>) {
    if let Some(field) = field(id) {
        // Fails only for a name that is none.
        let _ = match value {
            Some(value) => field.set_attribute(attribute, value),
            None => field.remove_attribute(attribute),
        };
    }
}

fn field(id: &str) -> Option<HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}
