//! A button that puts a text on the clipboard, and says whether it did.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::Icon;
use super::live::live_text;
use crate::browser::clipboard;
use crate::signal::RwSignal;

/// A button that copies.
#[component]
pub fn CopyButton(
    /// What to copy; asked for when the button is pressed.
    text: Callback<(), String>,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// Show the drawing only; the label is still read out.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            outcome.try_set(Some(clipboard::copy(&text).await));
            set_timeout(
                move || {
                    outcome.try_set(None);
                },
                Duration::from_secs(4),
            );
        });
    };
    let words = move || match outcome.get() {
        None => label.clone(),
        Some(true) => "Copied".to_owned(),
        Some(false) => "The browser did not allow it".to_owned(),
    };
    let title = words.clone();
    view! {
        <button type="button" class="quiet" class:compact=compact title=title on:click=copy>
            {Icon::Copy.draw()}
            <span class="button-words" aria-live="polite">{live_text(words)}</span>
        </button>
    }
    .into_any()
}
