//! Refreshing the fleet in the background: a few requests now and then, while the page is seen and nobody reads it.
//!
//! A failure is not shown where somebody would have to act on it: what is known stays, with the time of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::{AbortHandle, Abortable, select};
use leptos::prelude::*;

use super::work::look_alike;
use super::{Fleet, Inner, Phase, Progress};
use crate::backend::{FleetNews, Part};
use crate::http::transport::Local;
use crate::model::resource_id::ResourceId;
use crate::state::fleet_rows::FleetRows;

/// Milliseconds from the end of a reading to the next one.
const EVERY_MS: u64 = 120_000;
/// A fleet that takes long to read is read more seldom: the pause is so many times as long as the reading.
const PAUSE: u64 = 10;
/// Milliseconds for which rows that have changed are told apart.
const MARKED_MS: u64 = 8_000;

impl Fleet {
    /// Refreshes in the background from now on, until the fleet is cleared or this is called again.
    pub async fn keep_fresh(self) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        let (abort, registration) = AbortHandle::new_pair();
        if let Some(before) = inner.watching.replace(Some(abort)) {
            before.abort();
        }
        let _ = Abortable::new(self.glance_again_and_again(&inner), registration).await;
    }

    async fn glance_again_and_again(self, inner: &Rc<Inner>) {
        let mut every_ms = EVERY_MS;
        loop {
            let now_ms = inner.timer.now_ms();
            // A clock may be put back.
            let left_ms = match now_ms.checked_sub(inner.ended_ms.get()) {
                Some(since_ms) => every_ms.saturating_sub(since_ms),
                None => 0,
            };
            let is_done =
                self.progress.try_with_untracked(|progress| progress.phase) == Some(Phase::Done);
            if inner.attention.is_hidden() {
                inner.attention.changed().await;
            } else if !is_done || left_ms > 0 {
                // While somebody's own reading runs or is stopped, and until it is time.
                let left_ms = if is_done { left_ms } else { EVERY_MS };
                select(inner.timer.sleep(left_ms), inner.attention.changed()).await;
            } else {
                self.glance(inner).await;
                let ended_ms = inner.timer.now_ms();
                inner.ended_ms.set(ended_ms);
                every_ms = EVERY_MS.max(PAUSE * ended_ms.saturating_sub(now_ms));
                self.forget_changes(inner).await;
            }
        }
    }

    /// Refreshes once, unless somebody begins to read meanwhile.
    async fn glance(self, inner: &Rc<Inner>) {
        let (abort, registration) = AbortHandle::new_pair();
        inner.glancing.replace(Some(abort));
        let began = inner.listing_stamp();
        self.rows
            .try_update_unheard(|rows| rows.begin_listing(began));
        let is_left = Cell::new(false);
        let glance = async {
            let lost = RefCell::new(Vec::new());
            let report = |news| self.hear_quietly(inner, news, &lost);
            let outcome = inner.backend.glance(&report).await;
            let report = |news| self.hear_of_lost(inner, news, &is_left);
            self.list_lost(inner, lost.take(), &report).await;
            if outcome
                .as_ref()
                .is_err_and(|failure| !failure.is_everywhere())
            {
                self.read_visible(inner).await;
            }
            // Machines of which the list does not tell all: the new ones, and those on the screen.
            while self.read_next(inner).await {}
            outcome.is_ok()
        };
        let glance: Local<'_, _> = Box::pin(Abortable::new(glance, registration));
        let Ok(is_ok) = glance.await else {
            return;
        };
        self.flush(inner);
        inner.glancing.take();
        let mut gone = Vec::new();
        self.tell_with(|progress| gone = progress.parts_ended(is_ok));
        if is_ok {
            let parts = self.keep_gone(gone);
            self.end_quietly(&|rows| rows.end_listing(&parts));
        }
        self.tell_with(|progress| {
            progress.not_since = inner.complete_ms.get();
            if is_ok {
                progress.listed_once = true;
                progress.failure = None;
            }
            if is_ok && !is_left.get() && progress.is_whole() {
                let now_ms = Some(inner.timer.now_ms());
                inner.listed_ms.set(now_ms);
                inner.complete_ms.set(now_ms);
                progress.not_since = None;
            }
        });
    }

    /// Reads what somebody looks at, where no index tells of it.
    async fn read_visible(self, inner: &Rc<Inner>) {
        let visible = inner.queue.borrow().visible().to_vec();
        let known = |id: &ResourceId| {
            let known = self
                .rows
                .try_with_untracked(|rows| rows.get(id)?.instance.known().cloned());
            known.flatten()
        };
        let before: Vec<_> = visible.iter().map(&known).collect();
        self.enqueue(inner, visible.clone());
        while self.read_next(inner).await {}
        self.flush(inner);
        let machines = visible.into_iter().zip(before);
        let changed = machines.filter(|(id, before)| match (before, known(id)) {
            (Some(before), Some(now)) => !look_alike(before, &now),
            (before, now) => before.is_some() != now.is_some(),
        });
        self.mark(changed.map(|(id, _)| id).collect());
    }

    /// Has the rows of these machines told apart for a while.
    fn mark(self, changed: Vec<ResourceId>) {
        if !changed.is_empty() {
            self.changed.try_update(|all| all.extend(changed));
        }
    }

    /// Shows how reading stands, if that is something else than before.
    fn tell(self, progress: Progress) {
        if self
            .progress
            .try_with_untracked(|before| *before == progress)
            == Some(false)
        {
            self.progress.try_set(progress);
        }
    }

    /// Takes in news. `lost` are the parts of which machines are known and none is named any more.
    fn hear_quietly(self, inner: &Inner, news: FleetNews, lost: &RefCell<Vec<Part>>) {
        match news {
            FleetNews::Parts(parts) => {
                self.tell_with(|progress| progress.parts_told(parts));
            }
            FleetNews::Machines(part, mut machines) => {
                let (is_new, changed) = self.keep_newer(inner, &mut machines);
                let new = |id: &ResourceId| {
                    self.rows
                        .try_with_untracked(|rows| rows.place(id).is_none())
                        == Some(true)
                };
                let mut unread: Vec<ResourceId> =
                    changed.iter().filter(|id| new(id)).cloned().collect();
                let add = |rows: &mut FleetRows| rows.add(&part, machines);
                let to_read = if is_new {
                    self.rows.try_update(add)
                } else {
                    self.rows.try_update_unheard(add)
                };
                unread.extend(inner.queue.borrow().visible().iter().cloned());
                let mut to_read = to_read.unwrap_or_default();
                to_read.retain(|id| unread.contains(id));
                self.enqueue(inner, to_read);
                self.mark(changed);
            }
            FleetNews::PartIndexed(part) => {
                let (is_known, is_named) = self.knows(&part);
                let refuses = |progress: &Progress| progress.is_refused(&part);
                if !is_named && self.progress.try_with_untracked(refuses) == Some(true) {
                    // That the index tells nothing of it is nothing new.
                } else if is_known && !is_named {
                    lost.borrow_mut().push(part);
                } else {
                    self.end_part_quietly(&part);
                }
            }
            FleetNews::PartRead(part) => self.end_part_quietly(&part),
            // What is told to who waits.
            FleetNews::Expected(_) | FleetNews::PartFailed(..) => {}
        }
    }

    /// Takes in news of a part that an index gave nothing of, from the part itself; `is_left` becomes true where that cannot be
    /// had now.
    fn hear_of_lost(self, inner: &Inner, news: FleetNews, is_left: &Cell<bool>) {
        match news {
            FleetNews::PartFailed(_, failure) if failure.is_everywhere() => is_left.set(true),
            FleetNews::PartFailed(part, failure) => self.part_failed(part, failure),
            FleetNews::PartIndexed(part) => self.end_part_quietly(&part),
            news => self.hear_quietly(inner, news, &RefCell::default()),
        }
    }

    fn end_part_quietly(self, part: &Part) {
        self.end_quietly(&|rows| rows.end_part(part));
        self.tell_with(|progress| progress.part_read(part));
    }

    fn tell_with(self, change: impl FnOnce(&mut Progress)) {
        if let Some(mut progress) = self.progress.try_with_untracked(Progress::clone) {
            change(&mut progress);
            self.tell(progress);
        }
    }

    /// Lets rows go that are gone; whoever reads the rows hears of it only if there are such.
    fn end_quietly(self, end: &dyn Fn(&mut FleetRows)) {
        let gone = self.rows.try_update_unheard(|rows| {
            let before = rows.all().len();
            end(rows);
            rows.all().len() < before
        });
        if gone == Some(true) {
            self.rows.try_update(|_| ());
        }
    }

    async fn forget_changes(self, inner: &Inner) {
        if self.changed.try_with_untracked(Vec::is_empty) == Some(false) {
            inner.timer.sleep(MARKED_MS).await;
            self.changed.try_set(Vec::new());
        }
    }
}
