//! A machine's checkpoints and what the actions do to them.

use crate::guid;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// One checkpoint. Nobody knows its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its id on the hypervisor, which Azure shows in capitals.
    ///
    /// Assumption: Azure's `checkpointID` is what Service Provider Foundation calls `CheckpointID`.
    pub id: Uuid,
    /// What it was taken on top of. For a root this is a GUID that no checkpoint has; only odd data lacks it.
    pub parent: Option<Uuid>,
    /// The name, not necessarily unique.
    pub name: Box<str>,
    /// The description, often empty.
    pub description: Box<str>,
    /// What Azure does not show.
    pub vmm: InVmm,
}

/// What VMM knows of a checkpoint beyond what Azure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InVmm {
    /// VMM's own id of it.
    pub id: Uuid,
    /// When it was taken.
    pub added: OffsetDateTime,
    /// When it was last changed.
    pub modified: OffsetDateTime,
    /// When VMM learns the hypervisor's id of it.
    pub refreshed: OffsetDateTime,
}

impl Checkpoint {
    /// A checkpoint of which VMM has known for ever, under an id that follows from the hypervisor's.
    pub fn new(id: Uuid, parent: Option<Uuid>, name: &str, description: &str) -> Self {
        let long_ago = OffsetDateTime::UNIX_EPOCH;
        Self {
            id,
            parent,
            name: name.into(),
            description: description.into(),
            vmm: InVmm {
                id: guid::derived(&["checkpoint in VMM", &id.to_string()]),
                added: long_ago,
                modified: long_ago,
                refreshed: long_ago,
            },
        }
    }
}

/// How VMM takes checkpoints of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CheckpointType {
    /// With the guest's help (VSS), else as Standard.
    Production,
    /// With the guest's help or not at all.
    ProductionOnly,
    /// With the machine's memory.
    Standard,
    /// None can be taken.
    Disabled,
}

impl CheckpointType {
    /// VMM's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Production => "Production",
            Self::ProductionOnly => "ProductionOnly",
            Self::Standard => "Standard",
            Self::Disabled => "Disabled",
        }
    }
}

/// All checkpoints of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkpoints {
    /// In the order in which they were taken.
    pub list: Vec<Checkpoint>,
    /// The one the machine's present state descends from (`lastRestoredVMCheckpoint` on the wire).
    pub current: Option<Uuid>,
}

impl Checkpoints {
    /// The checkpoint with this id.
    pub fn find(&self, id: Uuid) -> Option<&Checkpoint> {
        self.list.iter().find(|checkpoint| checkpoint.id == id)
    }

    /// The checkpoint that VMM knows by this id.
    pub fn in_vmm(&self, id: Uuid) -> Option<&Checkpoint> {
        self.list.iter().find(|checkpoint| checkpoint.vmm.id == id)
    }

    /// Every checkpoint with this id, to change it; odd data has the same one twice.
    pub fn each_mut(&mut self, id: Uuid) -> impl Iterator<Item = &mut Checkpoint> {
        self.list
            .iter_mut()
            .filter(move |checkpoint| checkpoint.id == id)
    }

    /// Adds a checkpoint on top of the present state and makes it the one that state descends from: seen on the
    /// wire right after createCheckpoint, before any restore. `base` names what a root was taken on top of.
    pub fn take(&mut self, id: Uuid, base: Uuid, name: &str, description: &str) {
        let parent = Some(self.current.unwrap_or(base));
        self.list
            .push(Checkpoint::new(id, parent, name, description));
        self.current = Some(id);
    }

    /// Merges a checkpoint away: its children hang on its parent, and so does the present state.
    pub fn delete(&mut self, id: Uuid) {
        let Some(parent) = self.find(id).map(|checkpoint| checkpoint.parent) else {
            return;
        };
        self.list.retain(|checkpoint| checkpoint.id != id);
        for checkpoint in self
            .list
            .iter_mut()
            .filter(|checkpoint| checkpoint.parent == Some(id))
        {
            checkpoint.parent = parent;
        }
        if self.current == Some(id) {
            self.current = parent.filter(|parent| self.find(*parent).is_some());
        }
    }

    /// Goes back to a checkpoint; the others, later ones too, stay.
    pub fn restore(&mut self, id: Uuid) {
        if self.find(id).is_some() {
            self.current = Some(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guid::derived;

    fn id(name: &str) -> Uuid {
        derived(&[name])
    }

    /// a - b - c, and d beside b; the machine stands on d.
    fn branched() -> Checkpoints {
        let mut all = Checkpoints::default();
        for name in ["a", "b", "c"] {
            all.take(id(name), id("base"), name, "");
        }
        all.restore(id("a"));
        all.take(id("d"), id("base"), "d", "");
        all
    }

    #[test]
    fn a_new_checkpoint_hangs_on_the_current_one_and_becomes_it() {
        let all = branched();
        assert_eq!(all.current, Some(id("d")));
        assert_eq!(all.find(id("d")).and_then(|d| d.parent), Some(id("a")));
        assert_eq!(all.find(id("a")).and_then(|a| a.parent), Some(id("base")));
    }

    #[test]
    fn deleting_in_the_middle_hands_the_children_to_the_parent() {
        let mut all = branched();
        all.delete(id("b"));
        assert_eq!(all.find(id("c")).and_then(|c| c.parent), Some(id("a")));
        assert_eq!(all.current, Some(id("d")));
    }

    #[test]
    fn deleting_the_current_one_moves_the_present_to_its_parent() {
        let mut all = branched();
        all.delete(id("d"));
        assert_eq!(all.current, Some(id("a")));
    }

    #[test]
    fn deleting_the_last_one_leaves_nothing() {
        let mut all = Checkpoints::default();
        all.take(id("a"), id("base"), "a", "");
        all.delete(id("a"));
        assert_eq!(all, Checkpoints::default());
    }
}
