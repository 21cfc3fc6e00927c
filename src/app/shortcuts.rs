//! The keys that do something, in a dialog.

use leptos::prelude::*;

use crate::browser::keyboard;
use crate::signal::RwSignal;
use crate::ui::dialog::Dialog;
use crate::ui::live::live;

/// The keys, and what each does.
const KEYS: [(&str, &str); 15] = [
    ("/", "Search machines"),
    ("?", "This list of keys"),
    ("↑ ↓ Page Home End", "Move in the list"),
    ("letters", "Find by the beginning of a name"),
    ("Enter", "Open the machine beside the list"),
    ("Space", "Select the machine"),
    ("Shift + ↑ ↓", "Select several"),
    ("Ctrl + A", "Select all that are found"),
    ("Escape", "Clear the selection, or close the panel"),
    ("↑ ↓", "Move in the tree of checkpoints"),
    ("← →", "Go to the checkpoint before, or after"),
    ("Enter", "To what can be done to the checkpoint"),
    ("F2", "Rename the checkpoint, where the service can"),
    ("Delete", "Delete the checkpoint, after a question"),
    ("Tab", "The next part of the page"),
];

/// The dialog, while it is `shown`.
pub fn dialog(shown: RwSignal<bool>) -> AnyView {
    live(move || {
        if !shown.get() {
            return ().into_any();
        }
        let close = Callback::new(move |()| shown.set(false));
        let rows: Vec<_> = KEYS
            .iter()
            .map(|(keys, words)| {
                view! {
                    <div>
                        <dt><kbd>{*keys}</kbd></dt>
                        <dd>{*words}</dd>
                    </div>
                }
                .into_any()
            })
            .collect();
        view! {
            <Dialog title="Keyboard shortcuts".to_owned() busy=RwSignal::new(false).into() on_close=close on_submit=close>
                <dl class="keys">{rows}</dl>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=keyboard::has_single_keys().then_some("true")
                        on:change=|event| keyboard::set_single_keys(event_target_checked(&event))
                    />
                    "Use the keys / and ? wherever the focus is"
                </label>
                <footer>
                    <button type="submit" autofocus=true>"Close"</button>
                </footer>
            </Dialog>
        }
        .into_any()
    })
}
