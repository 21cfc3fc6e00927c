//! Rows in an order, each found by the id of its machine.

use std::collections::HashMap;

use super::Row;
use crate::model::resource_id::ResourceId;

/// The rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowsById {
    rows: Vec<Row>,
    places: HashMap<ResourceId, usize>,
}

impl RowsById {
    /// All of them, in the order in which they came, unless some were taken out.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The place of a machine among them.
    pub fn place(&self, id: &ResourceId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The row of a machine.
    pub fn get(&self, id: &ResourceId) -> Option<&Row> {
        self.rows.get(self.place(id)?)
    }

    /// The row of a machine, to be changed.
    pub fn get_mut(&mut self, id: &ResourceId) -> Option<&mut Row> {
        let place = self.place(id)?;
        self.rows.get_mut(place)
    }

    /// Changes each row, but not whose it is.
    pub fn each(&mut self, change: &dyn Fn(&mut Row)) {
        self.rows.iter_mut().for_each(change);
    }

    /// Adds a row of a machine that has none yet.
    pub fn push(&mut self, row: Row) {
        self.places.insert(row.listed.id.clone(), self.rows.len());
        self.rows.push(row);
    }

    /// Takes a row out. The last one takes its place.
    pub fn take(&mut self, id: &ResourceId) -> Option<Row> {
        let place = self.places.remove(id)?;
        let row = self.rows.swap_remove(place);
        if let Some(moved) = self.rows.get(place) {
            self.places.insert(moved.listed.id.clone(), place);
        }
        Some(row)
    }

    /// Keeps those that stay, in their order, and gives the others.
    pub fn keep(&mut self, stays: &dyn Fn(&Row) -> bool) -> Vec<Row> {
        if self.rows.iter().all(stays) {
            return Vec::new();
        }
        let (stay, gone) = std::mem::take(self)
            .rows
            .into_iter()
            .partition::<Vec<_>, _>(|row| stays(row));
        stay.into_iter().for_each(|row| self.push(row));
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virtual_machine::Listed;

    fn id(name: &str) -> ResourceId {
        ResourceId::new(&["/subscriptions/p/machines/", name].concat())
    }

    fn rows(names: &[&str]) -> RowsById {
        let mut rows = RowsById::default();
        for name in names {
            let listed = Listed {
                id: id(name),
                name: (*name).into(),
                subscription: "".into(),
                resource_group: "".into(),
                location: "".into(),
            };
            rows.push(Row::new(listed, "p".into(), 0));
        }
        rows
    }

    fn names(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.listed.id.name()).collect()
    }

    fn expect_found(rows: &RowsById) {
        for (place, row) in rows.all().iter().enumerate() {
            assert_eq!(rows.place(&row.listed.id), Some(place));
        }
    }

    #[test]
    fn whatever_is_taken_out_the_others_are_found() {
        for name in ["a", "b", "d"] {
            let mut rows = rows(&["a", "b", "c", "d"]);
            let taken = rows.take(&id(name)).unwrap();
            assert_eq!(taken.listed.id, id(name));
            assert!(rows.get(&id(name)).is_none() && rows.take(&id(name)).is_none());
            assert_eq!(rows.all().len(), 3);
            expect_found(&rows);
        }
    }

    #[test]
    fn those_that_stay_keep_their_order() {
        let mut rows = rows(&["a", "b", "c", "d"]);
        assert!(rows.keep(&|_| true).is_empty());
        let gone = rows.keep(&|row| row.listed.id == id("B") || row.listed.id == id("d"));
        assert_eq!(
            (names(&gone), names(rows.all())),
            (vec!["a", "c"], vec!["b", "d"])
        );
        expect_found(&rows);
    }
}
