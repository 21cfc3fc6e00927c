//! The two buttons below a dialog: one that changes nothing, one that acts.

use leptos::prelude::*;

use crate::signal::Signal;
use crate::ui::live::live_text;

/// What the buttons of a dialog say and look like.
pub struct Buttons {
    /// The one that changes nothing, named for what it keeps.
    pub safe: &'static str,
    /// Whether the safe one has the focus when the dialog opens.
    pub safe_first: bool,
    /// The one that acts, named by its verb.
    pub act: &'static str,
    /// What it says until the service has answered.
    pub acting: &'static str,
    /// `primary` or `danger`.
    pub class: &'static str,
    /// Why it cannot act now, or empty.
    pub blocked: Signal<&'static str>,
}

impl Buttons {
    /// Draws them. The form's submission acts, so that Enter in a field does, too.
    pub fn draw(self, busy: Signal<bool>, on_close: Callback<()>) -> AnyView {
        let Self {
            safe,
            safe_first,
            act,
            acting,
            class,
            blocked,
        } = self;
        let disabled = move || (busy.get() || !blocked.get().is_empty()).to_string();
        view! {
            <footer>
                <p class="reason" id="dialog-blocked">
                    {live_text(move || blocked.get().to_owned())}
                </p>
                <button type="button" autofocus=safe_first disabled=move || busy.get() on:click=move |_| on_close.run(())>
                    {safe}
                </button>
                <button type="submit" class=class aria-disabled=disabled aria-describedby="dialog-blocked">
                    {live_text(move || if busy.get() { acting } else { act }.to_owned())}
                </button>
            </footer>
        }
        .into_any()
    }
}
