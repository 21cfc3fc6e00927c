//! What the service shows: entities with every property of `$metadata`, most of them null.

pub mod checkpoint;
pub mod cloud;
pub mod job;
pub mod machine;
pub mod role;

use crate::odata::{
    Entity,
    model::{EntityType, Kind},
};
use serde_json::Value;

/// The fields of a JSON object.
fn fields(value: Value) -> Entity {
    match value {
        Value::Object(fields) => fields,
        _ => Entity::new(),
    }
}

/// An entity with null for every property that it lacks, and an empty list for every list.
pub fn complete(entity_type: &EntityType, mut entity: Entity) -> Entity {
    for property in &entity_type.properties {
        if !entity.contains_key(&property.name) {
            let nothing = match property.kind {
                Kind::Collection(_) => Value::Array(Vec::new()),
                Kind::Primitive(_) | Kind::Complex(_) => Value::Null,
            };
            entity.insert(property.name.clone(), nothing);
        }
    }
    entity
}
