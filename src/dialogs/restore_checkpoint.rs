//! Bringing a machine back to a checkpoint: what is lost, what stays, and how the present state can be kept.

use leptos::prelude::*;

use super::Target;
use super::buttons::Buttons;
use super::sending::Sender;
use crate::browser::clock;
use crate::browser::timer::now_ms;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::model::virtual_machine::{CheckpointType, Instance, PowerState, SharedInstance};
use crate::signal::{RwSignal, Signal};
use crate::state::console::use_console;
use crate::ui::dialog::Dialog;
use crate::ui::elapsed::moment_words;
use crate::ui::live::maybe;

/// The dialog. The safe button has the focus; it closes when the service has accepted the first request.
#[component]
pub fn RestoreCheckpoint(
    /// The machine.
    machine: Target,
    /// The machine as it was read last.
    instance: SharedInstance,
    /// The checkpoint.
    checkpoint: Checkpoint,
    /// Why no checkpoint of the present state can be taken first, if so.
    create_blocked: Option<String>,
    /// Called when it is over.
    on_close: Callback<()>,
) -> impl IntoView {
    let keep = RwSignal::new(create_blocked.is_none());
    let sender = Sender::new(use_console(), on_close);
    let busy = sender.busy();
    let name = checkpoint.title().to_owned();
    let title = ["Restore “", &name, "” on ", &machine.name, "?"].concat();
    let since = checkpoint
        .taken_ms
        .map_or_else(|| "it was taken".to_owned(), moment_words);
    let restore = Action::Restore {
        id: checkpoint.id,
        title: name.clone(),
    };
    let submit = move |()| {
        let restore = restore.clone();
        if keep.get_untracked() {
            let create = Action::Create {
                name: ["Before restore, ", &clock::stamp(now_ms())].concat(),
                description: ["Taken before restoring “", &name, "”"].concat(),
            };
            sender.send(&machine, create, Some(restore));
        } else {
            sender.send(&machine, restore, None);
        }
    };
    let first = match create_blocked {
        None => view! {
            <label class="choice">
                <input
                    type="checkbox"
                    id="keep-present-state"
                    checked=true
                    disabled=move || busy.get()
                    on:change=move |event| keep.set(event_target_checked(&event))
                />
                <span>
                    "Create a checkpoint of the present state first "
                    <span class="muted">"so that this restore can be undone"</span>
                </span>
            </label>
        }
        .into_any(),
        Some(reason) => view! {
            <p>
                <strong>"This cannot be undone: "</strong>
                "no checkpoint of the present state can be taken first. "
                {reason}
            </p>
        }
        .into_any(),
    };
    let buttons = Buttons {
        safe: "Keep the present state",
        safe_first: true,
        act: "Restore",
        acting: "Restoring…",
        class: "danger",
        blocked: Signal::default(),
    };
    let effect = what_happens(&instance);
    view! {
        <Dialog title=title busy=busy on_close=on_close on_submit=Callback::new(submit)>
            <p>
                <strong>"What changed on this machine since " {since} " is lost: "</strong>
                "configuration, data, disks. "
                {what_stays(instance.checkpoints.len())}
            </p>
            {maybe((!effect.is_empty()).then(|| view! { <p class="muted">{effect}</p> }.into_any()))}
            {first}
            {sender.outcome()}
            {buttons.draw(busy, on_close)}
        </Dialog>
    }
    .into_any()
}

fn what_stays(checkpoints: usize) -> &'static str {
    if checkpoints > 1 {
        "All checkpoints stay, later ones too."
    } else {
        "The checkpoint stays."
    }
}

/// What the machine itself does, as far as is known.
fn what_happens(instance: &Instance) -> String {
    let running = match instance.power {
        PowerState::Running => {
            "The machine is running: it goes back at once, and whoever works on it is cut off. "
        }
        _ => "",
    };
    let off = match instance.checkpoint_type {
        CheckpointType::Production | CheckpointType::ProductionOnly => {
            "A Production checkpoint leaves the machine off: start it afterwards."
        }
        _ => "",
    };
    [running, off].concat()
}
