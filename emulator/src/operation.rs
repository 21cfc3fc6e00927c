//! Long-running operations: what was asked of a machine, how long it takes, how it ends, and how the machine's
//! record follows later.

pub mod error;
pub mod plan;
pub mod world;

use crate::{
    datacenter::machine::{Power, Record},
    operation::error::ErrorDetail,
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

impl Action {
    /// The word in the path, in the letter case of the contract.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::CreateCheckpoint { .. } => "createCheckpoint",
            Self::DeleteCheckpoint { .. } => "deleteCheckpoint",
            Self::RestoreCheckpoint { .. } => "restoreCheckpoint",
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Restart => "restart",
        }
    }

    /// Does to a machine what the action does when it succeeds.
    fn apply(&self, record: &mut Record) {
        match self {
            Self::CreateCheckpoint {
                id,
                base,
                name,
                description,
            } => {
                record.checkpoints.take(*id, *base, name, description);
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
    /// When it was accepted.
    pub started: OffsetDateTime,
    /// When and how it ends; never, if absent.
    pub end: Option<(OffsetDateTime, Outcome)>,
    /// How long after the end the machine's record in Azure changes.
    pub lag: Duration,
}

impl Operation {
    /// How it ended, once it has.
    pub fn ended(&self, now: OffsetDateTime) -> Option<(OffsetDateTime, &Outcome)> {
        self.end
            .as_ref()
            .filter(|(at, _)| *at <= now)
            .map(|(at, outcome)| (*at, outcome))
    }
}
