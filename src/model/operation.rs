//! An operation: an action that was sent to a machine, from the sending to its end.

use super::action::Action;
use super::failure::Failure;
use super::resource_id::ResourceId;

/// The number of an operation in this sitting.
pub type OperationNumber = u32;

/// An operation as the console follows and shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its number in this sitting.
    pub number: OperationNumber,
    /// The machine.
    pub machine: ResourceId,
    /// The machine's name.
    pub machine_name: String,
    /// What was asked.
    pub action: Action,
    /// When it was sent, or began to wait for its turn, in milliseconds of Unix time.
    pub started_ms: u64,
    /// When its end was seen.
    pub ended_ms: Option<u64>,
    /// How it stands.
    pub state: OperationState,
    /// The operation that must succeed before this one is sent.
    pub after: Option<OperationNumber>,
}

/// How an operation stands.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationState {
    /// It is not sent before the checkpoint of the present state is there.
    Queued,
    /// It is being sent; no answer yet.
    Sending,
    /// The service works on it; percent done when the service tells (ARM never has).
    Running {
        /// Percent done.
        progress: Option<u8>,
    },
    /// Its state could not be read; it is not known to have failed, and is asked for again.
    LostSight(Failure),
    /// It is followed by reading the machine, because its own address cannot be read.
    Watching,
    /// The service says it has succeeded; the machine is read until it shows the change.
    Confirming,
    /// It succeeded; whether the machine was seen to show it.
    Succeeded {
        /// The machine shows the change.
        shown: bool,
    },
    /// It failed.
    Failed(Failure),
    /// It waited for another, which is not known to have succeeded: nothing was sent.
    NotSent,
    /// It was canceled at the service.
    Canceled(Failure),
    /// Nobody knows how it ended: the console looked for long enough.
    Unknown(Failure),
}

impl OperationState {
    /// Whether it is over as far as the console can know.
    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            Self::Succeeded { .. }
                | Self::Failed(_)
                | Self::NotSent
                | Self::Canceled(_)
                | Self::Unknown(_)
        )
    }

    /// The failure to show beside it.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::LostSight(failure)
            | Self::Failed(failure)
            | Self::Canceled(failure)
            | Self::Unknown(failure) => Some(failure),
            _ => None,
        }
    }
}

impl Operation {
    /// How it stands, in a few words.
    pub fn words(&self) -> String {
        match &self.state {
            OperationState::Queued => format!(
                "{}: waiting for the checkpoint of the present state",
                self.action.words()
            ),
            OperationState::Running {
                progress: Some(percent),
            } => {
                format!("{}, {percent} %", self.action.running_words())
            }
            OperationState::Sending
            | OperationState::Running { progress: None }
            | OperationState::Watching => self.action.running_words().to_owned(),
            OperationState::LostSight(_) => {
                format!("{}: lost sight, looking again", self.action.running_words())
            }
            OperationState::Confirming => format!(
                "{}: waiting for the machine to show it",
                self.action.done_words()
            ),
            OperationState::Succeeded { .. } => self.action.done_words().to_owned(),
            OperationState::Failed(_) => format!("{} failed", self.action.words()),
            OperationState::NotSent => format!("{} was not sent", self.action.words()),
            OperationState::Canceled(_) => format!("{} was canceled", self.action.words()),
            OperationState::Unknown(_) => format!("{}: outcome unknown", self.action.words()),
        }
    }

    /// The sentence that a screen reader hears at its end.
    pub fn announcement(&self) -> Option<String> {
        if !self.state.has_ended() {
            return None;
        }
        let mut text = format!("{} on {}.", self.words(), self.machine_name);
        if let Some(failure) = self.state.failure() {
            text.push(' ');
            text.push_str(failure.headline());
        }
        Some(text)
    }
}
