//! The rows of the fleet: what is known of every machine. Plain data, so that it can be tested and replaced whole.

use std::collections::HashMap;
use std::sync::Arc;

use crate::backend::{Found, Part};
use crate::model::failure::Failure;
use crate::model::loaded::Loaded;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Listed, SharedInstance};

/// One machine of the fleet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the list says.
    pub listed: Arc<Listed>,
    /// The part of the fleet it belongs to.
    pub part: Arc<str>,
    /// What reading the machine itself says.
    pub instance: Loaded<SharedInstance>,
    /// The listing that named it last.
    named: Stamp,
    /// When the newest reading that was taken in began; zero before the first.
    read: Stamp,
}

impl Row {
    /// The machine's name. The machine itself knows better than an address that somebody opened.
    pub fn name(&self) -> &str {
        match self.instance.known() {
            Some(known) if !known.name.is_empty() => &known.name,
            _ => &self.listed.name,
        }
    }
}

/// When something began, counted from one upwards: a later beginning has the larger number.
pub type Stamp = u64;

/// All machines that are known, and how far reading them has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetRows {
    rows: Vec<Row>,
    places: HashMap<ResourceId, usize>,
    /// Machines that no listing names (any more) but whose page may be open. They are in no list and no count.
    apart: Vec<Row>,
    /// When the present listing began.
    listing: Stamp,
}

impl FleetRows {
    /// All rows, in the order in which they came.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The row of one machine, also of one that no listing names.
    pub fn get(&self, id: &ResourceId) -> Option<&Row> {
        match self.places.get(id) {
            Some(place) => self.rows.get(*place),
            None => self.apart.iter().find(|row| row.listed.id == *id),
        }
    }

    /// Of how many machines that the present listing has named, how many have been read or have failed since it began.
    pub fn progress(&self) -> (usize, usize) {
        let named = || self.rows.iter().filter(|row| row.named == self.listing);
        let read = named().filter(|row| row.read > self.listing).count();
        (read, named().count())
    }

    /// A new listing begins: the old rows stay until it has named them or has not.
    pub fn begin_listing(&mut self, began: Stamp) {
        self.listing = began;
    }

    /// Makes sure that a machine has a row, though no list has named it: somebody opened its address.
    pub fn ensure(&mut self, id: &ResourceId) {
        if self.get(id).is_none() {
            let part = id.subscription().unwrap_or_default();
            self.apart.push(Row {
                listed: Arc::new(Listed {
                    id: id.clone(),
                    name: id.name().to_owned(),
                    subscription: part.to_owned(),
                    resource_group: id.resource_group().unwrap_or_default().to_owned(),
                    location: String::new(),
                }),
                part: part.into(),
                instance: Loaded::Waiting,
                named: 0,
                read: 0,
            });
        }
    }

    /// Takes in machines of one part; returns the ids to read: those of which the list did not tell all.
    pub fn add(&mut self, part: &Part, machines: Vec<Found>) -> Vec<ResourceId> {
        let part_id: Arc<str> = part.id.as_str().into();
        let mut to_read = Vec::with_capacity(machines.len());
        for Found { listed, instance } in machines {
            let id = listed.id.clone();
            let known = self.places.get(&id).copied();
            let mut row = Row {
                listed: Arc::new(listed),
                part: Arc::clone(&part_id),
                instance: Loaded::Waiting,
                named: self.listing,
                read: 0,
            };
            match known.and_then(|place| self.rows.get_mut(place)) {
                // A page that repeats a machine must not have it read twice.
                Some(known) if known.named == self.listing => continue,
                Some(known) => {
                    row.instance = known.instance.clone();
                    row.read = known.read;
                    *known = row;
                }
                None => {
                    let apart = self.apart.iter().position(|other| other.listed.id == id);
                    if let Some(opened) = apart.map(|place| self.apart.swap_remove(place)) {
                        row.instance = opened.instance;
                        row.read = opened.read;
                    }
                    self.places.insert(id.clone(), self.rows.len());
                    self.rows.push(row);
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

    /// One part was listed to its end: machines of it that were not named are gone.
    pub fn end_part(&mut self, part: &Part) {
        let listing = self.listing;
        self.keep(&|row| row.named == listing || !row.part.eq_ignore_ascii_case(&part.id));
    }

    /// The whole fleet was listed: machines of a part that is none of these any more are gone.
    pub fn end_listing(&mut self, parts: &[Part]) {
        self.keep(&|row| {
            parts
                .iter()
                .any(|part| row.part.eq_ignore_ascii_case(&part.id))
        });
    }

    /// Puts the other rows apart: what was known of a machine stays for its page.
    fn keep(&mut self, stays: &dyn Fn(&Row) -> bool) {
        let (rows, gone) = std::mem::take(&mut self.rows)
            .into_iter()
            .partition(|row| stays(row));
        self.rows = rows;
        self.apart.extend::<Vec<_>>(gone);
        self.places = self
            .rows
            .iter()
            .enumerate()
            .map(|(place, row)| (row.listed.id.clone(), place))
            .collect();
    }

    /// Notes that a machine is being read.
    pub fn reading(&mut self, id: &ResourceId) {
        if let Some(row) = self.get_mut(id) {
            row.instance = row.instance.reading();
        }
    }

    /// Takes in what a reading gave that began at `began`. One that began before the newest says nothing any more.
    pub fn read(
        &mut self,
        id: &ResourceId,
        began: Stamp,
        outcome: Result<SharedInstance, Failure>,
    ) {
        if let Some(row) = self.get_mut(id).filter(|row| row.read <= began) {
            row.read = began;
            row.instance = row.instance.after(outcome);
        }
    }

    fn get_mut(&mut self, id: &ResourceId) -> Option<&mut Row> {
        match self.places.get(id) {
            Some(place) => self.rows.get_mut(*place),
            None => self.apart.iter_mut().find(|row| row.listed.id == *id),
        }
    }
}

#[cfg(test)]
mod tests;
