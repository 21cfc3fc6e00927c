//! The rows of the fleet: what is known of every machine. Plain data, so that it can be tested and replaced whole.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::backend::Part;
use crate::model::failure::Failure;
use crate::model::loaded::Loaded;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, Listed, SharedInstance};

/// One machine of the fleet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the list says.
    pub listed: Arc<Listed>,
    /// The part of the fleet it belongs to.
    pub part: Arc<str>,
    /// What reading the machine itself says.
    pub instance: Loaded<SharedInstance>,
}

/// All machines that are known, and how far reading them has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetRows {
    rows: Vec<Row>,
    places: HashMap<ResourceId, usize>,
    /// The machines that the present listing has named, to know which of the old ones are gone.
    named: HashSet<ResourceId>,
}

impl FleetRows {
    /// All rows, in the order in which they came.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The row of one machine.
    pub fn get(&self, id: &ResourceId) -> Option<&Row> {
        self.rows.get(*self.places.get(id)?)
    }

    /// How many machines have been read or have failed, of how many.
    pub fn progress(&self) -> (usize, usize) {
        let unread = |row: &&Row| matches!(row.instance, Loaded::Waiting | Loaded::Reading(None));
        (
            self.rows.len() - self.rows.iter().filter(unread).count(),
            self.rows.len(),
        )
    }

    /// A new listing begins: the old rows stay until it has named them or has not.
    pub fn begin_listing(&mut self) {
        self.named.clear();
    }

    /// Makes sure that a machine has a row, though no list has named it: somebody opened its address.
    pub fn ensure(&mut self, id: &ResourceId) {
        if !self.places.contains_key(id) {
            let part = id.subscription().unwrap_or_default();
            self.places.insert(id.clone(), self.rows.len());
            self.rows.push(Row {
                listed: Arc::new(Listed {
                    id: id.clone(),
                    name: id.name().to_owned(),
                    subscription: part.to_owned(),
                    resource_group: id.resource_group().unwrap_or_default().to_owned(),
                    location: String::new(),
                }),
                part: part.into(),
                instance: Loaded::Waiting,
            });
        }
    }

    /// Takes in machines of one part; returns the ids to read.
    pub fn add(&mut self, part: &Part, machines: Vec<Listed>) -> Vec<ResourceId> {
        let part_id: Arc<str> = part.id.as_str().into();
        let mut to_read = Vec::with_capacity(machines.len());
        for listed in machines {
            let id = listed.id.clone();
            if !self.named.insert(id.clone()) {
                // A page that repeats a machine must not show it twice.
                continue;
            }
            let known = self.places.get(&id).copied();
            match known.and_then(|place| self.rows.get_mut(place)) {
                Some(row) => {
                    row.listed = Arc::new(listed);
                    row.part = Arc::clone(&part_id);
                }
                None => {
                    self.places.insert(id.clone(), self.rows.len());
                    self.rows.push(Row {
                        listed: Arc::new(listed),
                        part: Arc::clone(&part_id),
                        instance: Loaded::Waiting,
                    });
                }
            }
            to_read.push(id);
        }
        to_read
    }

    /// One part was listed to its end: machines of it that were not named are gone.
    pub fn end_part(&mut self, part: &Part) {
        let named = &self.named;
        self.rows
            .retain(|row| *row.part != *part.id || named.contains(&row.listed.id));
        self.places = self
            .rows
            .iter()
            .enumerate()
            .map(|(place, row)| (row.listed.id.clone(), place))
            .collect();
    }

    /// Notes that a machine is being read.
    pub fn reading(&mut self, id: &ResourceId) {
        self.change(id, |instance| instance.reading());
    }

    /// Takes in what reading a machine gave.
    pub fn read(&mut self, id: &ResourceId, outcome: Result<SharedInstance, Failure>) {
        self.change(id, |instance| instance.after(outcome));
    }

    fn change(
        &mut self,
        id: &ResourceId,
        change: impl FnOnce(&Loaded<Arc<Instance>>) -> Loaded<Arc<Instance>>,
    ) {
        let place = self.places.get(id).copied();
        if let Some(row) = place.and_then(|place| self.rows.get_mut(place)) {
            row.instance = change(&row.instance);
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
        rows.begin_listing();
        rows.add(&part(), vec![listed("b"), listed("c")]);
        assert_eq!(names(&rows), ["a", "b", "c"]);
        rows.end_part(&part());
        assert_eq!(names(&rows), ["b", "c"]);
        assert!(rows.get(&listed("c").id).is_some());
        assert!(rows.get(&listed("a").id).is_none());
    }

    #[test]
    fn a_part_that_fails_keeps_its_old_rows() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a")]);
        rows.begin_listing();
        rows.end_part(&Part {
            id: "other".into(),
            name: String::new(),
        });
        assert_eq!(names(&rows), ["a"]);
    }

    #[test]
    fn a_machine_opened_by_its_address_has_a_row_until_its_part_turns_out_not_to_hold_it() {
        let mut rows = FleetRows::default();
        rows.ensure(&listed("a").id);
        rows.ensure(&listed("gone").id);
        rows.add(&part(), vec![listed("a")]);
        assert_eq!(names(&rows), ["a", "gone"]);
        rows.end_part(&part());
        assert_eq!(names(&rows), ["a"]);
    }

    #[test]
    fn the_progress_counts_machines_that_were_read_or_failed() {
        let mut rows = FleetRows::default();
        rows.add(&part(), vec![listed("a"), listed("b")]);
        assert_eq!(rows.progress(), (0, 2));
        rows.reading(&listed("a").id);
        rows.read(
            &listed("a").id,
            Err(Failure::new(FailureKind::NotFound, "none")),
        );
        assert_eq!(rows.progress(), (1, 2));
    }
}
