//! The selected machines. One that a search leaves out stays selected, and is counted.

use std::collections::HashSet;

use crate::model::resource_id::ResourceId;

/// A set of machines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    ids: HashSet<ResourceId>,
}

impl Selection {
    /// How many machines are selected.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether this one is.
    pub fn contains(&self, id: &ResourceId) -> bool {
        self.ids.contains(id)
    }

    /// Selects a machine, or no longer.
    pub fn toggle(&mut self, id: ResourceId) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
    }

    /// Selects these as well.
    pub fn add(&mut self, ids: impl IntoIterator<Item = ResourceId>) {
        self.ids.extend(ids);
    }

    /// Selects these and no others.
    pub fn only(&mut self, ids: impl IntoIterator<Item = ResourceId>) {
        self.ids.clear();
        self.add(ids);
    }

    /// Selects none.
    pub fn clear(&mut self) {
        self.ids.clear();
    }

    /// The selected machines, in the order of their ids.
    pub fn ids(&self) -> Vec<ResourceId> {
        let mut ids: Vec<_> = self.ids.iter().cloned().collect();
        ids.sort();
        ids
    }
}

impl FromIterator<ResourceId> for Selection {
    fn from_iter<I: IntoIterator<Item = ResourceId>>(ids: I) -> Self {
        Self {
            ids: ids.into_iter().collect(),
        }
    }
}
