//! Deleting a checkpoint: names what is lost and what stays.

use leptos::prelude::*;

use super::Target;
use super::buttons::Buttons;
use super::sending::Sender;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::signal::Signal;
use crate::state::console::use_console;
use crate::ui::dialog::Dialog;
use crate::ui::elapsed::moment_words;
use crate::ui::live::maybe;

/// The dialog. The safe button has the focus; it closes when the service has accepted.
#[component]
pub fn DeleteCheckpoint(
    /// The machine.
    machine: Target,
    /// The checkpoint.
    checkpoint: Checkpoint,
    /// How many checkpoints descend from it directly.
    later: usize,
    /// Called when it is over.
    on_close: Callback<()>,
) -> impl IntoView {
    let sender = Sender::new(use_console(), on_close);
    let busy = sender.busy();
    let title = ["Delete “", checkpoint.title(), "” on ", &machine.name, "?"].concat();
    let action = Action::Delete {
        id: checkpoint.id.clone(),
        title: checkpoint.title().to_owned(),
    };
    let submit = move |()| sender.send(&machine, action.clone(), None);
    let description = checkpoint.description.trim().to_owned();
    let taken = checkpoint
        .taken_ms
        .map(|ms| ["It was taken ", &moment_words(ms), "."].concat());
    let buttons = Buttons {
        safe: "Keep checkpoint",
        safe_first: true,
        act: "Delete",
        acting: "Deleting…",
        class: "danger",
        blocked: Signal::default(),
    };
    view! {
        <Dialog title=title busy=busy on_close=on_close on_submit=Callback::new(submit)>
            {maybe((!description.is_empty()).then(|| view! { <p class="quote">{description}</p> }.into_any()))}
            <p>
                <strong>"This restore point is lost: "</strong>
                "the machine can no longer be brought back to it. "
                {taken}
            </p>
            <p class="muted">{what_stays(later)}</p>
            {sender.outcome()}
            {buttons.draw(busy, on_close)}
        </Dialog>
    }.into_any()
}

fn what_stays(later: usize) -> String {
    let others = match later {
        0 => "",
        1 => " So does the checkpoint that was taken after it.",
        _ => " So do the checkpoints that were taken after it.",
    };
    [
        "The machine stays as it is now.",
        others,
        " Its disks are merged in the background, which can take a while.",
    ]
    .concat()
}
