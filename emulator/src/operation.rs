//! Long-running operations: what was asked of a machine, how long it takes, how it ends, and how the machine's
//! record follows later.

mod activity;
pub mod error;
pub mod plan;
pub mod problem;
mod refusal;
pub mod shared;
pub mod world;

use crate::{
    clock::later,
    datacenter::machine::{Power, Record},
    operation::{error::ErrorDetail, problem::Problem},
};
use std::time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

/// What is asked of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// createCheckpoint, with the id the new one will have and what it hangs on if it is a root.
    CreateCheckpoint {
        /// The new checkpoint's id.
        id: Uuid,
        /// The parent it names if the machine has no current checkpoint.
        base: Uuid,
        /// Its name.
        name: String,
        /// Its description.
        description: String,
        /// What is ordered of VMM's side of it.
        ordered: Ordered,
    },
    /// Gives a checkpoint another name or description. Azure has no such action.
    DescribeCheckpoint {
        /// Which.
        id: Uuid,
        /// The new name, if it changes.
        name: Option<String>,
        /// The new description, if it changes.
        description: Option<String>,
    },
    /// deleteCheckpoint.
    DeleteCheckpoint {
        /// Which.
        id: Uuid,
    },
    /// restoreCheckpoint.
    RestoreCheckpoint {
        /// Which.
        id: Uuid,
        /// Whether the checkpoint holds no memory, so that the machine is off afterwards.
        off: bool,
    },
    /// start.
    Start,
    /// stop.
    Stop,
    /// restart.
    Restart,
}

/// Values of a new checkpoint that would else follow from the moment and the hypervisor's id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ordered {
    /// VMM's id of it.
    pub id: Option<Uuid>,
    /// When it was taken.
    pub added: Option<OffsetDateTime>,
    /// When it was last changed.
    pub modified: Option<OffsetDateTime>,
}

impl Action {
    /// The word in the path, in the letter case of the contract.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::CreateCheckpoint { .. } => "createCheckpoint",
            Self::DescribeCheckpoint { .. } => "describeCheckpoint",
            Self::DeleteCheckpoint { .. } => "deleteCheckpoint",
            Self::RestoreCheckpoint { .. } => "restoreCheckpoint",
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Restart => "restart",
        }
    }

    /// Does to a machine what the action does when it succeeds. VMM learns the hypervisor's id of a new checkpoint
    /// `refresh` later.
    fn apply(&self, record: &mut Record, end: OffsetDateTime, refresh: Duration) {
        match self {
            Self::CreateCheckpoint {
                id,
                base,
                name,
                description,
                ordered,
            } => {
                record.checkpoints.take(*id, *base, name, description);
                for new in record.checkpoints.each_mut(*id) {
                    new.vmm.id = ordered.id.unwrap_or(new.vmm.id);
                    new.vmm.added = ordered.added.unwrap_or(end);
                    new.vmm.modified = ordered.modified.unwrap_or(end);
                    new.vmm.refreshed = later(end, refresh);
                }
            }
            Self::DescribeCheckpoint {
                id,
                name,
                description,
            } => {
                for checkpoint in record.checkpoints.each_mut(*id) {
                    if let Some(name) = name {
                        checkpoint.name = name.as_str().into();
                    }
                    if let Some(description) = description {
                        checkpoint.description = description.as_str().into();
                    }
                    checkpoint.vmm.modified = end;
                }
            }
            Self::DeleteCheckpoint { id } => record.checkpoints.delete(*id),
            Self::RestoreCheckpoint { id, off } => {
                record.checkpoints.restore(*id);
                if *off {
                    record.power = Power::Stopped;
                }
            }
            Self::Start | Self::Restart => record.power = Power::Running,
            Self::Stop => record.power = Power::Stopped,
        }
        record.revision = record.revision.wrapping_add(1);
    }
}

/// How an operation ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Well. The service sometimes adds an empty error object even then.
    Succeeded {
        /// Whether this is such a time.
        empty_error: bool,
    },
    /// With an error; the machine is as before.
    Failed(ErrorDetail),
    /// Canceled by someone; the machine is as before.
    Canceled(ErrorDetail),
}

impl Outcome {
    /// The status word.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Succeeded { .. } => "Succeeded",
            Self::Failed(_) => "Failed",
            Self::Canceled(_) => "Canceled",
        }
    }
}

/// An operation that was accepted.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its id.
    pub id: Uuid,
    /// What was asked.
    pub action: Action,
    /// The index of the machine.
    pub machine: usize,
    /// Who asked for it, as VMM knows them; none for what came through Azure.
    pub owner: Option<String>,
    /// When it was accepted.
    pub started: OffsetDateTime,
    /// When and how it ends; never, if absent.
    pub end: Option<(OffsetDateTime, Outcome)>,
    /// What VMM says of it: why it failed or was canceled, or what it remarks on a success.
    pub problem: Option<Problem>,
    /// How long after the end the machine's record in Azure changes.
    pub lag: Duration,
    /// How long after the end VMM learns the hypervisor's id of a new checkpoint.
    pub refresh: Duration,
}

/// The way an action came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Through Azure Resource Manager.
    Azure,
    /// Through Service Provider Foundation.
    Foundation {
        /// Who asked for it.
        owner: String,
    },
}

impl Operation {
    /// How it ended, once it has.
    pub fn ended(&self, now: OffsetDateTime) -> Option<(OffsetDateTime, &Outcome)> {
        self.end
            .as_ref()
            .filter(|(at, _)| *at <= now)
            .map(|(at, outcome)| (*at, outcome))
    }

    /// Does to a record what the operation is meant to do, however it ends.
    pub fn aim(&self, record: &mut Record) {
        let end = self.end.as_ref().map_or(self.started, |(end, _)| *end);
        self.action.apply(record, end, self.refresh);
    }

    /// Does to a record what the operation does in the end.
    pub fn conclude(&self, record: &mut Record) {
        if let Some((end, Outcome::Succeeded { .. })) = &self.end {
            self.action.apply(record, *end, self.refresh);
            record.modified = *end;
        }
    }
}
