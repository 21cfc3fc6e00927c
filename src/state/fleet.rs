//! The fleet: lists all machines, and reads each of which the list does not tell all, those on the screen first.

mod background;
mod own;
pub mod past;
mod progress;
mod work;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::signal::{RwSignal, Signal};
use futures::future::AbortHandle;
use leptos::prelude::*;

use super::attention::Attention;
use super::fleet_rows::{FleetRows, Stamp};
use super::read_queue::ReadQueue;
use crate::backend::{Backend, Part};
use crate::http::transport::Timer;
use crate::model::failure::{Failure, FailureKind};
use crate::model::loaded::Loaded;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, SharedInstance};
use own::OwnReadings;
pub use progress::{Phase, Progress};

/// The fleet, as the screens see it.
#[derive(Clone, Copy)]
pub struct Fleet {
    rows: RwSignal<FleetRows>,
    progress: RwSignal<Progress>,
    changed: RwSignal<Vec<ResourceId>>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    backend: Rc<dyn Backend>,
    timer: Rc<dyn Timer>,
    attention: Rc<dyn Attention>,
    queue: RefCell<ReadQueue>,
    gathered: RefCell<Vec<Reading>>,
    gathering: Cell<bool>,
    /// What somebody waits for; all of it is given up together.
    running: RefCell<Vec<AbortHandle>>,
    /// How many of those still list, and how many there are.
    listings: Cell<usize>,
    jobs: Cell<usize>,
    /// Whether reading everything has begun and not ended. Where it was stopped it never does, and a part that is read once more
    /// does not make it whole.
    unfinished: Cell<bool>,
    /// The refresh in the background, while it runs, and the loop that begins it.
    glancing: RefCell<Option<AbortHandle>>,
    watching: RefCell<Option<AbortHandle>>,
    /// When reading everything last ended, well or not; when the parts were listed, unless they are being listed anew; and when
    /// that last left none unread.
    ended_ms: Cell<u64>,
    listed_ms: Cell<Option<u64>>,
    complete_ms: Cell<Option<u64>>,
    own: OwnReadings,
    last: Cell<Stamp>,
}

/// A machine that is being read. When whoever waits for it goes away before that ends, it is as it was.
struct UnderWay<'a> {
    fleet: Fleet,
    inner: &'a Inner,
    id: &'a ResourceId,
    /// When it was read before.
    before: Option<u64>,
    /// What was known of it before; nothing any more when the reading has ended.
    known: Option<Loaded<SharedInstance>>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some(known) = self.known.take() {
            self.inner.own.put_back(self.id, self.before);
            let give_up = |rows: &mut FleetRows| rows.given_up(self.id, known);
            self.fleet.rows.try_update(give_up);
        }
    }
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

    /// The stamp of a listing; the one after it is for what the listing itself tells of machines.
    fn listing_stamp(&self) -> Stamp {
        let began = self.stamp();
        self.stamp();
        began
    }
}

impl Fleet {
    /// An empty fleet.
    pub fn new(
        backend: Rc<dyn Backend>,
        timer: Rc<dyn Timer>,
        attention: Rc<dyn Attention>,
    ) -> Self {
        let inner = Inner {
            backend,
            timer,
            attention,
            queue: RefCell::default(),
            gathered: RefCell::default(),
            gathering: Cell::new(false),
            running: RefCell::default(),
            listings: Cell::default(),
            jobs: Cell::default(),
            unfinished: Cell::default(),
            glancing: RefCell::default(),
            watching: RefCell::default(),
            ended_ms: Cell::default(),
            listed_ms: Cell::default(),
            complete_ms: Cell::default(),
            own: OwnReadings::default(),
            last: Cell::default(),
        };
        Self {
            rows: RwSignal::default(),
            progress: RwSignal::default(),
            changed: RwSignal::default(),
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

    /// The machines whose rows a refresh in the background has just changed; forgotten after some seconds.
    pub fn changed(self) -> Signal<Vec<ResourceId>> {
        self.changed.into()
    }

    /// What is known of one machine, now: not what an earlier visit knew.
    pub fn known(self, id: &ResourceId) -> Option<SharedInstance> {
        self.rows.with_untracked(|rows| {
            let row = rows.get(id).filter(|row| !row.is_past())?;
            row.instance.known().cloned()
        })
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
        self.give_up(&inner);
        inner.unfinished.set(true);
        inner.listed_ms.set(None);
        let began = inner.listing_stamp();
        self.rows.update(|rows| rows.begin_listing(began));
        self.progress.update(|progress| {
            progress.failed_parts.clear();
            progress.again.clear();
            progress.failure = None;
            progress.expected = 0;
        });
        self.begin(&inner, None);
    }

    /// Reads one part anew that could not be read.
    pub fn try_again(self, part: &Part) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        let (is_reading, is_asked) = self
            .progress
            .with_untracked(|progress| (progress.is_reading(), progress.again.contains(part)));
        if is_asked {
            return;
        }
        if !is_reading {
            // While others are read, the part joins their listing.
            self.give_up(&inner);
            let began = inner.listing_stamp();
            self.rows.update(|rows| rows.begin_listing(began));
        }
        self.progress
            .update(|progress| progress.again.push(part.clone()));
        self.begin(&inner, Some(part.clone()));
    }

    /// Gives up reading; what is known stays, and nothing is read until somebody asks.
    pub fn stop(self) {
        self.inner.with_value(|inner| {
            self.give_up(inner);
            self.progress.update(|progress| {
                progress.again.clear();
                if progress.is_reading() {
                    progress.phase = Phase::Stopped;
                }
            });
        });
    }

    /// Forgets everything: another person may sign in.
    pub fn clear(self) {
        self.inner.with_value(|inner| {
            self.give_up(inner);
            if let Some(watching) = inner.watching.take() {
                watching.abort();
            }
            inner.listed_ms.set(None);
            inner.complete_ms.set(None);
            inner.unfinished.set(false);
            inner.gathered.take();
            inner.own.clear();
        });
        self.rows.set(FleetRows::default());
        self.progress.set(Progress::default());
    }

    /// Makes sure that a machine has a row, though no list has named it.
    pub fn ensure(self, id: &ResourceId) {
        if self.rows.with_untracked(|rows| rows.get(id).is_none()) {
            self.rows.update(|rows| rows.ensure(id));
        }
    }

    /// Reads one machine now. Whoever lets go of it before it ends leaves the machine as it was.
    ///
    /// # Errors
    /// When it cannot be read; what was known of it stays, with the failure beside it.
    pub async fn read_now(self, id: &ResourceId) -> Result<SharedInstance, Failure> {
        let Some(inner) = self.inner.try_get_value() else {
            return Err(Failure::new(FailureKind::Other, "The page is closing."));
        };
        let began = inner.stamp();
        let before = inner.own.note(id, inner.timer.now_ms());
        let known = |rows: &FleetRows| rows.get(id).map(|row| row.instance.clone());
        let mut under_way = UnderWay {
            fleet: self,
            inner: &inner,
            id,
            before,
            known: self.rows.try_with_untracked(known).flatten(),
        };
        self.rows.try_update(|rows| rows.reading(id));
        let outcome = inner.backend.read(id).await.map(Arc::new);
        under_way.known = None;
        match &outcome {
            Ok(_) => drop(inner.own.note(id, inner.timer.now_ms())),
            Err(_) => inner.own.put_back(id, before),
        }
        self.rows
            .try_update(|rows| rows.read(id, began, outcome.clone()));
        outcome
    }

    /// Takes in a machine that was read elsewhere, just now.
    pub fn put(self, id: &ResourceId, instance: &Instance) {
        let began = self.inner.try_with_value(|inner| {
            inner.own.note(id, inner.timer.now_ms());
            inner.stamp()
        });
        if let Some(began) = began {
            self.rows
                .try_update(|rows| rows.read(id, began, Ok(Arc::new(instance.clone()))));
        }
    }

    fn give_up(self, inner: &Inner) {
        for job in inner
            .running
            .take()
            .into_iter()
            .chain(inner.glancing.take())
        {
            job.abort();
        }
        inner.listings.set(0);
        inner.jobs.set(0);
        inner.queue.borrow_mut().clear();
        if self.changed.with_untracked(|changed| !changed.is_empty()) {
            self.changed.set(Vec::new());
        }
    }
}
