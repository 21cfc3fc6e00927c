//! The key of an entity.

use super::Entity;
use super::literal::Literal;
use super::model::EntityType;
use uuid::Uuid;

/// The values of a key, in the order the type declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(pub(super) Vec<(String, Literal)>);

impl Key {
    /// The key of an entity, if it has it.
    pub fn of(entity_type: &EntityType, entity: &Entity) -> Option<Self> {
        let _ = (entity_type, entity);
        None
    }

    /// A part of the key.
    pub fn get(&self, name: &str) -> Option<&Literal> {
        self.0
            .iter()
            .find(|(part, _)| part == name)
            .map(|(_, value)| value)
    }

    /// A part of the key that is a GUID.
    pub fn guid(&self, name: &str) -> Option<Uuid> {
        match self.get(name) {
            Some(Literal::Guid(guid)) => Some(*guid),
            _ => None,
        }
    }
}
