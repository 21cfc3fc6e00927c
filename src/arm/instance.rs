//! A virtual machine instance as Microsoft.ScVmm writes it, as the console's `Instance`.
//!
//! Recorded documents leave out what is not known, write booleans as text, and give `lastRestoredVMCheckpoint` as `{}`
//! when there is none.

use serde_json::Value;

use super::address;
use super::client::Client;
use super::error;
use crate::http::field;
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::shared_text::SharedText;
use crate::model::virtual_machine::{CheckpointType, Hardware, Instance, PowerState};

/// Reads the virtual machine behind an Arc machine.
///
/// # Errors
/// When the service refuses, or its answer is no virtual machine.
pub async fn read(client: &Client, machine: &ResourceId) -> Result<Instance, Failure> {
    let url = client.address(&address::instance(machine));
    let answer = client.get(&url, "virtualMachineInstances").await?;
    let document = field::body(&answer.response.body).unwrap_or_default();
    of(&document)
        .ok_or_else(|| error::unreadable(&answer, "The service's answer is not a virtual machine."))
}

/// The machine in a document. `None` without its properties: an empty machine must not be taken for one whose
/// checkpoints are all gone.
pub fn of(document: &Value) -> Option<Instance> {
    document
        .get("properties")
        .filter(|value| value.is_object())
        .map(of_properties)
}

/// The machine with these properties.
fn of_properties(properties: &Value) -> Instance {
    let part = |name: &str| properties.get(name).unwrap_or(&Value::Null);
    of_parts(
        properties,
        part("infrastructureProfile"),
        part("osProfile"),
        part("hardwareProfile"),
        part("storageProfile"),
    )
}

/// The machine of a row that has all parts of one beside each other. No two parts have a name in common.
pub fn of_row(row: &Value) -> Instance {
    of_parts(row, row, row, row, row)
}

fn of_parts(
    properties: &Value,
    place: &Value,
    system: &Value,
    hardware: &Value,
    storage: &Value,
) -> Instance {
    Instance {
        power: PowerState::parse(field::text(properties, "powerState")),
        provisioning: field::text(properties, "provisioningState").into(),
        checkpoint_type: CheckpointType::parse(field::text(place, "checkpointType")),
        operating_system: operating_system(system).into(),
        computer_name: field::text(system, "computerName").into(),
        name: SharedText::default(),
        more: Vec::new(),
        server: last_segment(field::text(place, "vmmServerId")).into(),
        cloud: last_segment(field::text(place, "cloudId")).into(),
        hardware: hardware_of(hardware, storage, place),
        checkpoints: field::list(place, "checkpoints")
            .iter()
            .filter_map(checkpoint)
            .collect(),
        current: place
            .get("lastRestoredVMCheckpoint")
            .and_then(|last| CheckpointId::new(field::text(last, "checkpointID"))),
    }
}

/// Without an id it can be neither deleted nor restored, nor be anybody's parent: it is left out.
fn checkpoint(document: &Value) -> Option<Checkpoint> {
    Some(Checkpoint {
        parent: CheckpointId::new(field::text(document, "parentCheckpointID")),
        name: field::text(document, "name").to_owned(),
        description: field::text(document, "description").to_owned(),
        ..Checkpoint::of(CheckpointId::new(field::text(document, "checkpointID"))?)
    })
}

/// `osSku` is a name for people (`Windows Server 2019 Datacenter`); without it, the type and the version.
fn operating_system(profile: &Value) -> String {
    let sku = field::text(profile, "osSku");
    if !sku.is_empty() {
        return sku.to_owned();
    }
    let words = [
        field::text(profile, "osType"),
        field::text(profile, "osVersion"),
    ];
    words.join(" ").trim().to_owned()
}

fn hardware_of(profile: &Value, storage: &Value, place: &Value) -> Hardware {
    let small = |object: &Value, name: &str| {
        field::number(object, name).and_then(|number| u32::try_from(number).ok())
    };
    let disks = field::list(storage, "disks");
    // `diskSizeGB` is what a dynamic disk takes at present, and 0 for a differencing one.
    let sizes = disks
        .iter()
        .filter_map(|disk| field::number(disk, "maxDiskSizeGB"));
    Hardware {
        processors: small(profile, "cpuCount"),
        memory_mb: field::number(profile, "memoryMB"),
        disks: disks.len(),
        disks_gb: sizes.reduce(u64::saturating_add),
        generation: small(place, "generation"),
        highly_available: field::is_true(profile, "isHighlyAvailable"),
    }
}

fn last_segment(id: &str) -> &str {
    id.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
