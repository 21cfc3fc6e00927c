//! The fleet as bytes: a head that says whose it is and from when, and the machines in pieces.
//!
//! Anything that is not exactly as it was written gives nothing: the fleet is then read as on a first visit.

use std::sync::Arc;

use super::bytes::{Reader, Writer};
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{
    CheckpointType, Hardware, Instance, Listed, PowerState, SharedInstance,
};

/// Of the form below: a change of it needs another one.
const VERSION: u64 = 2;

/// What was known of one machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// What a list said of it.
    pub listed: Listed,
    /// The part of the fleet that it belonged to.
    pub part: Arc<str>,
    /// What reading it said; `None` if it had not been read.
    pub instance: Option<SharedInstance>,
}

/// Writes the head: whose fleet it is, and the moment (milliseconds of Unix time) at which it was so.
pub fn write_head(owner: &str, as_of_ms: u64) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(VERSION);
    writer.text(owner);
    writer.number(as_of_ms);
    writer.sealed()
}

/// Reads the moment. `None` if it is of another version, or somebody else's.
pub fn read_head(bytes: &[u8], owner: &str) -> Option<u64> {
    let mut reader = Reader::open(bytes);
    let is_own = reader.number() == VERSION && reader.text() == *owner;
    let as_of_ms = reader.number();
    (is_own && reader.is_whole() && reader.is_at_end()).then_some(as_of_ms)
}

/// Writes one machine.
pub fn write<'a>(
    writer: &mut Writer<'a>,
    listed: &'a Listed,
    part: &'a str,
    instance: Option<&'a SharedInstance>,
) {
    writer.line();
    for text in [
        listed.id.folder().as_str(),
        listed.id.name(),
        &listed.name,
        &listed.subscription,
        &listed.resource_group,
        &listed.location,
        part,
    ] {
        writer.text(text);
    }
    writer.number(instance.is_some().into());
    if let Some(instance) = instance {
        write_instance(writer, instance);
    }
}

/// Reads the machines of one piece, behind others. `false` if it is damaged; what was read of it is then of no use.
pub fn read(bytes: &[u8], machines: &mut Vec<Past>) -> bool {
    let mut reader = Reader::open(bytes);
    while !reader.is_at_end() {
        reader.line();
        machines.push(Past {
            listed: Listed {
                id: ResourceId::within(reader.text(), reader.text()),
                name: reader.text(),
                subscription: reader.text(),
                resource_group: reader.text(),
                location: reader.text(),
            },
            part: Arc::clone(reader.text().shared()),
            instance: (reader.number() != 0).then(|| Arc::new(read_instance(&mut reader))),
        });
    }
    reader.is_whole()
}

fn write_instance<'a>(writer: &mut Writer<'a>, instance: &'a Instance) {
    let power = match &instance.power {
        PowerState::Other(word) => word.as_str(),
        known => known.word(),
    };
    let checkpoint_type = match &instance.checkpoint_type {
        CheckpointType::ProductionOnly => "ProductionOnly",
        other => other.word(),
    };
    for text in [
        instance.name.as_str(),
        power,
        &instance.provisioning,
        checkpoint_type,
        &instance.operating_system,
        &instance.computer_name,
        &instance.server,
        &instance.cloud,
        instance.current.as_ref().map_or("", CheckpointId::as_str),
    ] {
        writer.text(text);
    }
    let hardware = &instance.hardware;
    writer.optional(hardware.processors.map(u64::from));
    writer.optional(hardware.memory_mb);
    writer.number(hardware.disks as u64);
    writer.optional(hardware.disks_gb);
    writer.optional(hardware.generation.map(u64::from));
    writer.number(hardware.highly_available.into());
    writer.number(instance.checkpoints.len() as u64);
    for checkpoint in &instance.checkpoints {
        let parent = checkpoint.parent.as_ref();
        writer.text(checkpoint.id.as_str());
        writer.text(parent.map_or("", CheckpointId::as_str));
        writer.text(&checkpoint.name);
        writer.text(&checkpoint.description);
        writer.optional(checkpoint.taken_ms);
        writer.number(checkpoint.usable.into());
    }
}

fn read_instance(reader: &mut Reader) -> Instance {
    Instance {
        name: reader.text(),
        power: PowerState::parse(&reader.text()),
        provisioning: reader.text(),
        checkpoint_type: CheckpointType::parse(&reader.text()),
        operating_system: reader.text(),
        computer_name: reader.text(),
        server: reader.text(),
        cloud: reader.text(),
        current: CheckpointId::new(&reader.text()),
        hardware: Hardware {
            processors: reader.optional().map(|number| number as u32),
            memory_mb: reader.optional(),
            disks: reader.number() as usize,
            disks_gb: reader.optional(),
            generation: reader.optional().map(|number| number as u32),
            highly_available: reader.number() != 0,
        },
        checkpoints: read_checkpoints(reader),
        // No service that signs people in tells more.
        more: Vec::new(),
    }
}

fn read_checkpoints(reader: &mut Reader) -> Vec<Checkpoint> {
    let mut checkpoints = Vec::new();
    for _ in 0..reader.number() {
        let Some(id) = CheckpointId::new(&reader.text()) else {
            // It has an id, unless it is damaged; then there is no end of them.
            break;
        };
        checkpoints.push(Checkpoint {
            id,
            parent: CheckpointId::new(&reader.text()),
            name: reader.text().as_str().to_owned(),
            description: reader.text().as_str().to_owned(),
            taken_ms: reader.optional(),
            usable: reader.number() != 0,
        });
    }
    checkpoints
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
