//! The operations of this sitting: sent here, followed here to their end, whatever page is open.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::attention::Attention;
use super::fleet::Fleet;
use super::notices::Notices;
use super::tracker::{Beginning, Followed, Listener, follow};
use crate::backend::{Backend, NotAccepted};
use crate::http::transport::Timer;
use crate::model::action::{Action, Expectation};
use crate::model::failure::Failure;
use crate::model::operation::{Operation, OperationNumber, OperationState};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Instance;

/// All operations of this sitting, the newest first.
#[derive(Clone, Copy)]
pub struct Operations {
    list: RwSignal<Vec<Operation>>,
    fleet: Fleet,
    notices: Notices,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    backend: Rc<dyn Backend>,
    timer: Rc<dyn Timer>,
    attention: Rc<dyn Attention>,
    last_number: Cell<OperationNumber>,
    followed: RefCell<Vec<AbortHandle>>,
}

/// How sending an action ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    /// The service accepted it.
    Accepted,
    /// The service refused it: nothing was done.
    Refused(Failure),
    /// It is not known whether the service accepted it; the machine is being watched.
    Unknown(Failure),
}

impl Operations {
    /// None yet.
    pub fn new(
        backend: Rc<dyn Backend>,
        timer: Rc<dyn Timer>,
        attention: Rc<dyn Attention>,
        fleet: Fleet,
        notices: Notices,
    ) -> Self {
        let inner = Inner {
            backend,
            timer,
            attention,
            last_number: Cell::new(0),
            followed: RefCell::default(),
        };
        Self {
            list: RwSignal::default(),
            fleet,
            notices,
            inner: StoredValue::new_local(Rc::new(inner)),
        }
    }

    /// All operations, the newest first.
    pub fn list(self) -> Signal<Vec<Operation>> {
        self.list.into()
    }

    /// How many have not ended.
    pub fn running(self) -> usize {
        self.list.with(|list| {
            list.iter()
                .filter(|operation| !operation.state.has_ended())
                .count()
        })
    }

    /// The operation that runs on a machine.
    pub fn running_on(self, machine: &ResourceId) -> Option<Operation> {
        let runs =
            |operation: &&Operation| operation.machine == *machine && !operation.state.has_ended();
        self.list.with(|list| list.iter().find(runs).cloned())
    }

    /// Sends an action once, and follows it if it was, or may have been, accepted.
    pub async fn send(self, machine: ResourceId, machine_name: String, action: Action) -> Sent {
        let Some(inner) = self.inner.try_get_value() else {
            return Sent::Refused(Failure::new(
                crate::model::failure::FailureKind::Other,
                "The page is closing.",
            ));
        };
        let expectation = Expectation::of(&action, self.fleet.known(&machine).as_deref());
        let started_ms = inner.timer.now_ms();
        let (beginning, sent) = match inner.backend.act(&machine, &action).await {
            Ok(accepted) => (Beginning::Accepted(accepted), Sent::Accepted),
            Err(NotAccepted::Refused(failure)) => return Sent::Refused(failure),
            Err(NotAccepted::Unknown(failure)) => (
                Beginning::Uncertain(failure.clone()),
                Sent::Unknown(failure),
            ),
        };
        let number = inner.last_number.get() + 1;
        inner.last_number.set(number);
        let operation = Operation {
            number,
            machine: machine.clone(),
            machine_name,
            action,
            started_ms,
            ended_ms: None,
            state: OperationState::Running { progress: None },
        };
        self.list.try_update(|list| list.insert(0, operation));
        self.start_following(
            inner,
            number,
            Followed {
                machine,
                expectation,
                beginning,
            },
        );
        sent
    }

    /// Stops following and forgets everything: another person may sign in.
    pub fn clear(self) {
        self.inner
            .with_value(|inner| inner.followed.take().iter().for_each(AbortHandle::abort));
        self.list.set(Vec::new());
    }

    fn start_following(self, inner: Rc<Inner>, number: OperationNumber, followed: Followed) {
        let (abort, registration) = AbortHandle::new_pair();
        {
            let mut all = inner.followed.borrow_mut();
            all.retain(|handle| !handle.is_aborted());
            all.push(abort);
        }
        spawn_local(async move {
            let listener = Shown {
                operations: self,
                number,
                timer: Rc::clone(&inner.timer),
            };
            let following = follow(
                followed,
                &*inner.backend,
                &*inner.timer,
                &*inner.attention,
                &listener,
            );
            // Aborted by signing out: the operation goes on at the service, unwatched.
            let _ = Abortable::new(following, registration).await;
        });
    }
}

/// Writes what is heard of one operation where the screens see it.
struct Shown {
    operations: Operations,
    number: OperationNumber,
    timer: Rc<dyn Timer>,
}

impl Listener for Shown {
    fn stands(&self, state: OperationState) {
        let now = self.timer.now_ms();
        let announcement = self.operations.list.try_update(|list| {
            let operation = list
                .iter_mut()
                .find(|operation| operation.number == self.number)?;
            operation.ended_ms = state.has_ended().then_some(now);
            operation.state = state;
            operation.announcement()
        });
        if let Some(sentence) = announcement.flatten() {
            self.operations.notices.say(&sentence);
        }
    }

    fn machine_read(&self, machine: &ResourceId, instance: &Instance) {
        self.operations.fleet.put(machine, instance);
    }
}
