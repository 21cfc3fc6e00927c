//! The dialog that is open over a machine.

use leptos::prelude::*;

use super::Shared;
use crate::dialogs::create_checkpoint::CreateCheckpoint;
use crate::dialogs::delete_checkpoint::DeleteCheckpoint;
use crate::dialogs::edit_checkpoint::EditCheckpoint;
use crate::dialogs::restore_checkpoint::RestoreCheckpoint;
use crate::dialogs::{OpenDialog, Target};
use crate::signal::Memo;
use crate::ui::live::live;

/// The dialog, or nothing.
pub fn open_dialog(shared: Shared, create_blocked: Memo<Option<String>>) -> AnyView {
    let Shared {
        console,
        machine,
        instance,
        dialog,
        ..
    } = shared;
    let close = Callback::new(move |()| {
        dialog.try_set(OpenDialog::None);
    });
    live(move || {
        let id = machine.get_value();
        let machine = Target {
            name: untrack(|| console.machine_name(&id)),
            id,
        };
        // Every button that opens one is blocked until the machine has been read.
        let instance = instance.get_untracked().unwrap_or_default();
        match dialog.get() {
            OpenDialog::None => ().into_any(),
            OpenDialog::Create => {
                let kind = instance.checkpoint_type.clone();
                view! { <CreateCheckpoint machine=machine checkpoint_type=kind on_close=close /> }
                    .into_any()
            }
            OpenDialog::Delete(checkpoint) => {
                let later = instance
                    .checkpoints
                    .iter()
                    .filter(|other| other.parent.as_ref() == Some(&checkpoint.id))
                    .count();
                view! { <DeleteCheckpoint machine=machine checkpoint=checkpoint later=later on_close=close /> }.into_any()
            }
            OpenDialog::Edit(checkpoint) => {
                view! { <EditCheckpoint machine=machine checkpoint=checkpoint on_close=close /> }
                    .into_any()
            }
            OpenDialog::Restore(checkpoint) => {
                let create_blocked = create_blocked.get_untracked();
                view! { <RestoreCheckpoint machine=machine instance=instance checkpoint=checkpoint create_blocked=create_blocked on_close=close /> }.into_any()
            }
        }
    })
}
