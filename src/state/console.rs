//! The parts of the running console, handed to every page by context.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};

use super::attention::Attention;
use super::fleet::Fleet;
use super::list::List;
use super::notices::Notices;
use super::operations::Operations;
use super::remembered_fleet::{self, LoadMemory};
use super::session::Session;
use crate::backend::Backend;
use crate::http::transport::Timer;
use crate::model::capability::Capabilities;
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;

/// Milliseconds after which a first visit loads what remembers the fleet: everything else comes first.
const FIRST_VISIT_MS: u64 = 3_000;

/// Everything that pages share. Made once for each load of the page.
#[derive(Clone, Copy)]
pub struct Console {
    /// Who is signed in.
    pub session: Session,
    /// The machines.
    pub fleet: Fleet,
    /// The operations of this sitting.
    pub operations: Operations,
    /// The live region.
    pub notices: Notices,
    /// How the machines are listed.
    pub list: List,
    /// What the service can do and tell.
    pub capabilities: Capabilities,
    backend: StoredValue<Rc<dyn Backend>, LocalStorage>,
    load_memory: StoredValue<Option<LoadMemory>>,
}

impl Console {
    /// Puts the parts together.
    pub fn new(
        session: Session,
        backend: Rc<dyn Backend>,
        timer: Rc<dyn Timer>,
        attention: Rc<dyn Attention>,
    ) -> Self {
        let capabilities = backend.capabilities();
        let notices = Notices::new();
        let fleet = Fleet::new(
            Rc::clone(&backend),
            Rc::clone(&timer),
            Rc::clone(&attention),
        );
        let operations = Operations::new(Rc::clone(&backend), timer, attention, fleet, notices);
        Self {
            session,
            fleet,
            operations,
            notices,
            capabilities,
            list: List::new(fleet.rows(), capabilities),
            backend: StoredValue::new_local(backend),
            load_memory: StoredValue::new(None),
        }
    }

    /// What the person may do on a machine. Unknown when the service does not tell: then the service decides.
    pub async fn rights(self, machine: &ResourceId) -> Rights {
        let Some(backend) = self.backend.try_get_value() else {
            return Rights::default();
        };
        backend.rights(machine).await.unwrap_or_default()
    }

    /// What a machine is called, as far as is known.
    pub fn machine_name(self, machine: &ResourceId) -> String {
        self.fleet.rows().with(|rows| {
            rows.get(machine)
                .map_or_else(|| machine.name().to_owned(), |row| row.name().to_owned())
        })
    }

    /// Reads the fleet, and shows meanwhile what the last visit knew of it; keeps it for the next one for as long as the page
    /// that calls this lives.
    pub fn open_fleet(self, load: LoadMemory) {
        self.fleet.refresh();
        self.load_memory.set_value(Some(load));
        let (Some(owner), Some((timer, _))) = (self.session.owner(), self.fleet.surroundings())
        else {
            return;
        };
        spawn_local_scoped_with_cancellation(async move {
            if !remembered_fleet::is_kept() {
                timer.sleep(FIRST_VISIT_MS).await;
            }
            if let Some(memory) = load().await {
                (memory.remember)(self.fleet, owner).await;
            }
        });
    }

    /// Stops everything, removes what the browser keeps of the fleet, and signs out.
    pub fn sign_out(self) {
        self.operations.clear();
        self.list.clear();
        self.fleet.clear();
        remembered_fleet::disown();
        spawn_local(async move {
            if let Some(load) = self.load_memory.try_get_value().flatten()
                && let Some(memory) = load().await
            {
                (memory.forget)(self.fleet).await;
            }
            self.session.sign_out();
        });
    }
}

/// The running console.
///
/// # Panics
/// Never in the product: `app` provides it above every page.
pub fn use_console() -> Console {
    expect_context::<Console>()
}
