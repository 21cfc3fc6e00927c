//! The buttons of one checkpoint in the tree.

use crate::signal::Memo;
use leptos::prelude::*;

use super::super::Shared;
use crate::dialogs::OpenDialog;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::Icon;

/// Everything that can be done to a checkpoint here, and a button that copies its id.
pub fn actions(shared: Shared, checkpoint: &Checkpoint) -> AnyView {
    let id = checkpoint.id.clone();
    let title = checkpoint.title();
    let copied = id.as_str().to_owned();
    let copy = ["Copy the id of ", title].concat();
    let restore = Action::Restore {
        id: id.clone(),
        title: String::new(),
    };
    let edit = Action::Edit {
        id: id.clone(),
        title: String::new(),
        name: None,
        description: None,
    };
    let delete = Action::Delete {
        id,
        title: String::new(),
    };
    let open = checkpoint.clone();
    let edit = shared.console.capabilities.edits_checkpoints.then(|| {
        button(
            shared,
            (Icon::Rename, "Rename", "quiet edit"),
            title,
            edit,
            OpenDialog::Edit(open),
        )
    });
    let open = checkpoint.clone();
    view! {
        <div class="node-actions">
            {button(shared, (Icon::Restore, "Restore", "quiet"), title, restore, OpenDialog::Restore(open.clone()))}
            {edit}
            <CopyButton text=Callback::new(move |()| copied.clone()) label=copy compact=true />
            {button(shared, (Icon::Delete, "Delete", "quiet delete"), title, delete, OpenDialog::Delete(open))}
        </div>
    }
    .into_any()
}

/// A button that opens a dialog. Its name stays when it is blocked; the reason is then its description.
fn button(
    shared: Shared,
    (icon, verb, class): (Icon, &'static str, &'static str),
    title: &str,
    action: Action,
    open: OpenDialog,
) -> AnyView {
    let name = [verb, " ", title].concat();
    let reason = Memo::new(move || shared.blocked(&action));
    let label = name.clone();
    let title = move || reason.get().unwrap_or_else(|| name.clone());
    view! {
        <button
            type="button"
            class=class
            title=title
            aria-label=label
            aria-disabled=move || reason.with(Option::is_some).to_string()
            on:click=move |_| {
                if reason.with_untracked(Option::is_none) {
                    shared.dialog.set(open.clone());
                }
            }
        >
            {icon.draw()}
            // Not as text: the item of the tree is named after its checkpoint, not after what stands on its buttons.
            <span class="button-words" data-words=[verb, "…"].concat()></span>
        </button>
    }
    .into_any()
}
