//! A line of the list, known again whatever is sorted, searched or read: the machine on it, or the group that it heads.

use std::sync::Arc;

use crate::model::resource_id::ResourceId;
use crate::state::fleet_rows::FleetRows;
use crate::state::view::items::{Item, Items};

/// What stands on a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A machine.
    Machine(ResourceId),
    /// The heading of a group, by its label.
    Group(Arc<str>),
}

impl Line {
    /// What stands on the line at this place.
    pub fn at(items: &Items, rows: &FleetRows, place: usize) -> Option<Self> {
        Some(match items.get(place)? {
            Item::Group { label, .. } => Self::Group(label),
            Item::Machine(row) => Self::Machine(rows.all().get(row)?.listed.id.clone()),
        })
    }

    /// Its place among the lines, if it is on one.
    pub fn place(&self, items: &Items, rows: &FleetRows) -> Option<usize> {
        match self {
            Self::Machine(id) => items.line_of(rows.place(id)?),
            Self::Group(label) => (0..items.len())
                .filter(|place| items.machine(*place).is_none())
                .find(|place| matches!(items.get(*place), Some(Item::Group { label: other, .. }) if other == *label)),
        }
    }

    /// The machine on it.
    pub fn machine(&self) -> Option<&ResourceId> {
        match self {
            Self::Machine(id) => Some(id),
            Self::Group(_) => None,
        }
    }
}
