//! The second of two operations: sent when the first has surely succeeded, else not at all.

use std::rc::Rc;

use super::{Inner, Operations};
use crate::model::operation::{Operation, OperationNumber, OperationState};

impl Operations {
    /// Sends what waited for `first`, which has ended, and follows it to its end; or ends it unsent.
    pub(super) async fn send_next(
        self,
        inner: &Rc<Inner>,
        first: OperationNumber,
        next: Operation,
    ) {
        let now = inner.timer.now_ms();
        let there = OperationState::Succeeded { shown: true };
        let number = next.number;
        // What is no longer in the list was given up.
        let sent = self.list.try_update(|list| {
            list.iter()
                .find(|operation| operation.number == first && operation.state == there)?;
            let place = list
                .iter()
                .position(|operation| operation.number == number)?;
            let mut next = list.remove(place);
            next.started_ms = now;
            next.state = OperationState::Sending;
            // Now it is the newest.
            list.insert(0, next);
            Some(())
        });
        if sent.flatten().is_none() {
            self.drop_next(first, now);
            return self.announce(first);
        }
        match self.transmit(inner, &next).await {
            (_, Some(followed)) => self.follow(inner, number, followed).await,
            _ => self.announce(number),
        }
    }

    /// Ends what waits for `first` without sending it.
    pub(super) fn drop_next(self, first: OperationNumber, now_ms: u64) {
        self.list.try_update(|list| {
            for operation in list.iter_mut() {
                if operation.after == Some(first) {
                    operation.ended_ms = Some(now_ms);
                    operation.state = OperationState::NotSent;
                }
            }
        });
    }
}
