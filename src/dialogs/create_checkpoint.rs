//! Taking a checkpoint: a name and a description, both optional.

use leptos::prelude::*;

use super::Target;
use super::buttons::Buttons;
use super::sending::Sender;
use crate::browser::clock;
use crate::browser::timer::now_ms;
use crate::model::action::Action;
use crate::model::virtual_machine::CheckpointType;
use crate::signal::{RwSignal, Signal};
use crate::state::console::use_console;
use crate::ui::dialog::Dialog;
use crate::ui::text_field::{Lines, TextField};

/// The dialog. It closes when the service has accepted, not before.
#[component]
pub fn CreateCheckpoint(
    /// The machine.
    machine: Target,
    /// How checkpoints of it are taken.
    checkpoint_type: CheckpointType,
    /// Called when it is over.
    on_close: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(["Checkpoint ", &clock::stamp(now_ms())].concat());
    let description = RwSignal::new(String::new());
    let console = use_console();
    let sender = Sender::new(console, on_close);
    let busy = sender.busy();
    let title = ["Create a checkpoint of ", &machine.name].concat();
    let hint = if console.capabilities.edits_checkpoints {
        "Optional: why it was taken, by whom, a change number."
    } else {
        "Optional: why it was taken, by whom, a change number. It cannot be changed later."
    };
    let buttons = Buttons {
        safe: "Cancel",
        safe_first: false,
        act: "Create",
        acting: "Creating…",
        class: "primary",
        blocked: Signal::default(),
    };
    let submit = move |()| {
        let action = Action::Create {
            name: name.get_untracked(),
            description: description.get_untracked(),
        };
        sender.send(&machine, action, None);
    };
    view! {
        <Dialog title=title busy=busy on_close=on_close on_submit=Callback::new(submit)>
            <p class="muted">{what_is_taken(&checkpoint_type)}</p>
            <TextField
                id="checkpoint-name"
                label="Name"
                hint="Optional. Left empty, VMM chooses a name."
                value=name
                lines=Lines::One
                autofocus=true
                readonly=busy
            />
            <TextField
                id="checkpoint-description"
                label="Description"
                hint=hint
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

/// What a checkpoint of this type holds, in one sentence.
fn what_is_taken(checkpoint_type: &CheckpointType) -> &'static str {
    match checkpoint_type {
        CheckpointType::Production => {
            "Production checkpoint: the disks as the guest's own backup leaves them, without memory. If the guest cannot do that, a standard one is taken."
        }
        CheckpointType::ProductionOnly => {
            "Production checkpoint: the disks as the guest's own backup leaves them, without memory. If the guest cannot do that, none is taken."
        }
        CheckpointType::Standard => "Standard checkpoint: the disks and the state of memory.",
        CheckpointType::Disabled => "Checkpoints are disabled on this machine.",
        CheckpointType::Other(_) => {
            "The present state of the machine's disks is kept as a point to come back to."
        }
    }
}
