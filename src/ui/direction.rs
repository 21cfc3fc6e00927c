//! The direction of lines: where they run from right to left, what leads on stands to the left.

use web_sys::Element;

/// Whether lines run from right to left there.
pub fn is_mirrored(element: &Element) -> bool {
    element.closest("[dir=rtl]").ok().flatten().is_some()
}

/// A key as it is meant there: `ArrowRight` leads on along the line, `ArrowLeft` back.
pub fn along(key: String, element: &Element) -> String {
    let mirrored = match key.as_str() {
        "ArrowLeft" => "ArrowRight",
        "ArrowRight" => "ArrowLeft",
        _ => return key,
    };
    if is_mirrored(element) {
        mirrored.to_owned()
    } else {
        key
    }
}
