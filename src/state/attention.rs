//! Whether somebody looks: work slows down when nobody does, and catches up at once.

use futures::future::select;

use crate::http::transport::{Local, Timer};
use crate::model::follow::unhurried;

/// Whether the page is seen.
pub trait Attention {
    /// Whether it is hidden now.
    fn is_hidden(&self) -> bool;
    /// Resolves at the next change, or when something happened that is worth a look at once.
    fn changed(&self) -> Local<'_, ()>;
    /// How often something has happened that is worth a look at once.
    fn looks(&self) -> u64 {
        0
    }
}

/// Waits `ms`, longer while the page is hidden, and no longer than due once it is seen again.
pub async fn wait_attentively(timer: &dyn Timer, attention: &dyn Attention, ms: u64) {
    let started = timer.now_ms();
    let looks = attention.looks();
    loop {
        let due = started
            + if attention.is_hidden() {
                unhurried(ms)
            } else {
                ms
            };
        let left = due.saturating_sub(timer.now_ms());
        if left == 0 || attention.looks() != looks {
            return;
        }
        select(timer.sleep(left), attention.changed()).await;
    }
}
