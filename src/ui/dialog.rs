//! A native modal dialog with a real form: the browser keeps the focus inside and the page behind inert.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::signal::{Signal, effect};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// A dialog. It opens when it is put on the page and closes when it is taken away; the focus then goes back to where it
/// was.
#[component]
pub fn Dialog(
    /// The question or task.
    title: String,
    /// While true, nothing closes it.
    busy: Signal<bool>,
    /// Called when the person turns back: by Escape or by a button of the caller's.
    on_close: Callback<()>,
    /// Called when the form is submitted.
    on_submit: Callback<()>,
    /// What is in it; the buttons in a `<footer>`.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Custom<&'static str>>::new();
    let opener = focused();
    effect(move || {
        if let Some(dialog) = as_dialog(element.get())
            && !dialog.open()
        {
            // Fails only for an element that is not on the page.
            let _ = dialog.show_modal();
        }
    });
    let opener = StoredValue::new_local(opener);
    on_cleanup(move || {
        if let Some(opener) = opener.try_get_value().flatten() {
            // After the dialog has left the page, inside which the focus would be lost again; and before the next key.
            spawn_local(async move {
                let _ = opener.focus();
            });
        }
    });
    let turn_back = move || {
        if !busy.get_untracked() {
            on_close.run(());
        }
    };
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        turn_back();
    };
    // Browsers close a dialog at the second Escape whatever the page says.
    let on_closed = move |_| match as_dialog(element.get_untracked()) {
        Some(dialog) if busy.get_untracked() => {
            let _ = dialog.show_modal();
        }
        _ => turn_back(),
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_submit.run(());
        }
    };
    view! {
        <dialog node_ref=element aria-labelledby="dialog-title" on:cancel=on_cancel on:close=on_closed>
            <form on:submit=submit novalidate>
                <h2 id="dialog-title">{title}</h2>
                {children()}
            </form>
        </dialog>
    }.into_any()
}

fn as_dialog(element: Option<HtmlElement>) -> Option<HtmlDialogElement> {
    element?.dyn_into().ok()
}

fn focused() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .active_element()?
        .dyn_into()
        .ok()
}
