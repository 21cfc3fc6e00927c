//! Renaming a checkpoint, and describing it anew.

use leptos::prelude::*;

use super::Target;
use super::buttons::Buttons;
use super::sending::Sender;
use crate::browser::keyboard;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::signal::{RwSignal, Signal};
use crate::state::console::use_console;
use crate::ui::dialog::Dialog;
use crate::ui::text_field::{Lines, TextField};

/// The dialog. It closes when the service has accepted, not before.
#[component]
pub fn EditCheckpoint(
    /// The machine.
    machine: Target,
    /// The checkpoint as it is.
    checkpoint: Checkpoint,
    /// Called when it is over.
    on_close: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(checkpoint.name.clone());
    let description = RwSignal::new(checkpoint.description.clone());
    let refused = RwSignal::new(false);
    let sender = Sender::new(use_console(), on_close);
    let busy = sender.busy();
    let dialog_title = ["Rename “", checkpoint.title(), "” on ", &machine.name].concat();
    let Checkpoint {
        id,
        name: old_name,
        description: old_description,
        ..
    } = checkpoint.clone();
    let new_name = Signal::derive(move || changed(name, &old_name));
    let new_description = Signal::derive(move || changed(description, &old_description));
    let blocked = Signal::derive(move || {
        if new_name.get().is_none() && new_description.get().is_none() {
            "Nothing has been changed yet."
        } else {
            ""
        }
    });
    let nameless = move || name.with(|name| name.trim().is_empty());
    let invalid = Signal::derive(move || refused.get() && nameless());
    let hint = Signal::derive(move || {
        if invalid.get() {
            "A checkpoint needs a name."
        } else {
            ""
        }
    });
    let submit = move |()| {
        if untrack(nameless) {
            refused.set(true);
            keyboard::focus("#checkpoint-name");
        } else if blocked.get_untracked().is_empty() {
            let action = Action::Edit {
                id: id.clone(),
                title: checkpoint.title().to_owned(),
                name: new_name.get_untracked(),
                description: new_description.get_untracked(),
            };
            sender.send(&machine, action, None);
        }
    };
    let buttons = Buttons {
        safe: "Cancel",
        safe_first: false,
        act: "Save",
        acting: "Saving…",
        class: "primary",
        blocked,
    };
    view! {
        <Dialog title=dialog_title busy=busy on_close=on_close on_submit=Callback::new(submit)>
            <TextField
                id="checkpoint-name"
                label="Name"
                hint=hint
                invalid=invalid
                value=name
                lines=Lines::One
                autofocus=true
                readonly=busy
            />
            <TextField
                id="checkpoint-description"
                label="Description"
                hint="Optional: why it was taken, by whom, a change number."
                value=description
                lines=Lines::Several
                readonly=busy
            />
            {sender.outcome()}
            {buttons.draw(busy, on_close)}
        </Dialog>
    }
    .into_any()
}

/// What was typed, without the blanks around; `None` when it is what was there before.
fn changed(typed: RwSignal<String>, before: &str) -> Option<String> {
    typed.with(|text| Some(text.trim().to_owned()).filter(|text| text != before.trim()))
}
