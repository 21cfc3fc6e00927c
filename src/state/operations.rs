//! The operations of this sitting: sent here, followed here to their end, whatever page is open.

mod following;
mod in_turn;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::signal::{RwSignal, Signal};
use futures::future::AbortHandle;
use leptos::prelude::*;

use super::attention::Attention;
use super::fleet::Fleet;
use super::notices::Notices;
use super::tracker::{Beginning, Followed};
use crate::backend::{Backend, NotAccepted};
use crate::http::transport::Timer;
use crate::model::action::{Action, Expectation};
use crate::model::failure::Failure;
use crate::model::operation::{Operation, OperationNumber, OperationState};
use crate::model::resource_id::ResourceId;

/// How long (milliseconds) an operation that cannot be seen holds its machine.
const HOLDS_UNSEEN_MS: u64 = 3 * 60 * 1_000;

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
    /// Counts the people who have signed out: an answer that comes after that is nobody's.
    sitting: Cell<u32>,
}

/// How sending an action ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    /// The service accepted it.
    Accepted,
    /// The service refused it: nothing was done. It stands in the list as failed until it is forgotten.
    Refused(OperationNumber, Failure),
    /// It is not known whether the service accepted it; the machine is being watched.
    Unknown(OperationNumber, Failure),
    /// The person has signed out or the page is closing: the answer, if there is one, is nobody's.
    Abandoned,
}

impl Inner {
    fn next_number(&self) -> OperationNumber {
        self.last_number.set(self.last_number.get() + 1);
        self.last_number.get()
    }
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
            sitting: Cell::new(0),
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

    /// The operation that holds a machine: another on it would be refused, or be a mistake. One whose end cannot be seen
    /// for minutes holds it no longer; the service itself decides then.
    pub fn running_on(self, machine: &ResourceId) -> Option<Operation> {
        let now = self
            .inner
            .try_with_value(|inner| inner.timer.now_ms())
            .unwrap_or_default();
        let holds = |operation: &&Operation| {
            operation.machine == *machine
                && match operation.state {
                    OperationState::Queued
                    | OperationState::Sending
                    | OperationState::Running { .. }
                    | OperationState::Confirming => true,
                    OperationState::LostSight(_) | OperationState::Watching => {
                        now.saturating_sub(operation.started_ms) < HOLDS_UNSEEN_MS
                    }
                    _ => false,
                }
        };
        self.list.with(|list| list.iter().find(holds).cloned())
    }

    /// Sends an action once, and follows it if it was, or may have been, accepted.
    ///
    /// With `then`, that action is sent as well, once, when the first has succeeded and the machine shows it; else never.
    /// It stands in the list until then, so that it does not depend on a dialog.
    pub async fn send(
        self,
        machine: ResourceId,
        machine_name: String,
        action: Action,
        then: Option<Action>,
    ) -> Sent {
        let Some(inner) = self.inner.try_get_value() else {
            // The page is closing; nothing was sent.
            return Sent::Abandoned;
        };
        let first = inner.next_number();
        let operation = Operation {
            number: first,
            machine,
            machine_name,
            action,
            started_ms: inner.timer.now_ms(),
            ended_ms: None,
            state: OperationState::Sending,
            after: None,
        };
        let next = then.map(|then| Operation {
            number: inner.next_number(),
            action: then,
            state: OperationState::Queued,
            after: Some(first),
            ..operation.clone()
        });
        // In the list before it is sent: whoever leaves the page meanwhile still sees it, and cannot send it twice.
        self.list.try_update(|list| {
            let both = [Some(operation.clone()), next.clone()];
            list.splice(0..0, both.into_iter().flatten());
        });
        let (sent, followed) = self.transmit(&inner, &operation).await;
        // After an unknown beginning whoever sent it decides what comes next, not the console.
        let next = next.filter(|_| sent == Sent::Accepted);
        if next.is_none() {
            self.drop_next(first, inner.timer.now_ms());
        }
        if let Some(followed) = followed {
            self.start_following(inner, first, followed, next);
        }
        sent
    }

    /// Sends one request, and gives what is to be followed then.
    async fn transmit(self, inner: &Inner, operation: &Operation) -> (Sent, Option<Followed>) {
        let Operation {
            number,
            machine,
            action,
            ..
        } = operation;
        let expectation = Expectation::of(action, self.fleet.known(machine).as_deref());
        let sitting = inner.sitting.get();
        let answer = inner.backend.act(machine, action).await;
        if inner.sitting.get() != sitting {
            return (Sent::Abandoned, None);
        }
        let (beginning, sent) = match answer {
            Ok(accepted) => (Beginning::Accepted(accepted), Sent::Accepted),
            Err(NotAccepted::Refused(failure)) => {
                let now = inner.timer.now_ms();
                self.set_state(*number, OperationState::Failed(failure.clone()), now);
                return (Sent::Refused(*number, failure), None);
            }
            Err(NotAccepted::Unknown(failure)) => (
                Beginning::Uncertain(failure.clone()),
                Sent::Unknown(*number, failure),
            ),
        };
        let followed = Followed {
            machine: machine.clone(),
            expectation,
            beginning,
        };
        (sent, Some(followed))
    }

    /// Takes an operation off the list that was refused, and whose refusal stands elsewhere; and what waited for it.
    pub fn forget(self, number: OperationNumber) {
        self.list.try_update(|list| {
            list.retain(|operation| operation.number != number && operation.after != Some(number));
        });
    }

    /// Whether an operation has succeeded.
    pub fn has_succeeded(self, number: OperationNumber) -> bool {
        self.list.with(|list| {
            list.iter().any(|operation| {
                operation.number == number
                    && matches!(operation.state, OperationState::Succeeded { .. })
            })
        })
    }

    /// Says how an operation ended, if it has, and that what waited for it was not sent. In one breath: of two sentences
    /// in a row only the last would be heard.
    pub fn announce(self, number: OperationNumber) {
        let sentence = self.list.try_with_untracked(|list| {
            let operation = list.iter().find(|operation| operation.number == number)?;
            let mut sentence = operation.announcement()?;
            let waited = list.iter().filter(|other| other.after == Some(number));
            for unsent in waited.filter_map(Operation::announcement) {
                sentence.push(' ');
                sentence.push_str(&unsent);
            }
            Some(sentence)
        });
        if let Some(sentence) = sentence.flatten() {
            self.notices.say(&sentence);
        }
    }

    fn set_state(self, number: OperationNumber, state: OperationState, now_ms: u64) {
        self.list.try_update(|list| {
            if let Some(operation) = list.iter_mut().find(|operation| operation.number == number) {
                operation.ended_ms = state.has_ended().then_some(now_ms);
                operation.state = state;
            }
        });
    }

    /// Stops following and forgets everything: another person may sign in.
    pub fn clear(self) {
        self.inner.with_value(|inner| {
            inner.sitting.set(inner.sitting.get() + 1);
            inner.followed.take().iter().for_each(AbortHandle::abort);
        });
        self.list.set(Vec::new());
    }
}
