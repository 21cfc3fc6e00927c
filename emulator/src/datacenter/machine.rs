//! A machine: its Azure resource, and for those that VMM manages what VMM knows of it.

use super::{
    checkpoint::{CheckpointType, Checkpoints},
    place::{Cloud, Group, Server},
};
use crate::guid;
use time::OffsetDateTime;
use uuid::Uuid;

/// An Arc machine of any kind.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The resource's name, unique over the datacenter.
    pub name: Box<str>,
    /// Where it lives.
    pub group: &'static Group,
    /// The `kind` on the wire; some machines have none.
    pub kind: Option<&'static str>,
    /// What runs on it.
    pub system: &'static System,
    /// Whether the guest agent is installed; without it most fields of the Azure resource are null.
    pub agent: bool,
    /// What VMM knows; absent for machines of other kinds, and for one whose instance was removed.
    pub instance: Option<Box<Instance>>,
}

/// An operating system.
#[derive(Debug, PartialEq, Eq)]
pub struct System {
    /// The edition's name, as VMM writes it.
    pub sku: &'static str,
    /// `Windows` or `Linux`.
    pub kind: &'static str,
    /// The version number.
    pub version: &'static str,
}

/// The VMM side of a machine.
#[derive(Clone, Debug)]
pub struct Instance {
    /// VMM's own id of the machine. The hypervisor's is another one.
    pub vmm_id: Uuid,
    /// The VMM server that manages it.
    pub server: &'static Server,
    /// The cloud it was placed in, if any.
    pub cloud: Option<&'static Cloud>,
    /// Hyper-V generation, 1 or 2.
    pub generation: u8,
    /// Virtual processors.
    pub cpu_count: u16,
    /// Memory in MB.
    pub memory_mb: u32,
    /// Whether the memory grows and shrinks.
    pub dynamic_memory: bool,
    /// Whether a cluster keeps it alive.
    pub highly_available: bool,
    /// The largest size of each disk in GB.
    pub disks_gb: Vec<u16>,
    /// How checkpoints are taken.
    pub checkpoint_type: CheckpointType,
    /// What changes with operations.
    pub record: Record,
}

/// The part of a machine that operations change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Power state.
    pub power: Power,
    /// Checkpoints.
    pub checkpoints: Checkpoints,
    /// Counts the changes; disk ids and ETags follow from it.
    pub revision: u32,
    /// When Azure learnt of the last change.
    pub modified: OffsetDateTime,
}

/// VMM's power states, as far as they occur here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// On.
    Running,
    /// Shut down.
    Stopped,
    /// Shut down, in VMM's older word.
    PowerOff,
    /// Halted in memory.
    Paused,
    /// Halted on disk.
    Saved,
}

impl Power {
    /// VMM's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "Running",
            Self::Stopped => "Stopped",
            Self::PowerOff => "PowerOff",
            Self::Paused => "Paused",
            Self::Saved => "Saved",
        }
    }
}

impl Machine {
    /// The machine's resource id.
    pub fn id(&self) -> String {
        format!(
            "{}/providers/Microsoft.HybridCompute/machines/{}",
            self.group.id(),
            self.name
        )
    }

    /// The resource id of its VM instance.
    pub fn instance_id(&self) -> String {
        format!(
            "{}/providers/Microsoft.ScVmm/virtualMachineInstances/default",
            self.id()
        )
    }

    /// One of the GUIDs that belong to this machine, by what it is for.
    pub fn guid(&self, purpose: &str) -> Uuid {
        guid::derived(&[self.group.name, &self.name, purpose])
    }

    /// A number that belongs to this machine, below `below`, for what only has to differ between machines.
    pub fn number(&self, purpose: &str, below: u32) -> u32 {
        let bytes = self.guid(purpose).into_bytes();
        let [a, b, c, d, ..] = bytes;
        u32::from_be_bytes([a, b, c, d]) % below.max(1)
    }
}
