//! A machine as the VMM service writes it, as the console's own.
//!
//! Most of a machine's 132 properties are null. The service's clients disagree on the case of some names.

use serde_json::Value;

use super::address::MachineKey;
use super::time::unix_ms;
use crate::config::Guid;
use crate::http::field;
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::shared_text::SharedText;
use crate::model::virtual_machine::{CheckpointType, Hardware, Instance, Listed, PowerState};

/// How VMM writes an id that is none.
pub const NONE: &str = "00000000-0000-0000-0000-000000000000";

/// The keys of an entity; without both it can be neither read again nor acted upon.
pub fn key(entity: &Value) -> Option<MachineKey> {
    Some(MachineKey {
        stamp: Guid::parse(field::text(entity, "StampId"))?,
        id: Guid::parse(field::text(entity, "ID"))?,
    })
}

/// The machine for a list.
pub fn listed(entity: &Value) -> Option<Listed> {
    let key = key(entity)?;
    let name = field::text(entity, "Name");
    Some(Listed {
        id: key.resource_id(),
        name: if name.is_empty() {
            key.id.as_str()
        } else {
            name
        }
        .into(),
        subscription: SharedText::default(),
        resource_group: SharedText::default(),
        location: SharedText::default(),
    })
}

/// The machine itself. `cloud` is the name of its cloud, or empty.
///
/// `None` without its checkpoints: a machine must not be taken for one whose checkpoints are all gone.
pub fn instance(entity: &Value, cloud: String) -> Option<Instance> {
    let list = expanded(entity)?;
    let owner = entity.get("Owner").unwrap_or(&Value::Null);
    let more = [
        ("Owner", field::text(owner, "UserName")),
        ("Description", field::text(entity, "Description")),
        ("Stamp", field::text(entity, "StampId")),
    ];
    let more = more.map(|(term, value)| (term, value.to_owned()));
    Some(Instance {
        name: field::text(entity, "Name").into(),
        power: power(entity),
        provisioning: SharedText::default(),
        checkpoint_type: CheckpointType::default(),
        operating_system: operating_system(entity).into(),
        computer_name: field::text(entity, "ComputerName").into(),
        server: field::text(entity, "VMHostName").into(),
        cloud: cloud.into(),
        hardware: hardware(entity),
        current: id(any_case(entity, "LastRestoredCheckpointId"))
            .map(|current| in_id_space(list, current)),
        checkpoints: list
            .iter()
            .filter_map(|own| checkpoint(own, list))
            .collect(),
        more: more.into(),
    })
}

/// The checkpoints that were asked for with the machine: a list, or for a server of the older form an object around it.
/// A part of them, with a link to the rest, is none: what it lacks would be taken for deleted.
fn expanded(entity: &Value) -> Option<&[Value]> {
    if any_case(entity, "VMCheckpoints@odata.nextLink").is_some_and(|link| !link.is_null()) {
        return None;
    }
    let expanded = any_case(entity, "VMCheckpoints")?;
    let list = expanded.get("results").unwrap_or(expanded);
    list.as_array().map(Vec::as_slice)
}

fn checkpoint(entity: &Value, all: &[Value]) -> Option<Checkpoint> {
    Some(Checkpoint {
        parent: id(entity.get("ParentCheckpointID")).map(|parent| in_id_space(all, parent)),
        name: field::text(entity, "Name").to_owned(),
        description: field::text(entity, "Description").to_owned(),
        taken_ms: unix_ms(field::text(entity, "AddedTime")),
        usable: entity.get("Enabled") != Some(&Value::Bool(false)),
        ..Checkpoint::of(id(entity.get("ID"))?)
    })
}

/// The id of the checkpoint that `reference` names by its ID, or by its CheckpointID (the one on the host): no document
/// says which of the two a parent is named by (Assumption: one of them). What names none stays as it is, so that an orphan is a root.
fn in_id_space(all: &[Value], reference: CheckpointId) -> CheckpointId {
    let named = |name: &str| {
        all.iter()
            .find(|entity| id(entity.get(name)).as_ref() == Some(&reference))
    };
    named("ID")
        .or_else(|| named("CheckpointID"))
        .and_then(|entity| id(entity.get("ID")))
        .unwrap_or(reference)
}

fn id(value: Option<&Value>) -> Option<CheckpointId> {
    CheckpointId::new(value?.as_str()?).filter(|id| id.as_str() != NONE)
}

/// VMM's words are an open set. The one for people is shown where the other is not understood.
fn power(entity: &Value) -> PowerState {
    let shown = field::text(entity, "StatusString");
    match PowerState::parse(field::text(entity, "Status")) {
        PowerState::Other(word) if shown.is_empty() => PowerState::Other(word),
        PowerState::Other(_) => PowerState::Other(shown.to_owned()),
        known => known,
    }
}

fn operating_system(entity: &Value) -> String {
    let instance = entity
        .get("OperatingSystemInstance")
        .unwrap_or(&Value::Null);
    let name = field::text(instance, "Name");
    if name.is_empty() {
        field::text(entity, "OperatingSystem").to_owned()
    } else {
        name.to_owned()
    }
}

fn hardware(entity: &Value) -> Hardware {
    let small = |name| field::number(entity, name).and_then(|number| u32::try_from(number).ok());
    Hardware {
        processors: small("CPUCount"),
        memory_mb: field::number(entity, "Memory"),
        disks: 0,
        disks_gb: None,
        generation: small("Generation").filter(|generation| *generation > 0),
        highly_available: field::is_true(entity, "IsHighlyAvailable"),
    }
}

/// The value of a property whatever the case of its name.
pub fn any_case<'a>(entity: &'a Value, name: &str) -> Option<&'a Value> {
    let map = entity.as_object()?;
    map.get(name).or_else(|| {
        map.iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests;
