//! What the parts of a machine's view share: what is known of it, and what may be done to it now.

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::dialogs::OpenDialog;
use crate::model::action::Action;
use crate::model::resource_id::ResourceId;
use crate::model::rights::{Right, Rights};
use crate::model::virtual_machine::{CheckpointType, SharedInstance};
use crate::signal::{Memo, RwSignal};
use crate::state::console::Console;
use crate::state::fleet_rows::Row;

/// One machine, as its view shows it.
#[derive(Clone, Copy)]
pub struct Shared {
    /// The console.
    pub console: Console,
    /// The machine's id.
    pub machine: StoredValue<ResourceId>,
    /// Its row of the fleet.
    pub row: Memo<Option<Row>>,
    /// What was read of it.
    pub instance: Memo<Option<SharedInstance>>,
    /// What the person may do to it.
    pub rights: RwSignal<Rights>,
    /// What is asked over it.
    pub dialog: RwSignal<OpenDialog>,
}

impl Shared {
    /// Looks a machine up in the fleet. It may be one that no list has named.
    pub fn of(console: Console, id: ResourceId) -> Self {
        console.fleet.ensure(&id);
        let key = id.clone();
        let row = Memo::new(move || console.fleet.rows().with(|rows| rows.get(&key).cloned()));
        Self {
            console,
            machine: StoredValue::new(id),
            row,
            instance: Memo::new(move || {
                row.with(|row| row.as_ref().and_then(|row| row.instance.known().cloned()))
            }),
            rights: RwSignal::default(),
            dialog: RwSignal::default(),
        }
    }

    /// What it is called.
    pub fn name(self) -> String {
        self.machine
            .with_value(|machine| self.console.machine_name(machine))
    }

    /// Reads the machine, and what the person may do to it.
    pub fn read(self) {
        let id = self.machine.get_value();
        spawn_local_scoped_with_cancellation(async move {
            let rights_read = async {
                let found = self.console.rights(&id).await;
                self.rights.try_set(found);
            };
            // The outcome, good or bad, stands in the row.
            let _ = join(self.console.fleet.read_now(&id), rights_read).await;
        });
    }

    /// Why an action cannot be sent now, in a sentence; `None` when it can.
    pub fn blocked(self, action: &Action) -> Option<String> {
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
        // What an earlier visit knew is too old to act on.
        let is_past = self.row.with(|row| row.as_ref().is_some_and(Row::is_past));
        let Some(instance) = self.instance.get().filter(|_| !is_past) else {
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
