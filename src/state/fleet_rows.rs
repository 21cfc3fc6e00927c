//! The rows of the fleet: what is known of every machine. Plain data, so that it can be tested and replaced whole.

use std::collections::HashMap;
use std::sync::Arc;

use crate::backend::Part;
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

    /// Takes in machines of one part; returns the ids to read.
    pub fn add(&mut self, part: &Part, machines: Vec<Listed>) -> Vec<ResourceId> {
        let part_id: Arc<str> = part.id.as_str().into();
        let mut to_read = Vec::with_capacity(machines.len());
        for listed in machines {
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
            to_read.push(id);
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
mod tests {
    use super::*;
    use crate::model::failure::FailureKind;

    fn part() -> Part {
        Part {
            id: "p".into(),
            name: "Production".into(),
        }
    }

    fn listed(name: &str) -> Listed {
        Listed {
            id: ResourceId::new(&format!("/subscriptions/p/machines/{name}")),
            name: name.into(),
            subscription: "Production".into(),
            resource_group: "rg".into(),
            location: String::new(),
        }
    }

    fn failed() -> Result<SharedInstance, Failure> {
        Err(Failure::new(FailureKind::NotFound, "none"))
    }

    fn names(rows: &FleetRows) -> Vec<&str> {
        rows.all()
            .iter()
            .map(|row| row.listed.name.as_str())
            .collect()
    }

    #[test]
    fn a_machine_that_is_named_twice_in_one_listing_is_one_row() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a"), listed("A")]);
        assert_eq!(names(&rows), ["a"]);
    }

    #[test]
    fn a_new_listing_keeps_the_old_rows_until_their_part_is_read_to_its_end() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a"), listed("b")]);
        rows.begin_listing(1);
        rows.add(&part(), vec![listed("b"), listed("c")]);
        assert_eq!(names(&rows), ["a", "b", "c"]);
        rows.end_part(&part());
        assert_eq!(names(&rows), ["b", "c"]);
        assert!(rows.get(&listed("c").id).is_some());
        let gone = rows.get(&listed("a").id);
        assert!(gone.is_some(), "its page may be open");
    }

    #[test]
    fn a_part_that_fails_keeps_its_old_rows() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a")]);
        rows.begin_listing(1);
        rows.end_part(&Part {
            id: "other".into(),
            name: String::new(),
        });
        assert_eq!(names(&rows), ["a"]);
    }

    #[test]
    fn a_machine_opened_by_its_address_is_not_listed_until_a_listing_names_it() {
        let mut rows = FleetRows::default();
        rows.ensure(&listed("a").id);
        rows.ensure(&listed("gone").id);
        assert_eq!(names(&rows), [""; 0]);
        rows.read(&listed("a").id, 1, failed());
        rows.add(&part(), vec![listed("a")]);
        assert_eq!(names(&rows), ["a"]);
        let failure = rows.get(&listed("a").id).unwrap().instance.failure();
        assert!(failure.is_some(), "what was read before it was named stays");
    }

    #[test]
    fn why_a_machine_that_is_gone_could_not_be_read_is_kept_for_its_page() {
        let mut rows = FleetRows::default();
        rows.ensure(&listed("gone").id);
        rows.reading(&listed("gone").id);
        rows.end_part(&part());
        rows.end_listing(&[part()]);
        rows.read(&listed("gone").id, 1, failed());
        let row = rows.get(&listed("gone").id).unwrap();
        assert!(row.instance.failure().is_some());
        assert_eq!(rows.all(), []);
        assert_eq!(rows.progress(), (0, 0));
    }

    #[test]
    fn machines_of_a_part_that_is_not_there_any_more_are_gone_when_the_listing_ends() {
        let other = Part {
            id: "q".into(),
            name: "Lost".into(),
        };
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a")]);
        rows.add(&other, vec![listed("lost")]);
        rows.begin_listing(1);
        rows.end_listing(&[Part {
            id: "P".into(),
            ..part()
        }]);
        assert_eq!(names(&rows), ["a"]);
    }

    #[test]
    fn a_part_is_the_same_in_any_case() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a")]);
        rows.begin_listing(1);
        rows.end_part(&Part {
            id: "P".into(),
            ..part()
        });
        assert_eq!(names(&rows), [""; 0]);
    }

    #[test]
    fn a_reading_that_began_before_the_newest_is_passed_over() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a")]);
        rows.read(&listed("a").id, 2, failed());
        let newest = rows.clone();
        let older = Failure::new(FailureKind::NetworkLost, "older");
        rows.read(&listed("a").id, 1, Err(older));
        assert_eq!(rows, newest);
    }

    #[test]
    fn the_progress_counts_machines_that_were_read_or_failed() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a"), listed("b")]);
        assert_eq!(rows.progress(), (0, 2));
        rows.reading(&listed("a").id);
        rows.read(&listed("a").id, 1, failed());
        assert_eq!(rows.progress(), (1, 2));
        rows.begin_listing(2);
        rows.add(&part(), vec![listed("a")]);
        assert_eq!(rows.progress(), (0, 1), "it is read anew");
        rows.read(&listed("a").id, 3, failed());
        assert_eq!(rows.progress(), (1, 1));
    }
}
