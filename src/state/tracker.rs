//! Follows one operation to its end: the few lines that carry out what [`Follow`] decides.

use super::attention::{Attention, wait_attentively};
use crate::backend::{Accepted, Backend};
use crate::http::transport::Timer;
use crate::model::action::Expectation;
use crate::model::failure::Failure;
use crate::model::follow::{Follow, Look, Step};
use crate::model::operation::OperationState;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Instance;

/// What is being followed.
pub struct Followed {
    /// The machine.
    pub machine: ResourceId,
    /// The change that the machine must show in the end.
    pub expectation: Expectation,
    /// How it began.
    pub beginning: Beginning,
}

/// How the following of an operation begins.
pub enum Beginning {
    /// The service accepted the action.
    Accepted(Accepted),
    /// It is not known whether the service accepted it.
    Uncertain(Failure),
}

/// Who hears of an operation while it is followed.
pub trait Listener {
    /// The operation stands otherwise than before.
    fn stands(&self, state: OperationState);
    /// The machine was read.
    fn machine_read(&self, machine: &ResourceId, instance: &Instance);
}

/// Follows an operation until it has ended as far as can be known. Drop the future to stop.
pub async fn follow(
    followed: Followed,
    backend: &dyn Backend,
    timer: &dyn Timer,
    attention: &dyn Attention,
    listener: &dyn Listener,
) {
    let Followed {
        machine,
        expectation,
        beginning,
    } = followed;
    let now = timer.now_ms();
    let (mut handle, (mut follow, mut step)) = match beginning {
        Beginning::Accepted(Accepted {
            handle: Some(handle),
            wait_ms,
        }) => (Some(handle), Follow::accepted(wait_ms)),
        Beginning::Accepted(Accepted { handle: None, .. }) => (None, Follow::accepted_blind(now)),
        Beginning::Uncertain(why) => (None, Follow::uncertain(why, now)),
    };
    loop {
        let (ms, look, state) = match step {
            Step::Wait { ms, look, state } => (ms, look, state),
            Step::End(state) => return listener.stands(state),
        };
        listener.stands(state);
        wait_attentively(timer, attention, ms).await;
        step = match (look, &handle) {
            (Look::AtOperation, Some(at)) => {
                let seen = backend.look(at).await;
                handle = seen.handle.or(handle);
                follow.after_sight(seen.sight, timer.now_ms())
            }
            _ => {
                let read = backend.read(&machine).await;
                if let Ok(instance) = &read {
                    listener.machine_read(&machine, instance);
                }
                let shown = read.map(|instance| match follow.is_done() {
                    true => expectation.is_shown_by(&instance),
                    false => expectation.is_proven_by(&instance),
                });
                follow.after_reading(shown, timer.now_ms())
            }
        };
    }
}
