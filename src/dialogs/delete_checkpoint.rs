//! Deleting a checkpoint: names what is lost and what stays.

use leptos::prelude::*;

use super::Target;
use super::sending::Sender;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::state::console::use_console;
use crate::ui::dialog::Dialog;
use crate::ui::live::{Part, live_text, maybe};

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
    let submit = move |()| sender.send(&machine, action.clone());
    let description = checkpoint.description.trim().to_owned();
    view! {
        <Dialog title=title busy=busy on_close=on_close on_submit=Callback::new(submit)>
            {maybe((!description.is_empty()).then(|| view! { <p class="quote">{description}</p> }.part()))}
            <p>
                <strong>"This restore point is lost: "</strong>
                "the machine can no longer be brought back to it."
            </p>
            <p class="muted">{what_stays(later)}</p>
            {sender.outcome("The checkpoint was not deleted.")}
            <footer>
                <button type="button" autofocus=true disabled=busy on:click=move |_| on_close.run(())>
                    "Keep checkpoint"
                </button>
                <button type="submit" class="danger" aria-disabled=move || busy.get().to_string()>
                    {live_text(move || if busy.get() { "Deleting…" } else { "Delete" }.to_owned())}
                </button>
            </footer>
        </Dialog>
    }.part()
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
