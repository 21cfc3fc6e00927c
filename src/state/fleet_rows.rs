//! The rows of the fleet: what is known of every machine. Plain data, so that it can be tested and replaced whole.

mod by_id;
mod past;
mod row;
pub mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::backend::{Found, Part};
use crate::model::failure::Failure;
use crate::model::loaded::Loaded;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Listed, SharedInstance};
use by_id::RowsById;
pub use row::Row;
use words::Words;

/// When something began, counted from one upwards: a later beginning has the larger number.
pub type Stamp = u64;

/// All machines that are known, and how far reading them has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetRows {
    rows: RowsById,
    /// Machines that no listing names (any more) but whose page may be open. They are in no list and no count.
    apart: RowsById,
    /// When the present listing began.
    listing: Stamp,
    /// Whether any listing has come to the end of a part of the fleet.
    is_listed: bool,
    /// From when the rows of an earlier visit are, in milliseconds of Unix time.
    as_of_ms: Option<u64>,
    words: Words,
    /// The beginnings of the ids of machines.
    folders: Words,
    names: Version,
}

/// Tells states of something apart: two that are alike have the same, and none has one that another state had before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version(u64);

impl Version {
    fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl FleetRows {
    /// The texts of the columns that share them.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Another one whenever machines came, went or have new names.
    pub fn names_version(&self) -> Version {
        self.names
    }

    /// The place of a machine among all rows.
    pub fn place(&self, id: &ResourceId) -> Option<usize> {
        self.rows.place(id)
    }

    /// All rows, in the order in which they came.
    pub fn all(&self) -> &[Row] {
        self.rows.all()
    }

    /// The row of one machine, also of one that no listing names.
    pub fn get(&self, id: &ResourceId) -> Option<&Row> {
        self.rows.get(id).or_else(|| self.apart.get(id))
    }

    /// Of how many machines that the present listing has named, how many have been read or have failed since it began.
    pub fn progress(&self) -> (usize, usize) {
        let named = || {
            self.rows
                .all()
                .iter()
                .filter(|row| row.named == self.listing)
        };
        let read = named().filter(|row| row.read > self.listing).count();
        (read, named().count())
    }

    /// Whether machines of a part are known, and whether the present listing has named one of them.
    pub fn knows(&self, part: &Part) -> (bool, bool) {
        let mut rows = self
            .rows
            .all()
            .iter()
            .filter(|row| row.is_of(part))
            .peekable();
        let is_known = rows.peek().is_some();
        (is_known, rows.any(|row| row.named == self.listing))
    }

    /// A new listing begins: the old rows stay until it has named them or has not.
    pub fn begin_listing(&mut self, began: Stamp) {
        self.listing = began;
    }

    /// Makes sure that a machine has a row, though no list has named it: somebody opened its address.
    pub fn ensure(&mut self, id: &ResourceId) {
        if self.get(id).is_none() {
            let part = id.subscription().unwrap_or_default();
            let listed = Listed {
                id: id.clone(),
                name: id.name().into(),
                subscription: part.into(),
                resource_group: id.resource_group().unwrap_or_default().into(),
                location: "".into(),
            };
            let mut row = Row::new(listed, part.into(), 0);
            row.note_texts(&mut self.words);
            self.apart.push(row);
        }
    }

    /// Takes in machines of one part; returns the ids to read: those of which the list did not tell all.
    pub fn add(&mut self, part: &Part, machines: Vec<Found>) -> Vec<ResourceId> {
        let part_id: Arc<str> = part.id.as_str().into();
        let mut to_read = Vec::with_capacity(machines.len());
        for Found {
            mut listed,
            instance,
        } in machines
        {
            self.share_id(&mut listed);
            let id = listed.id.clone();
            let mut row = Row::new(listed, Arc::clone(&part_id), self.listing);
            match self.rows.get_mut(&id) {
                // A page that repeats a machine must not have it read twice.
                Some(known) if known.named == self.listing => continue,
                Some(known) => {
                    row.instance = known.instance.clone();
                    row.read = known.read;
                    row.past = known.past && known.instance.known().is_some();
                    row.note_texts(&mut self.words);
                    if row.name() != known.name() {
                        self.names = Version::next();
                    }
                    *known = row;
                }
                None => {
                    if let Some(opened) = self.apart.take(&id) {
                        row.instance = opened.instance;
                        row.read = opened.read;
                        row.past = opened.past && row.instance.known().is_some();
                    }
                    row.note_texts(&mut self.words);
                    self.rows.push(row);
                    self.names = Version::next();
                }
            }
            match instance {
                // What the list tells was read after the listing began, and before whatever was read by itself since.
                Some(instance) => self.read(&id, self.listing + 1, Ok(instance)),
                None => to_read.push(id),
            }
        }
        to_read
    }

    /// Gives up the own copies of what the ids of machines have in common.
    fn share_id(&mut self, listed: &mut Listed) {
        let number = self.folders.number(listed.id.folder());
        if let Some(folder) = self.folders.shared(number) {
            listed.id.share(folder, listed.name.shared());
        }
    }

    /// One part was listed to its end: machines of it that were not named are gone.
    pub fn end_part(&mut self, part: &Part) {
        let listing = self.listing;
        self.is_listed = true;
        self.keep(&|row| row.named == listing || !row.is_of(part));
    }

    /// The whole fleet was listed: machines of a part that is none of these any more are gone.
    pub fn end_listing(&mut self, parts: &[Part]) {
        // With parts it knows what those know that were listed to their ends.
        self.is_listed |= parts.is_empty();
        self.keep(&|row| parts.iter().any(|part| row.is_of(part)));
    }

    /// The present listing could not tell of one part, or of any: what it has not named is from before.
    pub fn part_failed(&mut self, part: Option<&Part>) {
        let listing = self.listing;
        self.rows.each(&|row| {
            if row.named != listing && part.is_none_or(|part| row.is_of(part)) {
                row.old = true;
            }
        });
    }

    /// Puts the other rows apart: what was known of a machine stays for its page.
    fn keep(&mut self, stays: &dyn Fn(&Row) -> bool) {
        let gone = self.rows.keep(stays);
        if !gone.is_empty() {
            self.names = Version::next();
            gone.into_iter().for_each(|row| self.apart.push(row));
        }
    }

    /// Notes that a machine is being read.
    pub fn reading(&mut self, id: &ResourceId) {
        if let Some(row) = self.get_mut(id) {
            row.instance = row.instance.reading();
        }
    }

    /// Notes that a machine is not being read any more, and nothing came of it: it is as it was.
    pub fn given_up(&mut self, id: &ResourceId, before: Loaded<SharedInstance>) {
        if let Some(row) = self.get_mut(id).filter(|row| row.instance.is_reading()) {
            row.instance = before;
        }
    }

    /// Takes in what a reading gave that began at `began`. One that began before the newest says nothing any more.
    pub fn read(
        &mut self,
        id: &ResourceId,
        began: Stamp,
        outcome: Result<SharedInstance, Failure>,
    ) {
        // Not `get_mut`: the texts are borrowed beside the row.
        let row = self.rows.get_mut(id).or_else(|| self.apart.get_mut(id));
        let Some(row) = row.filter(|row| row.read <= began) else {
            return;
        };
        let renamed = match &outcome {
            Ok(instance) => !instance.name.is_empty() && instance.name != row.name(),
            Err(_) => false,
        };
        row.read = began;
        row.past &= outcome.is_err();
        row.old &= outcome.is_err();
        row.instance = row.instance.after(outcome);
        row.note_texts(&mut self.words);
        if renamed {
            self.names = Version::next();
        }
    }

    fn get_mut(&mut self, id: &ResourceId) -> Option<&mut Row> {
        self.rows.get_mut(id).or_else(|| self.apart.get_mut(id))
    }
}

#[cfg(test)]
mod tests;
