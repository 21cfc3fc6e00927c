//! A virtual machine: what a list says of it, and what reading the machine itself adds.

use std::sync::Arc;

use super::checkpoint::{Checkpoint, CheckpointId};
use super::resource_id::ResourceId;
use super::shared_text::SharedText;

/// What a list of machines tells: enough for a row before the machine itself is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The machine's resource id.
    pub id: ResourceId,
    /// Its name.
    pub name: SharedText,
    /// The subscription's display name.
    pub subscription: SharedText,
    /// The resource group's name.
    pub resource_group: SharedText,
    /// The Azure location, or empty.
    pub location: SharedText,
}

/// What reading the machine itself tells. Shared, because lists of thousands keep one for each row.
pub type SharedInstance = Arc<Instance>;

/// A virtual machine, reduced to what the console shows: Microsoft.ScVmm's `VirtualMachineInstance`, or VMM's own
/// `VirtualMachine`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instance {
    /// The machine's name, when reading it tells; else the list's holds.
    pub name: SharedText,
    /// Whether it runs.
    pub power: PowerState,
    /// The state of the resource in Azure, such as `Succeeded` or `Updating`; empty if the service has none.
    pub provisioning: SharedText,
    /// How checkpoints of it are taken.
    pub checkpoint_type: CheckpointType,
    /// The operating system in words, or empty.
    pub operating_system: SharedText,
    /// The computer name inside the guest, or empty.
    pub computer_name: SharedText,
    /// The VMM server's or the virtualisation host's name, or empty.
    pub server: SharedText,
    /// The cloud's name, or empty.
    pub cloud: SharedText,
    /// The hardware in short.
    pub hardware: Hardware,
    /// Its checkpoints in the service's order.
    pub checkpoints: Vec<Checkpoint>,
    /// The checkpoint that the present state descends from (`lastRestoredVMCheckpoint`, `LastRestoredCheckpointId`).
    pub current: Option<CheckpointId>,
    /// What else the service tells, for reading only: a term and its value.
    pub more: Vec<(&'static str, String)>,
}

impl Instance {
    /// The checkpoint with this id.
    pub fn checkpoint(&self, id: &CheckpointId) -> Option<&Checkpoint> {
        self.checkpoints
            .iter()
            .find(|checkpoint| checkpoint.id == *id)
    }

    /// Where it lives in one line: `server / cloud`, or the one that is known.
    pub fn place(&self) -> String {
        match (self.server.is_empty(), self.cloud.is_empty()) {
            (false, false) => [self.server.as_str(), self.cloud.as_str()].join(" / "),
            (false, true) => self.server.to_string(),
            (true, _) => self.cloud.to_string(),
        }
    }
}

/// The hardware of a machine in short; a part that the service does not tell is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hardware {
    /// Virtual processors.
    pub processors: Option<u32>,
    /// Memory in MB.
    pub memory_mb: Option<u64>,
    /// Number of disks.
    pub disks: usize,
    /// Largest sizes of all disks together, in GB.
    pub disks_gb: Option<u64>,
    /// VMM generation, 1 or 2.
    pub generation: Option<u32>,
    /// Whether it is on a failover cluster.
    pub highly_available: bool,
}

/// The power state. The service's vocabulary is open: an unknown word is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PowerState {
    /// Running.
    Running,
    /// Off. VMM says `Stopped` or `PowerOff`.
    Stopped,
    /// Paused.
    Paused,
    /// Saved to disk.
    Saved,
    /// Any other word, as the service wrote it.
    Other(String),
}

impl Default for PowerState {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl PowerState {
    /// Reads the service's word.
    pub fn parse(word: &str) -> Self {
        let word = word.trim();
        match word.to_ascii_lowercase().as_str() {
            "running" => Self::Running,
            "stopped" | "poweroff" | "poweredoff" | "off" => Self::Stopped,
            "paused" => Self::Paused,
            "saved" | "savedstate" => Self::Saved,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The word on screen.
    pub fn word(&self) -> &str {
        match self {
            Self::Running => "Running",
            Self::Stopped => "Stopped",
            Self::Paused => "Paused",
            Self::Saved => "Saved",
            Self::Other(word) if word.is_empty() => "Unknown",
            Self::Other(word) => word,
        }
    }
}

/// How checkpoints are taken (`checkpointType`, VMM 2016 and later).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointType {
    /// No checkpoint can be taken until the setting is changed in VMM.
    Disabled,
    /// By the guest's own backup technology; falls back to standard.
    Production,
    /// By the guest's own backup technology, or not at all.
    ProductionOnly,
    /// With the state of memory.
    Standard,
    /// Any other word, or empty when the service does not tell.
    Other(String),
}

impl Default for CheckpointType {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl CheckpointType {
    /// Reads the service's word.
    pub fn parse(word: &str) -> Self {
        let word = word.trim();
        match word.to_ascii_lowercase().as_str() {
            "disabled" => Self::Disabled,
            "production" => Self::Production,
            "productiononly" => Self::ProductionOnly,
            "standard" => Self::Standard,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The word on screen.
    pub fn word(&self) -> &str {
        match self {
            Self::Disabled => "Disabled",
            Self::Production => "Production",
            Self::ProductionOnly => "Production only",
            Self::Standard => "Standard",
            Self::Other(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_power_words_of_vmm_are_understood_and_others_kept() {
        assert_eq!(PowerState::parse("PowerOff"), PowerState::Stopped);
        assert_eq!(PowerState::parse("running"), PowerState::Running);
        assert_eq!(
            PowerState::parse("UpdatingCheckpoint").word(),
            "UpdatingCheckpoint"
        );
        assert_eq!(PowerState::parse("").word(), "Unknown");
    }

    #[test]
    fn the_checkpoint_types_are_understood_in_any_case() {
        assert_eq!(CheckpointType::parse("disabled"), CheckpointType::Disabled);
        assert_eq!(
            CheckpointType::parse("ProductionOnly").word(),
            "Production only"
        );
        assert_eq!(CheckpointType::parse("Later").word(), "Later");
    }
}
