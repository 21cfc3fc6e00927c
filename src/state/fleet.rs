//! The fleet: lists all machines, then reads each, those on the screen first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::signal::{RwSignal, Signal};
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fleet_rows::{FleetRows, Stamp};
use super::read_queue::ReadQueue;
use crate::backend::{Backend, FleetNews, Part};
use crate::http::side_by_side;
use crate::http::transport::{Local, Timer};
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, SharedInstance};

/// Machines read at the same time. A browser opens six connections to an HTTP/1.1 host; ARM speaks HTTP/2.
const READERS: usize = 8;
/// Milliseconds in which readings are gathered before the screen changes: with thousands of rows each change costs.
const GATHER_MS: u64 = 80;

/// How reading the fleet stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Whether machines are still being listed.
    pub listing: bool,
    /// Whether anything is still being read.
    pub reading: bool,
    /// Whether a listing has ever come to an end.
    pub listed_once: bool,
    /// The parts of the fleet.
    pub parts: Vec<Part>,
    /// The parts that could not be read, and why.
    pub failed_parts: Vec<(Part, Failure)>,
    /// Why not even the parts could be listed.
    pub failure: Option<Failure>,
}

/// The fleet, as the screens see it.
#[derive(Clone, Copy)]
pub struct Fleet {
    rows: RwSignal<FleetRows>,
    progress: RwSignal<Progress>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    backend: Rc<dyn Backend>,
    timer: Rc<dyn Timer>,
    queue: RefCell<ReadQueue>,
    gathered: RefCell<Vec<Reading>>,
    gathering: Cell<bool>,
    running: RefCell<Option<AbortHandle>>,
    last: Cell<Stamp>,
}

/// A machine, when reading it began, and what that gave.
type Reading = (ResourceId, Stamp, Result<SharedInstance, Failure>);

impl Inner {
    /// Readings may come out of their order: each is stamped as it begins.
    fn stamp(&self) -> Stamp {
        let stamp = self.last.get() + 1;
        self.last.set(stamp);
        stamp
    }
}

impl Fleet {
    /// An empty fleet.
    pub fn new(backend: Rc<dyn Backend>, timer: Rc<dyn Timer>) -> Self {
        let inner = Inner {
            backend,
            timer,
            queue: RefCell::default(),
            gathered: RefCell::default(),
            gathering: Cell::new(false),
            running: RefCell::default(),
            last: Cell::default(),
        };
        Self {
            rows: RwSignal::default(),
            progress: RwSignal::default(),
            inner: StoredValue::new_local(Rc::new(inner)),
        }
    }

    /// All rows.
    pub fn rows(self) -> Signal<FleetRows> {
        self.rows.into()
    }

    /// How reading stands.
    pub fn progress(self) -> Signal<Progress> {
        self.progress.into()
    }

    /// What is known of one machine, now.
    pub fn known(self, id: &ResourceId) -> Option<SharedInstance> {
        self.rows
            .with_untracked(|rows| rows.get(id).and_then(|row| row.instance.known().cloned()))
    }

    /// Says which machines are on the screen: they are read first.
    pub fn show(self, visible: Vec<ResourceId>) {
        self.inner
            .with_value(|inner| inner.queue.borrow_mut().show(visible));
    }

    /// Lists and reads everything anew. What is known stays until it is replaced. A reading under way is given up.
    pub fn refresh(self) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        self.stop();
        let (abort, registration) = AbortHandle::new_pair();
        inner.running.replace(Some(abort));
        let began = inner.stamp();
        // The next one is for what the listing itself tells of machines.
        inner.stamp();
        self.rows.update(|rows| rows.begin_listing(began));
        self.progress.update(|progress| {
            progress.listing = true;
            progress.reading = true;
            progress.failed_parts.clear();
            progress.failure = None;
        });
        spawn_local(async move {
            // Aborted by the next refresh or by signing out; nothing is left to do then.
            let _ = Abortable::new(self.read_all(&inner), registration).await;
        });
    }

    /// Gives up reading; what is known stays.
    pub fn stop(self) {
        self.inner.with_value(|inner| {
            if let Some(running) = inner.running.take() {
                running.abort();
            }
            inner.queue.replace(ReadQueue::default());
        });
    }

    /// Forgets everything: another person may sign in.
    pub fn clear(self) {
        self.stop();
        self.rows.set(FleetRows::default());
        self.progress.set(Progress::default());
    }

    /// Makes sure that a machine has a row, though no list has named it.
    pub fn ensure(self, id: &ResourceId) {
        if self.rows.with_untracked(|rows| rows.get(id).is_none()) {
            self.rows.update(|rows| rows.ensure(id));
        }
    }

    /// Reads one machine now.
    ///
    /// # Errors
    /// When it cannot be read; what was known of it stays, with the failure beside it.
    pub async fn read_now(self, id: &ResourceId) -> Result<SharedInstance, Failure> {
        let Some(inner) = self.inner.try_get_value() else {
            return Err(Failure::new(
                crate::model::failure::FailureKind::Other,
                "The page is closing.",
            ));
        };
        let began = inner.stamp();
        self.rows.try_update(|rows| rows.reading(id));
        let outcome = inner.backend.read(id).await.map(Arc::new);
        self.rows
            .try_update(|rows| rows.read(id, began, outcome.clone()));
        outcome
    }

    /// Takes in a machine that was read elsewhere, just now.
    pub fn put(self, id: &ResourceId, instance: &Instance) {
        let Some(began) = self.inner.try_with_value(|inner| inner.stamp()) else {
            return;
        };
        self.rows
            .try_update(|rows| rows.read(id, began, Ok(Arc::new(instance.clone()))));
    }

    async fn read_all(self, inner: &Rc<Inner>) {
        let listing: Local<'_, ()> = Box::pin(async {
            let report = |news| self.hear(inner, news);
            let outcome = inner.backend.list(&report).await;
            if outcome.is_ok() {
                let parts = self.progress.try_with_untracked(|p| p.parts.clone());
                self.rows
                    .try_update(|rows| rows.end_listing(&parts.unwrap_or_default()));
            }
            self.progress.try_update(|progress| {
                progress.listing = false;
                progress.listed_once |= outcome.is_ok();
                progress.failure = outcome.err();
            });
        });
        let readers =
            (0..READERS).map(|_| -> Local<'_, ()> { Box::pin(self.read_from_queue(inner)) });
        side_by_side::run(READERS + 1, std::iter::once(listing).chain(readers)).await;
        self.flush(inner);
        self.progress
            .try_update(|progress| progress.reading = false);
    }

    fn hear(self, inner: &Inner, news: FleetNews) {
        match news {
            FleetNews::Parts(parts) => {
                self.progress.try_update(|progress| progress.parts = parts);
            }
            FleetNews::Machines(part, machines) => {
                let to_read = self
                    .rows
                    .try_update(|rows| rows.add(&part, machines))
                    .unwrap_or_default();
                inner.queue.borrow_mut().add(to_read);
            }
            FleetNews::PartRead(part) => {
                self.rows.try_update(|rows| rows.end_part(&part));
            }
            FleetNews::PartFailed(part, failure) => {
                self.progress
                    .try_update(|progress| progress.failed_parts.push((part, failure)));
            }
        }
    }

    /// One reader: takes machines from the queue until it is empty and nothing is listed any more.
    async fn read_from_queue(self, inner: &Rc<Inner>) {
        loop {
            let next = inner.queue.borrow_mut().take();
            match next {
                Some(id) => {
                    let began = inner.stamp();
                    let outcome = inner.backend.read(&id).await.map(Arc::new);
                    inner.gathered.borrow_mut().push((id, began, outcome));
                    self.gather(inner);
                }
                None if self
                    .progress
                    .try_with_untracked(|progress| progress.listing)
                    .unwrap_or_default() =>
                {
                    inner.timer.sleep(GATHER_MS).await;
                }
                None => return,
            }
        }
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

    fn flush(self, inner: &Inner) {
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
