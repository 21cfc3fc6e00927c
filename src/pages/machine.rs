//! One machine: what it is, its checkpoints, and what is done to them.

mod checkpoints;
mod facts;

use crate::signal::{Memo, RwSignal, effect};
use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::machines::power;
use super::operations::operation_list;
use crate::browser::keyboard;
use crate::dialogs::create_checkpoint::CreateCheckpoint;
use crate::dialogs::delete_checkpoint::DeleteCheckpoint;
use crate::dialogs::edit_checkpoint::EditCheckpoint;
use crate::dialogs::restore_checkpoint::RestoreCheckpoint;
use crate::dialogs::{OpenDialog, Target};
use crate::model::action::Action;
use crate::model::resource_id::ResourceId;
use crate::model::rights::{Right, Rights};
use crate::model::virtual_machine::{CheckpointType, SharedInstance};
use crate::route::Route;
use crate::state::console::{Console, use_console};
use crate::state::fleet_rows::Row;
use crate::ui::failure_view::FailureView;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text, maybe};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shared {
    console: Console,
    machine: StoredValue<ResourceId>,
    row: Memo<Option<Row>>,
    instance: Memo<Option<SharedInstance>>,
    rights: RwSignal<Rights>,
    dialog: RwSignal<OpenDialog>,
}

/// The page.
#[component]
pub fn MachinePage(
    /// The machine.
    id: ResourceId,
) -> impl IntoView {
    let console = use_console();
    console.fleet.ensure(&id);
    let key = id.clone();
    let row = Memo::new(move || console.fleet.rows().with(|rows| rows.get(&key).cloned()));
    let instance = Memo::new(move || {
        row.with(|row| row.as_ref().and_then(|row| row.instance.known().cloned()))
    });
    let failure = Memo::new(move || {
        row.with(|row| row.as_ref().and_then(|row| row.instance.failure().cloned()))
    });
    let reading = Memo::new(move || {
        row.with(|row| row.as_ref().is_some_and(|row| row.instance.is_reading()))
    });
    let rights = RwSignal::new(Rights::default());
    let dialog = RwSignal::new(OpenDialog::None);

    let key = StoredValue::new(id.clone());
    let read = move || {
        let id = key.get_value();
        spawn_local_scoped_with_cancellation(async move {
            let rights_read = async {
                let found = console.rights(&id).await;
                rights.try_set(found);
            };
            // The outcome, good or bad, stands in the row.
            let _ = join(console.fleet.read_now(&id), rights_read).await;
        });
    };
    read();

    let shared = Shared {
        console,
        machine: key,
        row,
        instance,
        rights,
        dialog,
    };
    let create_blocked = Memo::new(move || {
        shared.blocked(&Action::Create {
            name: String::new(),
            description: String::new(),
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
                    {checkpoints::checkpoints(shared)}
                </section>
                <section aria-labelledby="operations-heading" class="machine-operations">
                    <h2 id="operations-heading">"Operations"</h2>
                    {operations_of(console, key)}
                </section>
            </div>
            {open_dialog(shared, create_blocked)}
        </div>
    }.part()
}

/// Moves the focus out of the tree when its rows come, go or change places: the button that had it may be gone, or another's
/// now.
fn keep_focus(instance: Memo<Option<SharedInstance>>) {
    let mut before = None;
    effect(move || {
        let shape = instance.with(|instance| {
            let known = instance.as_ref()?;
            Some((known.checkpoints.len(), known.current.clone()))
        });
        if before.is_some() && before != shape {
            request_animation_frame(|| keyboard::focus_instead("#checkpoints-heading", ".tree"));
        }
        before = shape;
    });
}

fn operations_of(console: Console, machine: StoredValue<ResourceId>) -> AnyView {
    let own = Memo::new(move || {
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

fn open_dialog(shared: Shared, create_blocked: Memo<Option<String>>) -> AnyView {
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
                    .part()
            }
            OpenDialog::Delete(checkpoint) => {
                let later = instance
                    .checkpoints
                    .iter()
                    .filter(|other| other.parent.as_ref() == Some(&checkpoint.id))
                    .count();
                view! { <DeleteCheckpoint machine=machine checkpoint=checkpoint later=later on_close=close /> }.part()
            }
            OpenDialog::Edit(checkpoint) => {
                view! { <EditCheckpoint machine=machine checkpoint=checkpoint on_close=close /> }
                    .part()
            }
            OpenDialog::Restore(checkpoint) => {
                let create_blocked = create_blocked.get_untracked();
                view! { <RestoreCheckpoint machine=machine instance=instance checkpoint=checkpoint create_blocked=create_blocked on_close=close /> }.part()
            }
        }
    })
}

impl Shared {
    /// Why an action cannot be sent now, in a sentence; `None` when it can.
    fn blocked(self, action: &Action) -> Option<String> {
        let running = self
            .machine
            .with_value(|machine| self.console.operations.running_on(machine));
        if let Some(operation) = running {
            return Some(format!(
                "{} is still under way on this machine.",
                operation.action.words()
            ));
        }
        if let Right::Missing(needed) = self.rights.get().to(action) {
            return Some(format!(
                "Your account lacks the right {needed}. Ask an administrator for a role that holds it."
            ));
        }
        let Some(instance) = self.instance.get() else {
            return Some("This machine has not been read yet.".to_owned());
        };
        let reason = match action {
            Action::Create { .. } if instance.checkpoint_type == CheckpointType::Disabled => {
                "Checkpoints are disabled on this machine. In VMM, set its checkpoint type to Production or Standard."
            }
            Action::Restore { id, .. } if instance.checkpoint(id).is_some_and(|c| !c.usable) => {
                "VMM marks this checkpoint as not usable."
            }
            _ => return None,
        };
        Some(reason.to_owned())
    }
}
