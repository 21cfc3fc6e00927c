//! A field to type a text into, with its label and a word of help.

use leptos::prelude::*;

use super::live::live_text;
use crate::signal::{RwSignal, Signal};

/// One line or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One.
    One,
    /// Several.
    Several,
}

/// A labelled field.
#[component]
pub fn TextField(
    /// The element's id, unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// A sentence of help below the field, or what is wrong with what stands in it.
    #[prop(into)]
    hint: Signal<&'static str>,
    /// Whether something is wrong with what stands in it.
    #[prop(optional)]
    invalid: Signal<bool>,
    /// What is typed.
    value: RwSignal<String>,
    /// One line or several.
    lines: Lines,
    /// Whether it takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Whether it can be changed now.
    readonly: Signal<bool>,
) -> impl IntoView {
    let hint_id = [id, "-hint"].concat();
    let described = hint_id.clone();
    let field = match lines {
        Lines::One => view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                readonly=move || readonly.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
        .into_any(),
        Lines::Several => view! {
            <textarea
                id=id
                rows="3"
                autofocus=autofocus
                aria-describedby=described
                readonly=move || readonly.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {field}
            <p class="hint" id=hint_id>
                {live_text(move || hint.get().to_owned())}
            </p>
        </div>
    }
    .into_any()
}
