//! The last known fleet, kept in the browser from one visit to the next. No token is in it.
//!
//! It belongs to one account on one service ([`Session::owner`](super::session::Session::owner)): for anybody else it is
//! removed, not shown. What is kept is written only while its head is still the owner's, so that no other tab puts back what
//! signing out has removed.

pub mod bytes;
pub mod record;

use std::rc::Rc;

use futures::future::select;

use super::attention::Attention;
use super::fleet::Fleet;
use super::fleet::past::Complete;
use crate::browser::database::{self, Condition, Pieces};
use crate::browser::storage;
use crate::http::transport::{Local, Timer};

/// Where the head is kept, and where the machines are.
const HEAD: &str = "head";
const MACHINES: &str = "machines";
/// Says that something is kept. A tab that signs out in the same moment has the last word: without a head nothing is shown.
const KEPT: &str = "scvmm.fleet";
/// Machines in one piece: writing or reading it takes a millisecond or two.
const PIECE: usize = 500;
/// Pieces that are read without letting the page do anything else: the first rows should not wait.
const BREATH: u32 = 10;
/// Milliseconds between two looks whether there is something to keep.
const LOOK_MS: u64 = 5_000;
/// Milliseconds between two writings, at the least, while the page is seen.
const REST_MS: u64 = 60_000;
/// Milliseconds between two pieces, for whoever types or scrolls meanwhile.
const PAUSE_MS: u64 = 10;
/// Milliseconds that signing out waits for a database that does not answer.
const PATIENCE_MS: u64 = 1_000;

/// What remembers and forgets. It comes in a part of the program of its own.
pub struct Memory {
    /// [`remember`]
    pub remember: fn(Fleet, String) -> Local<'static, ()>,
    /// [`forget`]
    pub forget: fn(Fleet) -> Local<'static, ()>,
}

/// Loads it; `None` when it cannot be loaded.
pub type LoadMemory = fn() -> Local<'static, Option<&'static Memory>>;

/// Whether a fleet is kept: without one nothing has to be loaded at once.
pub fn is_kept() -> bool {
    storage::recall(KEPT).is_some_and(|kept| !kept.is_empty())
}

/// Takes what is kept for gone. That stands even where [`forget`] cannot be loaded: the next visit then removes it.
pub fn disown() {
    storage::keep(KEPT, "");
}

/// Brings the last known fleet back, and keeps the present one: after a listing has ended, then when something was read since,
/// and at once when the page is hidden. Ends only in a browser that keeps nothing; drop the future to stop.
pub async fn remember(fleet: Fleet, owner: String) {
    let Some((timer, attention)) = fleet.surroundings() else {
        return;
    };
    let visit = Visit {
        fleet,
        owner,
        timer,
        attention,
    };
    if visit.recall().await {
        visit.keep().await;
    }
}

/// Removes what is kept, whoever it belongs to.
pub async fn forget(fleet: Fleet) {
    if let Some((timer, _)) = fleet.surroundings() {
        let clear: Local<'_, ()> = Box::pin(database::clear());
        select(clear, timer.sleep(PATIENCE_MS)).await;
    }
}

struct Visit {
    fleet: Fleet,
    owner: String,
    timer: Rc<dyn Timer>,
    attention: Rc<dyn Attention>,
}

impl Visit {
    /// Shows what is the owner's, and removes what is not. `false` when the browser keeps nothing.
    async fn recall(&self) -> bool {
        let head = match is_kept() {
            true => database::get(HEAD).await,
            false => None,
        };
        let Some(as_of_ms) = head.and_then(|head| self.moment(&head)) else {
            database::clear().await;
            return database::put(HEAD, &self.head(0), None).await;
        };
        if let Some(machines) = database::get(MACHINES).await {
            let (mut past, mut place) = (Vec::new(), 0);
            while let Some(piece) = machines.at(place) {
                if !record::read(&piece, &mut past) {
                    // Half a fleet would look like a whole one.
                    return true;
                }
                place += 1;
                if place % BREATH == 0 {
                    self.timer.sleep(0).await;
                }
            }
            self.fleet.remember(past, as_of_ms);
        }
        true
    }

    async fn keep(&self) {
        let (mut kept, mut kept_ms) = (Kept::default(), 0);
        let mut was_hidden = false;
        loop {
            select(self.timer.sleep(LOOK_MS), self.attention.changed()).await;
            let is_hidden = self.attention.is_hidden();
            let is_due = self.timer.now_ms() >= kept_ms + REST_MS || is_hidden && !was_hidden;
            was_hidden = is_hidden;
            let now = self.fleet.complete();
            if let Some(now) = now.filter(|now| is_due && *now != kept.state) {
                self.write(now, &mut kept).await;
                kept_ms = self.timer.now_ms();
            }
        }
    }

    async fn write(&self, state: Complete, kept: &mut Kept) {
        let machines = Pieces::new();
        let (mut sum, mut place) = (0_u32, 0);
        while let Some(bytes) = self.fleet.write(place..place + PIECE) {
            machines.push(&bytes);
            sum = sum.rotate_left(7) ^ bytes::sum_of(&bytes);
            place += PIECE;
            // A page that is being left has no time to lose.
            if !self.attention.is_hidden() {
                self.timer.sleep(PAUSE_MS).await;
            }
        }
        // Listed anew meanwhile, or signed out: the pieces are of different fleets.
        if self.fleet.complete().map(|now| now.listed_ms) != Some(state.listed_ms) {
            return;
        }
        // The machines first: with the head of before they are said to be older than they are, not newer.
        if (sum == kept.sum || self.put(MACHINES, &machines).await)
            && self.put(HEAD, &self.head(state.as_of_ms)).await
        {
            storage::keep(KEPT, "1");
            *kept = Kept { state, sum };
        }
    }

    async fn put(&self, key: &str, value: &Pieces) -> bool {
        let holds = |head: &Pieces| self.moment(head).is_some();
        let owned = Condition {
            key: HEAD,
            holds: &holds,
        };
        database::put(key, value, Some(owned)).await
    }

    /// From when the fleet is that a head stands for, if it is the owner's.
    fn moment(&self, head: &Pieces) -> Option<u64> {
        record::read_head(&head.at(0)?, &self.owner)
    }

    fn head(&self, as_of_ms: u64) -> Pieces {
        let head = Pieces::new();
        head.push(&record::write_head(&self.owner, as_of_ms));
        head
    }
}

/// What was written last: how the fleet stood, and a sum of its machines.
#[derive(Default)]
struct Kept {
    state: Complete,
    sum: u32,
}
