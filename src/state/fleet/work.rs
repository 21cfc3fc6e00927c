//! Reading that somebody waits for: a listing, and beside it readers of the machines that it does not tell all of.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use futures::future::{AbortHandle, Abortable};
use leptos::task::spawn_local;

use super::{Fleet, Inner, Phase, Progress};
use crate::backend::{FleetNews, Found, Part};
use crate::http::side_by_side;
use crate::http::transport::Local;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, SharedInstance};
use crate::state::fleet_rows::Row;

/// Machines read at the same time. A browser opens six connections to an HTTP/1.1 host; ARM speaks HTTP/2.
const READERS: usize = 8;
/// Milliseconds in which readings are gathered before the screen changes: with thousands of rows each change costs.
const GATHER_MS: u64 = 80;

impl Fleet {
    /// Begins to list and read everything, or one part.
    pub(super) fn begin(self, inner: &Rc<Inner>, part: Option<Part>) {
        let (abort, registration) = AbortHandle::new_pair();
        inner.running.borrow_mut().push(abort);
        inner.listings.set(inner.listings.get() + 1);
        inner.jobs.set(inner.jobs.get() + 1);
        self.tell_phase(inner);
        let inner = Rc::clone(inner);
        spawn_local(async move {
            // Aborted by the next refresh, by a person or by signing out; nothing is left to do then.
            let _ = Abortable::new(self.work(&inner, part), registration).await;
        });
    }

    async fn work(self, inner: &Rc<Inner>, part: Option<Part>) {
        let listing: Local<'_, ()> = Box::pin(async {
            let lost = RefCell::new(Vec::new());
            let report = |news| self.hear(inner, news, Some(&lost));
            let outcome = match &part {
                None => inner.backend.list(&report).await,
                Some(part) => inner.backend.list_part(part, &report).await,
            };
            self.list_lost(inner, lost.take(), &|news| self.hear(inner, news, None))
                .await;
            inner.listings.set(inner.listings.get().saturating_sub(1));
            self.end_listing(inner, part.as_ref(), outcome);
        });
        let readers =
            (0..READERS).map(|_| -> Local<'_, ()> { Box::pin(self.read_from_queue(inner)) });
        side_by_side::run(READERS + 1, std::iter::once(listing).chain(readers)).await;
        self.flush(inner);
        inner.jobs.set(inner.jobs.get().saturating_sub(1));
        if part.is_none() {
            inner.unfinished.set(false);
        }
        inner.ended_ms.set(inner.timer.now_ms());
        self.tell_phase(inner);
    }

    /// Lists parts of which machines are known and an index has named none, by themselves: the index may only not be allowed
    /// to tell.
    pub(super) async fn list_lost(
        self,
        inner: &Rc<Inner>,
        lost: Vec<Part>,
        report: &dyn Fn(FleetNews),
    ) {
        for part in lost {
            if let Err(failure) = inner.backend.list_part(&part, report).await {
                report(FleetNews::PartFailed(part, failure));
            }
        }
    }

    fn end_listing(self, inner: &Inner, part: Option<&Part>, outcome: Result<(), Failure>) {
        match (part, outcome) {
            (None, outcome) => {
                let is_ok = outcome.is_ok();
                let gone = self.progress.try_update(|progress| {
                    progress.listed_once |= is_ok;
                    progress.failure = outcome.err();
                    progress.parts_ended(is_ok)
                });
                if is_ok {
                    let parts = self.keep_gone(gone.unwrap_or_default());
                    self.rows.try_update(|rows| rows.end_listing(&parts));
                    inner.listed_ms.set(Some(inner.timer.now_ms()));
                } else {
                    self.rows.try_update(|rows| rows.part_failed(None));
                }
            }
            (Some(part), Err(failure)) => {
                self.part_failed(part.clone(), failure);
            }
            (Some(part), Ok(())) => {
                self.progress
                    .try_update(|progress| progress.again_ended(part));
            }
        }
        self.progress.try_update(|progress| {
            if let Some(listed_ms) = inner.listed_ms.get().filter(|_| progress.is_whole()) {
                inner.complete_ms.set(Some(listed_ms));
                progress.not_since = None;
            }
        });
        self.tell_phase(inner);
    }

    /// Parts that the service names no more, and of which machines are known, do not go without a word: they count as failed until
    /// somebody asks for all anew. Gives all parts of which rows stay.
    pub(super) fn keep_gone(self, gone: Vec<Part>) -> Vec<Part> {
        for part in gone {
            if self.knows(&part).0 {
                let sentence = "The service no longer lists this subscription for your account.";
                self.part_failed(part, Failure::new(FailureKind::NotFound, sentence));
            }
        }
        let parts = self.progress.try_with_untracked(Progress::all_parts);
        parts.unwrap_or_default()
    }

    /// A part could not be read: what is known of it is from before.
    pub(super) fn part_failed(self, part: Part, failure: Failure) {
        self.rows.try_update(|rows| {
            if matches!(failure.kind(), FailureKind::Forbidden { .. }) {
                // What an earlier visit was allowed to know.
                rows.forget_past(&part);
            }
            rows.part_failed(Some(&part));
        });
        self.progress
            .try_update(|progress| progress.part_failed(part, failure));
    }

    fn tell_phase(self, inner: &Inner) {
        let phase = match (inner.listings.get(), inner.jobs.get()) {
            (0, 0) if inner.unfinished.get() => Phase::Stopped,
            (0, 0) => Phase::Done,
            (0, _) => Phase::Reading,
            _ => Phase::Listing,
        };
        if self.progress.try_with_untracked(|progress| progress.phase) != Some(phase) {
            self.progress.try_update(|progress| progress.phase = phase);
        }
    }

    /// Takes in news. `lost` are the parts of which machines are known and an index has named none; without it the index is
    /// believed.
    fn hear(self, inner: &Inner, news: FleetNews, lost: Option<&RefCell<Vec<Part>>>) {
        match news {
            FleetNews::Parts(parts) => {
                self.progress
                    .try_update(|progress| progress.parts_told(parts));
            }
            FleetNews::Expected(count) => {
                self.progress
                    .try_update(|progress| progress.expected += count);
            }
            FleetNews::Machines(part, mut machines) => {
                self.keep_newer(inner, &mut machines);
                let to_read = self
                    .rows
                    .try_update(|rows| rows.add(&part, machines))
                    .unwrap_or_default();
                self.enqueue(inner, to_read);
            }
            FleetNews::PartIndexed(part) => match lost {
                Some(lost) if self.knows(&part) == (true, false) => lost.borrow_mut().push(part),
                _ => self.hear(inner, FleetNews::PartRead(part), lost),
            },
            FleetNews::PartRead(part) => {
                self.rows.try_update(|rows| rows.end_part(&part));
                self.progress
                    .try_update(|progress| progress.part_read(&part));
            }
            FleetNews::PartFailed(part, failure) => self.part_failed(part, failure),
        }
    }

    /// Whether machines of a part are known, and whether the present listing has named one of them.
    pub(super) fn knows(self, part: &Part) -> (bool, bool) {
        let known = self.rows.try_with_untracked(|rows| rows.knows(part));
        known.unwrap_or_default()
    }

    /// Of what a list tells of machines, leaves out what is older than what is known, and keeps what is the same as it is.
    /// Gives whether anything is new, and the machines whose rows will look different, or will be there (again).
    pub(super) fn keep_newer(
        self,
        inner: &Inner,
        machines: &mut [Found],
    ) -> (bool, Vec<ResourceId>) {
        let now_ms = inner.timer.now_ms();
        let (mut is_new, mut changed) = (false, Vec::new());
        self.rows.try_with_untracked(|rows| {
            for found in machines {
                let id = &found.listed.id;
                if inner.own.is_newer(id, now_ms) {
                    found.instance = None;
                }
                let row = rows.get(id);
                is_new |= row.is_some_and(Row::is_old);
                let known = row.and_then(|row| row.instance.known());
                let differs = match (&mut found.instance, known) {
                    (Some(told), Some(known)) => {
                        keep_disks(told, known);
                        let is_same = told == known;
                        if is_same {
                            *told = Arc::clone(known);
                        }
                        is_new |= !is_same;
                        !is_same && !look_alike(told, known)
                    }
                    (told, _) => told.is_some(),
                };
                if differs || rows.place(id).is_none() {
                    changed.push(id.clone());
                }
            }
        });
        (is_new || !changed.is_empty(), changed)
    }

    /// Has machines read, but for those that were read themselves a short time ago.
    pub(super) fn enqueue(self, inner: &Inner, mut machines: Vec<ResourceId>) {
        let now_ms = inner.timer.now_ms();
        machines.retain(|id| !inner.own.is_newer(id, now_ms));
        inner.queue.borrow_mut().add(machines);
    }

    /// One reader: takes machines from the queue until it is empty and nothing is listed any more.
    async fn read_from_queue(self, inner: &Rc<Inner>) {
        loop {
            if self.read_next(inner).await {
                continue;
            }
            if inner.listings.get() == 0 {
                return;
            }
            inner.timer.sleep(GATHER_MS).await;
        }
    }

    /// Reads the next machine of the queue, if there is one.
    pub(super) async fn read_next(self, inner: &Rc<Inner>) -> bool {
        let next = inner.queue.borrow_mut().take();
        let Some(id) = next else {
            return false;
        };
        let began = inner.stamp();
        let outcome = inner.backend.read(&id).await.map(Arc::new);
        inner.gathered.borrow_mut().push((id, began, outcome));
        self.gather(inner);
        true
    }

    /// Shows what was gathered, a moment later, together with what comes until then.
    fn gather(self, inner: &Rc<Inner>) {
        if !inner.gathering.replace(true) {
            let inner = Rc::clone(inner);
            spawn_local(async move {
                inner.timer.sleep(GATHER_MS).await;
                self.flush(&inner);
            });
        }
    }

    pub(super) fn flush(self, inner: &Inner) {
        inner.gathering.set(false);
        let gathered = inner.gathered.take();
        if !gathered.is_empty() {
            self.rows.try_update(|rows| {
                gathered
                    .into_iter()
                    .for_each(|(id, began, outcome)| rows.read(&id, began, outcome))
            });
        }
    }
}

/// A list may leave out the disks; then those that are known stay.
fn keep_disks(told: &mut SharedInstance, known: &Instance) {
    if let (0, Some(told)) = (told.hardware.disks, Arc::get_mut(told)) {
        told.hardware.disks = known.hardware.disks;
        told.hardware.disks_gb = known.hardware.disks_gb;
    }
}

/// Whether two readings of a machine make the same row.
pub(super) fn look_alike(one: &Instance, other: &Instance) -> bool {
    let texts = |machine: &Instance| {
        (
            machine.operating_system.clone(),
            machine.place(),
            machine.name.clone(),
        )
    };
    one.power == other.power
        && one.checkpoints.len() == other.checkpoints.len()
        && one.checkpoint_type == other.checkpoint_type
        && texts(one) == texts(other)
}
