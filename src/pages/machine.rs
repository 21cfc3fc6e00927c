//! One machine: what it is, its checkpoints, and what is done to them.

mod checkpoints;
mod facts;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::machines::power;
use super::operations::operation_list;
use crate::browser::keyboard;
use crate::dialogs::create_checkpoint::CreateCheckpoint;
use crate::dialogs::delete_checkpoint::DeleteCheckpoint;
use crate::dialogs::{OpenDialog, Target};
use crate::model::action::Action;
use crate::model::resource_id::ResourceId;
use crate::model::rights::{Right, Rights};
use crate::model::virtual_machine::{CheckpointType, SharedInstance};
use crate::route::Route;
use crate::state::console::{Console, use_console};
use crate::ui::failure_view::FailureView;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text, maybe};

/// The page.
#[component]
pub fn MachinePage(
    /// The machine.
    id: ResourceId,
) -> impl IntoView {
    let console = use_console();
    console.fleet.ensure(&id);
    let key = id.clone();
    let row = Memo::new(move |_| console.fleet.rows().with(|rows| rows.get(&key).cloned()));
    let instance = Memo::new(move |_| {
        row.with(|row| row.as_ref().and_then(|row| row.instance.known().cloned()))
    });
    let failure = Memo::new(move |_| {
        row.with(|row| row.as_ref().and_then(|row| row.instance.failure().cloned()))
    });
    let reading = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| row.instance.is_reading()))
    });
    let rights = RwSignal::new(Rights::default());
    let dialog = RwSignal::new(OpenDialog::None);

    let key = StoredValue::new(id.clone());
    let read = move || {
        let id = key.get_value();
        spawn_local_scoped_with_cancellation(async move {
            // The outcome, good or bad, stands in the row.
            let _ = console.fleet.read_now(&id).await;
        });
        let id = key.get_value();
        spawn_local_scoped_with_cancellation(async move {
            let found = console.rights(&id).await;
            rights.try_set(found);
        });
    };
    read();

    let create_blocked = Memo::new(move |_| {
        let action = Action::Create {
            name: String::new(),
            description: String::new(),
        };
        instance.with(|instance| {
            blocked(
                console,
                key.get_value(),
                instance.as_ref(),
                &rights.read(),
                &action,
            )
        })
    });
    keep_focus(instance);
    view! {
        <div class="page machine">
            <p class="breadcrumb">
                <a href=Route::Machines.hash()>{Icon::Back.draw()} "Machines"</a>
            </p>
            <div class="page-head">
                <h1 tabindex="-1">{live_text(move || console.machine_name(&key.get_value()))}</h1>
                {live(move || maybe(instance.with(|instance| instance.as_ref().map(|instance| power(instance)))))}
                <div class="grow"></div>
                <button
                    type="button"
                    id="refresh"
                    aria-disabled=move || reading.get().to_string()
                    on:click=move |_| {
                        if !reading.get_untracked() {
                            read();
                        }
                    }
                >
                    {Icon::Refresh.draw()}
                    {live_text(move || if reading.get() { "Reading…" } else { "Refresh" }.to_owned())}
                </button>
            </div>
            {live(move || maybe(failure.get().map(|failure| view! {
                <FailureView failure=failure lead="This machine could not be read.".to_owned() />
            }.part())))}
            <div class="columns">
                <section aria-labelledby="about-heading" class="about">
                    <h2 id="about-heading">"About"</h2>
                    {facts::facts(row)}
                </section>
                <section aria-labelledby="checkpoints-heading" class="checkpoints">
                    <div class="section-head">
                        <h2 id="checkpoints-heading" tabindex="-1">"Checkpoints"</h2>
                        <span class="muted">
                            {live_text(move || instance.with(|i| i.as_ref().map(|i| i.checkpoints.len().to_string()).unwrap_or_default()))}
                        </span>
                        <p class="reason" id="create-blocked">
                            {live_text(move || create_blocked.get().unwrap_or_default())}
                        </p>
                        <button
                            type="button"
                            class="primary"
                            id="create-checkpoint"
                            aria-disabled=move || create_blocked.with(Option::is_some).to_string()
                            aria-describedby="create-blocked"
                            on:click=move |_| {
                                if create_blocked.with_untracked(Option::is_none) {
                                    dialog.set(OpenDialog::Create);
                                }
                            }
                        >
                            {Icon::Add.draw()}
                            "Create checkpoint"
                        </button>
                    </div>
                    {checkpoints::checkpoints(console, key, row, instance, rights, dialog)}
                </section>
                <section aria-labelledby="operations-heading" class="machine-operations">
                    <h2 id="operations-heading">"Operations"</h2>
                    {operations_of(console, key)}
                </section>
            </div>
            {open_dialog(console, key, instance, dialog)}
        </div>
    }.part()
}

/// Moves the focus out of the tree when checkpoints come or go: the button that had it may be gone, or another's now.
fn keep_focus(instance: Memo<Option<SharedInstance>>) {
    Effect::new(move |before: Option<Option<usize>>| {
        let count =
            instance.with(|instance| instance.as_ref().map(|known| known.checkpoints.len()));
        if before.flatten().is_some_and(|before| Some(before) != count) {
            request_animation_frame(|| keyboard::focus_instead("#checkpoints-heading", ".tree"));
        }
        count
    });
}

fn operations_of(console: Console, machine: StoredValue<ResourceId>) -> AnyView {
    let own = Memo::new(move |_| {
        let machine = machine.get_value();
        let all = console.operations.list().get();
        all.into_iter()
            .filter(|operation| operation.machine == machine)
            .collect::<Vec<_>>()
    });
    live(move || {
        let own = own.get();
        if own.is_empty() {
            view! { <p class="muted">"None in this sitting."</p> }.part()
        } else {
            operation_list(own, false)
        }
    })
}

fn open_dialog(
    console: Console,
    machine: StoredValue<ResourceId>,
    instance: Memo<Option<SharedInstance>>,
    dialog: RwSignal<OpenDialog>,
) -> AnyView {
    let close = Callback::new(move |()| {
        dialog.try_set(OpenDialog::None);
    });
    live(move || {
        let id = machine.get_value();
        let machine = Target {
            name: untrack(|| console.machine_name(&id)),
            id,
        };
        match dialog.get() {
            OpenDialog::None => ().into_any(),
            OpenDialog::Create => {
                let known = instance.get_untracked();
                let kind = known.map_or(CheckpointType::Other(String::new()), |known| {
                    known.checkpoint_type.clone()
                });
                view! { <CreateCheckpoint machine=machine checkpoint_type=kind on_close=close /> }
                    .part()
            }
            OpenDialog::Delete(checkpoint) => {
                let later = instance.get_untracked().map_or(0, |known| {
                    known
                        .checkpoints
                        .iter()
                        .filter(|other| other.parent.as_ref() == Some(&checkpoint.id))
                        .count()
                });
                view! { <DeleteCheckpoint machine=machine checkpoint=checkpoint later=later on_close=close /> }.part()
            }
        }
    })
}

/// Why an action cannot be sent now, in a sentence; `None` when it can.
fn blocked(
    console: Console,
    machine: ResourceId,
    instance: Option<&SharedInstance>,
    rights: &Rights,
    action: &Action,
) -> Option<String> {
    if let Some(operation) = console.operations.running_on(&machine) {
        return Some(format!(
            "{} is still under way on this machine.",
            operation.action.words()
        ));
    }
    if let Right::Missing(needed) = rights.to(action) {
        return Some(format!(
            "Your account lacks the right {needed}. Ask an owner for a role that holds it."
        ));
    }
    let Some(instance) = instance else {
        return Some("This machine has not been read yet.".to_owned());
    };
    let disabled = instance.checkpoint_type == CheckpointType::Disabled;
    (disabled && matches!(action, Action::Create { .. })).then(|| {
        "Checkpoints are disabled on this machine. In VMM, set its checkpoint type to Production or Standard.".to_owned()
    })
}
