//! Following the operations that were sent, in the background, and writing what is heard of them where the screens see it.

use std::rc::Rc;

use futures::future::{AbortHandle, Abortable};
use leptos::task::spawn_local;

use super::{Inner, Operations};
use crate::http::transport::Timer;
use crate::model::operation::{Operation, OperationNumber, OperationState};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Instance;
use crate::state::tracker::{Followed, Listener, follow};

impl Operations {
    /// Follows an operation in the background, and sends `next` after it.
    pub(super) fn start_following(
        self,
        inner: Rc<Inner>,
        number: OperationNumber,
        followed: Followed,
        next: Option<Operation>,
    ) {
        let (abort, registration) = AbortHandle::new_pair();
        {
            let mut all = inner.followed.borrow_mut();
            all.retain(|handle| !handle.is_aborted());
            all.push(abort);
        }
        spawn_local(async move {
            let following = async {
                self.follow(&inner, number, followed).await;
                if let Some(next) = next {
                    self.send_next(&inner, number, next).await;
                }
            };
            // Aborted by signing out: the operation goes on at the service, unwatched, and what waits for it is not sent.
            let _ = Abortable::new(following, registration).await;
        });
    }

    /// Follows an operation to its end.
    pub(super) async fn follow(self, inner: &Inner, number: OperationNumber, followed: Followed) {
        let listener = Shown {
            operations: self,
            number,
            timer: Rc::clone(&inner.timer),
        };
        follow(
            followed,
            &*inner.backend,
            &*inner.timer,
            &*inner.attention,
            &listener,
        )
        .await;
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
        self.operations.set_state(self.number, state, now);
        self.operations.announce(self.number);
    }

    fn machine_read(&self, machine: &ResourceId, instance: &Instance) {
        self.operations.fleet.put(machine, instance);
    }
}
