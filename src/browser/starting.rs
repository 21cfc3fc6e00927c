//! What stands in the page before the console has drawn anything: the frame in `index.html`.

use web_sys::{Document, Element};

/// The frame.
const FRAME: &str = "starting";
/// The sentence in it.
const MESSAGE: &str = "start-message";

/// Says in it what is waited for; `false` when it is gone.
pub fn say(words: &str) -> bool {
    let message = element(MESSAGE);
    if let Some(message) = &message {
        message.set_text_content(Some(words));
    }
    message.is_some()
}

/// Takes it away: the console's own stands.
pub fn end() {
    if let Some(frame) = element(FRAME) {
        frame.remove();
    }
}

fn element(id: &str) -> Option<Element> {
    let document: Document = web_sys::window()?.document()?;
    document.get_element_by_id(id)
}
