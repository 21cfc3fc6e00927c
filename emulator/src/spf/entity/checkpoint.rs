//! A checkpoint as the service shows it.

use super::fields;
use crate::{
    datacenter::{
        checkpoint::{Checkpoint, Checkpoints},
        machine::Instance,
    },
    odata::Entity,
    options::{SpfOptions, spf::ParentIds},
    spf::moment,
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// A checkpoint among the others of its machine.
pub fn shown(
    checkpoint: &Checkpoint,
    all: &Checkpoints,
    instance: &Instance,
    options: &SpfOptions,
    now: OffsetDateTime,
) -> Entity {
    fields(json!({
        "Accessibility": "Public",
        "AddedTime": moment::written(checkpoint.vmm.added, options),
        "CheckpointID": hypervisor_id(checkpoint, now),
        "Description": checkpoint.description,
        "Enabled": true,
        "ID": checkpoint.vmm.id,
        "ModifiedTime": moment::written(checkpoint.vmm.modified, options),
        "Name": checkpoint.name,
        "ParentCheckpointID": parent(checkpoint, all, options, now),
        "StampId": instance.server.stamp,
        "VMId": instance.vmm_id,
    }))
}

/// A checkpoint that was just taken, as the answer to its creation shows it: neither the hypervisor's id nor the parent is
/// known yet (recorded: both are null).
pub fn fresh(
    checkpoint: &Checkpoint,
    all: &Checkpoints,
    instance: &Instance,
    options: &SpfOptions,
    now: OffsetDateTime,
) -> Entity {
    let mut entity = shown(checkpoint, all, instance, options, now);
    for name in ["CheckpointID", "ParentCheckpointID"] {
        entity.insert(name.into(), Value::Null);
    }
    entity
}

/// Null until VMM has refreshed the machine after the creation.
fn hypervisor_id(checkpoint: &Checkpoint, now: OffsetDateTime) -> Value {
    if checkpoint.vmm.refreshed <= now {
        json!(checkpoint.id)
    } else {
        Value::Null
    }
}

/// Null for a root. Assumption: also where the hypervisor names a parent that is no checkpoint, unless orphans are wanted.
fn parent(
    checkpoint: &Checkpoint,
    all: &Checkpoints,
    options: &SpfOptions,
    now: OffsetDateTime,
) -> Value {
    let parent = checkpoint.parent.and_then(|parent| all.find(parent));
    match (parent, options.parent_ids) {
        (None, _) if options.orphans => json!(checkpoint.parent),
        (None, _) => Value::Null,
        (Some(parent), ParentIds::Id) => json!(parent.vmm.id),
        (Some(parent), ParentIds::CheckpointId) => hypervisor_id(parent, now),
    }
}
