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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::scripted::block_on;
    use std::cell::Cell;

    /// Time that jumps: each sleep is over at once, and its length has passed.
    #[derive(Default)]
    struct Clock(Cell<u64>);

    impl Timer for Clock {
        fn now_ms(&self) -> u64 {
            self.0.get()
        }

        fn sleep(&self, ms: u64) -> Local<'_, ()> {
            Box::pin(async move { self.0.set(self.0.get() + ms) })
        }
    }

    /// A page, hidden or not, for which something is worth a look at some time.
    #[derive(Default)]
    struct Page {
        hidden: bool,
        look_at: Option<u64>,
        clock: Clock,
    }

    impl Attention for Page {
        fn is_hidden(&self) -> bool {
            self.hidden
        }

        fn changed(&self) -> Local<'_, ()> {
            Box::pin(std::future::pending())
        }

        fn looks(&self) -> u64 {
            self.look_at
                .map_or(0, |at| u64::from(self.clock.now_ms() >= at))
        }
    }

    fn waited(page: &Page, ms: u64) -> u64 {
        block_on(wait_attentively(&page.clock, page, ms));
        page.clock.now_ms()
    }

    #[test]
    fn a_page_that_is_seen_waits_as_asked_and_a_hidden_one_half_a_minute() {
        assert_eq!(waited(&Page::default(), 2_000), 2_000);
        let hidden = Page {
            hidden: true,
            ..Page::default()
        };
        assert_eq!(waited(&hidden, 2_000), 30_000);
    }

    #[test]
    fn what_need_not_wait_does_not_wait_in_a_hidden_page_either() {
        let hidden = Page {
            hidden: true,
            ..Page::default()
        };
        assert_eq!(waited(&hidden, 0), 0);
    }

    #[test]
    fn the_rest_of_a_wait_is_given_up_when_something_is_worth_a_look() {
        /// A page whose changes come every five seconds; at the second, a new token is there.
        struct Signing(Page);
        impl Attention for Signing {
            fn is_hidden(&self) -> bool {
                false
            }
            fn changed(&self) -> Local<'_, ()> {
                Box::pin(async { self.0.clock.0.set(self.0.clock.now_ms() + 5_000) })
            }
            fn looks(&self) -> u64 {
                self.0.looks()
            }
        }
        struct Never<'a>(&'a Clock);
        impl Timer for Never<'_> {
            fn now_ms(&self) -> u64 {
                self.0.now_ms()
            }
            fn sleep(&self, _: u64) -> Local<'_, ()> {
                Box::pin(std::future::pending())
            }
        }
        let page = Signing(Page {
            look_at: Some(10_000),
            ..Page::default()
        });
        block_on(wait_attentively(&Never(&page.0.clock), &page, 60_000));
        assert_eq!(page.0.clock.now_ms(), 10_000);
    }
}
