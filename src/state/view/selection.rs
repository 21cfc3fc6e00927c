//! The selected machines. One that a search leaves out stays selected, and is counted.

use std::collections::HashSet;

use super::order::sort;
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

    /// Selects these no longer.
    pub fn remove(&mut self, ids: &[ResourceId]) {
        for id in ids {
            self.ids.remove(id);
        }
    }

    /// Selects none.
    pub fn clear(&mut self) {
        self.ids.clear();
    }

    /// The selected machines, in the order of their ids.
    pub fn ids(&self) -> Vec<ResourceId> {
        let ids: Vec<_> = self.ids.iter().collect();
        let mut places: Vec<u32> = (0..u32::try_from(ids.len()).unwrap_or_default()).collect();
        let id = |place: u32| ids.get(place as usize);
        sort(&mut places, &|a, b| id(a).cmp(&id(b)));
        places
            .into_iter()
            .filter_map(id)
            .map(|id| (*id).clone())
            .collect()
    }
}

impl FromIterator<ResourceId> for Selection {
    fn from_iter<I: IntoIterator<Item = ResourceId>>(ids: I) -> Self {
        Self {
            ids: ids.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<ResourceId> {
        names.iter().map(|name| ResourceId::new(name)).collect()
    }

    #[test]
    fn a_machine_is_selected_once_whatever_its_case() {
        let mut selection: Selection = ids(&["/s/b", "/s/a"]).into_iter().collect();
        selection.add(ids(&["/S/A", "/s/c"]));
        assert_eq!(selection.len(), 3);
        assert_eq!(selection.ids(), ids(&["/s/a", "/s/b", "/s/c"]));
        selection.toggle(ResourceId::new("/s/B"));
        assert!(!selection.contains(&ResourceId::new("/s/b")));
        selection.remove(&ids(&["/s/C", "/s/x"]));
        assert_eq!(selection.ids(), ids(&["/s/a"]));
        selection.clear();
        assert!(selection.is_empty());
    }
}
