//! The part of an address after the service's root.

mod segments;

use super::fault::Fault;
use super::key::Key;
use super::model::{EntitySet, Kind, Model, Navigation};
use std::sync::Arc;

/// What an address names.
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// The service document.
    ServiceDocument,
    /// `$metadata`.
    Metadata,
    /// Entities, or something of them.
    Resource(Resource),
}

/// Entities, or something of them: `VirtualMachines(…)/VMCheckpoints/$count`.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The set that the address begins with.
    pub set: Arc<EntitySet>,
    /// The key behind it.
    pub key: Option<Key>,
    /// Navigation from there on.
    pub steps: Vec<Step>,
    /// The set of the entities at the end of the steps; `set` itself without steps.
    pub target: Arc<EntitySet>,
    /// Whether there may be many entities at the end of the steps.
    pub many: bool,
    /// What of them.
    pub ending: Ending,
}

/// One navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The navigation property.
    pub navigation: Navigation,
    /// A key behind it.
    pub key: Option<Key>,
}

/// What of the entities is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// They themselves.
    Whole,
    /// How many they are: `/$count`.
    Count,
    /// One property of one entity.
    Property {
        /// Names, from the entity inwards: `Owner`, `UserName`.
        names: Vec<String>,
        /// The type of the last.
        kind: Kind,
        /// Whether its bare value is asked for: `/$value`.
        raw: bool,
    },
}

impl Path {
    /// Reads what follows the root, as it came, with or without the leading slash and without the query.
    ///
    /// # Errors
    /// 404 for names that there are not, 400 for what cannot be read, 501 for `$links` and `$batch`.
    pub fn parse(model: &Model, after_root: &str) -> Result<Self, Fault> {
        segments::read(model, after_root)
    }
}

#[cfg(test)]
mod tests;
