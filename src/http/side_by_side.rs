//! Several pieces of waiting at once, a few at a time.

use std::future::poll_fn;
use std::task::Poll;

use crate::http::transport::Local;

/// Drives `jobs` to their ends, at most `width` at a time, beginning them in their order.
pub async fn run<'a>(width: usize, jobs: impl IntoIterator<Item = Local<'a, ()>>) {
    let mut waiting = jobs.into_iter();
    let mut begun: Vec<Local<'a, ()>> = Vec::new();
    poll_fn(|context| {
        loop {
            // A few at most, so that polling all of them whenever one wakes is cheap.
            begun.retain_mut(|job| job.as_mut().poll(context).is_pending());
            let room = width.max(1).saturating_sub(begun.len());
            let before = begun.len();
            begun.extend(waiting.by_ref().take(room));
            if begun.len() == before {
                return if begun.is_empty() {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                };
            }
        }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::scripted::{block_on, pause};
    use std::cell::{Cell, RefCell};

    #[test]
    fn no_more_than_the_width_are_at_work_and_all_are_done() {
        let at_work = Cell::new(0);
        let most = Cell::new(0);
        let done = RefCell::new(Vec::new());
        let jobs = (0..10).map(|number| -> Local<'_, ()> {
            let (at_work, most, done) = (&at_work, &most, &done);
            Box::pin(async move {
                at_work.set(at_work.get() + 1);
                most.set(most.get().max(at_work.get()));
                for _ in 0..=number % 3 {
                    pause().await;
                }
                at_work.set(at_work.get() - 1);
                done.borrow_mut().push(number);
            })
        });
        block_on(run(4, jobs));
        assert_eq!(most.get(), 4);
        let mut done = done.into_inner();
        done.sort_unstable();
        assert_eq!(done, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn no_jobs_are_done_at_once() {
        block_on(run(4, Vec::new()));
    }
}
