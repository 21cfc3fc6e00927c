//! The true state of a machine, for tests that compare it with what a page shows.

use crate::{
    datacenter::machine::{Machine, Record},
    guid,
    operation::Operation,
    timestamp,
};
use serde::Serialize;

/// A machine as it really is now, before Azure's record has caught up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MachineState {
    /// The name.
    pub name: String,
    /// The resource id of the Arc machine.
    pub id: String,
    /// VMM's own id of the machine.
    pub vmm_id: String,
    /// The stamp through which Service Provider Foundation shows it.
    pub stamp_id: String,
    /// VMM's own id of the cloud it is in, if any.
    pub cloud_id: Option<String>,
    /// Power state, in VMM's word.
    pub power_state: &'static str,
    /// How checkpoints are taken.
    pub checkpoint_type: &'static str,
    /// The checkpoints.
    pub checkpoints: Vec<CheckpointState>,
    /// The id of the one the present state descends from.
    pub current: Option<String>,
    /// What runs on it.
    pub operation: Option<OperationState>,
}

/// A checkpoint. Ids are in capitals, as on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckpointState {
    /// Its id.
    pub id: String,
    /// The parent's id.
    pub parent: Option<String>,
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// VMM's own id of it, in small letters.
    pub vmm_id: String,
    /// When VMM says it was taken, in UTC.
    pub added: String,
    /// When VMM says it was last changed, in UTC.
    pub modified: String,
}

/// An operation that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationState {
    /// Its id.
    pub id: String,
    /// What was asked, as `createCheckpoint`.
    pub action: &'static str,
    /// When it was accepted.
    pub started: String,
}

impl MachineState {
    /// The state of a machine; none for one that VMM does not manage.
    pub fn new(machine: &Machine, record: &Record, running: Option<&Operation>) -> Option<Self> {
        let instance = machine.instance.as_ref()?;
        let checkpoints = record
            .checkpoints
            .list
            .iter()
            .map(|checkpoint| CheckpointState {
                id: guid::capital(checkpoint.id),
                parent: checkpoint.parent.map(guid::capital),
                name: checkpoint.name.to_string(),
                description: checkpoint.description.to_string(),
                vmm_id: checkpoint.vmm.id.to_string(),
                added: timestamp::document(checkpoint.vmm.added),
                modified: timestamp::document(checkpoint.vmm.modified),
            });
        Some(Self {
            name: machine.name.to_string(),
            id: machine.id(),
            vmm_id: instance.vmm_id.to_string(),
            stamp_id: instance.server.stamp.to_string(),
            cloud_id: instance.cloud.map(|cloud| cloud.vmm_id.to_string()),
            power_state: record.power.as_str(),
            checkpoint_type: instance.checkpoint_type.as_str(),
            checkpoints: checkpoints.collect(),
            current: record.checkpoints.current.map(guid::capital),
            operation: running.map(|operation| OperationState {
                id: operation.id.to_string(),
                action: operation.action.as_str(),
                started: timestamp::document(operation.started),
            }),
        })
    }
}
