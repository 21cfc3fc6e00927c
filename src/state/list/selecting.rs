//! Selecting machines in the list.

use super::List;
use crate::model::resource_id::ResourceId;
use crate::state::fleet_rows::FleetRows;

impl List {
    /// Selects all machines that are found, those of folded groups among them, and keeps those that are selected already.
    pub fn select_found(self) {
        let ids = self.found_ids();
        self.selection.try_update(|selection| selection.add(ids));
    }

    /// Selects none of those that are found any more; what a search leaves out stays selected.
    pub fn leave_found(self) {
        let ids = self.found_ids();
        self.selection
            .try_update(|selection| selection.remove(&ids));
    }

    fn found_ids(self) -> Vec<ResourceId> {
        let places = self.places.get_untracked();
        let id = |rows: &FleetRows, place: &u32| {
            let row = rows.all().get(*place as usize);
            row.map(|row| row.listed.id.clone())
        };
        self.rows
            .with_untracked(|rows| places.iter().filter_map(|place| id(rows, place)).collect())
    }

    /// Selects the machines on the lines from one to another, both included, and keeps those that are selected already.
    pub fn select_lines(self, from: usize, to: usize) {
        let (first, last) = (from.min(to), from.max(to));
        let ids: Vec<ResourceId> = self.rows.with_untracked(|rows| {
            let id = |place: usize| rows.all().get(place).map(|row| row.listed.id.clone());
            let items = self.items.get_untracked();
            items.machines(first, last + 1).filter_map(id).collect()
        });
        self.selection.try_update(|selection| selection.add(ids));
    }

    /// How many of the selected machines are not found, and so stand on no line.
    pub fn selected_elsewhere(self) -> usize {
        let places = self.places.get();
        self.rows.with(|rows| {
            self.selection.with(|selection| {
                if selection.is_empty() {
                    return 0;
                }
                let is_selected = |place: &&u32| {
                    let row = rows.all().get(**place as usize);
                    row.is_some_and(|row| selection.contains(&row.listed.id))
                };
                selection.len() - places.iter().filter(is_selected).count()
            })
        })
    }
}
