//! The fleet of an earlier visit: shown until this one knows better, and what the next visit may be told.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;

use super::{Fleet, Phase};
use crate::http::transport::Timer;
use crate::state::attention::Attention;
use crate::state::fleet_rows::Stamp;
use crate::state::remembered_fleet::record::Past;

/// A fleet that has been listed to its end, and how far it has been read since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Complete {
    /// When the listing ended (milliseconds of Unix time).
    pub listed_ms: u64,
    /// When the newest reading that was taken in began.
    pub read: Stamp,
    /// The moment (milliseconds of Unix time) from which the oldest in it is.
    pub as_of_ms: u64,
}

impl Fleet {
    /// The clock by which it is read, and whether somebody looks.
    pub fn surroundings(self) -> Option<(Rc<dyn Timer>, Rc<dyn Attention>)> {
        self.inner
            .try_with_value(|inner| (Rc::clone(&inner.timer), Rc::clone(&inner.attention)))
    }

    /// Shows machines that an earlier visit knew, as they were at that moment (milliseconds of Unix time).
    pub fn remember(self, past: Vec<Past>, as_of_ms: u64) {
        self.rows.try_update(|rows| rows.remember(past, as_of_ms));
    }

    /// How the fleet stands, if it has been listed to its end and is not being listed anew.
    pub fn complete(self) -> Option<Complete> {
        let listed_ms = self
            .inner
            .try_with_value(|inner| inner.complete_ms.get())??;
        let phase = self
            .progress
            .try_with_untracked(|progress| progress.phase)?;
        if phase == Phase::Listing {
            return None;
        }
        self.rows.try_with_untracked(|rows| Complete {
            listed_ms,
            read: rows.newest_reading(),
            as_of_ms: rows.as_of_ms().unwrap_or(listed_ms),
        })
    }

    /// Those of a range of rows that a listing has named, as the next visit reads them; `None` past the last row.
    pub fn write(self, range: Range<usize>) -> Option<Vec<u8>> {
        self.rows.try_with_untracked(|rows| rows.write(range))?
    }
}
