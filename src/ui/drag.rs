//! Dragging sideways, as with the edge of a column.

use leptos::ev::{Event, PointerEvent};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::direction::is_mirrored;

/// The style class of what is being dragged.
const HELD: &str = "held";

/// Begins to drag: until the pointer is let go of, its moves come to the same element. Gives the sign that a move towards the end
/// of the line has: where lines run from right to left it is negative.
pub fn begin(event: &PointerEvent) -> i32 {
    event.prevent_default();
    let target = event.target();
    let Some(target) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
        return 1;
    };
    let _ = target.class_list().add_1(HELD);
    // A pointer that is gone already cannot be kept, and moves no more.
    let _ = target.set_pointer_capture(event.pointer_id());
    if is_mirrored(&target) { -1 } else { 1 }
}

/// Ends it.
pub fn end(event: &Event) {
    let target = event.target();
    if let Some(target) = target.and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = target.class_list().remove_1(HELD);
    }
}
