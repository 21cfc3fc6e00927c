//! What a person can do to the checkpoints of a machine.

use super::checkpoint::CheckpointId;
use super::virtual_machine::Instance;

/// One act on one machine's checkpoints.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Take a checkpoint. Both texts may be empty: the service then chooses the name.
    Create {
        /// The name that was typed.
        name: String,
        /// The description that was typed.
        description: String,
    },
    /// Delete one checkpoint; its children stay.
    Delete {
        /// Which one.
        id: CheckpointId,
        /// What it was called, for the words on screen.
        title: String,
    },
    /// Change the name of a checkpoint, its description, or both. What stays is not sent: somebody else may have changed it
    /// meanwhile.
    Edit {
        /// Which one.
        id: CheckpointId,
        /// What it was called, for the words on screen.
        title: String,
        /// The name that was typed, never empty; `None` when it stays.
        name: Option<String>,
        /// The description that was typed; `None` when it stays.
        description: Option<String>,
    },
    /// Bring the machine back to a checkpoint.
    Restore {
        /// Which one.
        id: CheckpointId,
        /// What it was called, for the words on screen.
        title: String,
    },
}

impl Action {
    /// The operation's name while it runs.
    pub fn running_words(&self) -> &'static str {
        match self {
            Self::Create { .. } => "Creating checkpoint",
            Self::Delete { .. } => "Deleting checkpoint",
            Self::Edit { .. } => "Changing checkpoint",
            Self::Restore { .. } => "Restoring checkpoint",
        }
    }

    /// The operation's name once it has succeeded.
    pub fn done_words(&self) -> &'static str {
        match self {
            Self::Create { .. } => "Checkpoint created",
            Self::Delete { .. } => "Checkpoint deleted",
            Self::Edit { .. } => "Checkpoint changed",
            Self::Restore { .. } => "Checkpoint restored",
        }
    }

    /// The operation's plain name.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Create { .. } => "Create checkpoint",
            Self::Delete { .. } => "Delete checkpoint",
            Self::Edit { .. } => "Change checkpoint",
            Self::Restore { .. } => "Restore checkpoint",
        }
    }

    /// The checkpoint's name, or empty when the service was left to choose it.
    pub fn checkpoint_title(&self) -> &str {
        match self {
            Self::Create { name, .. } => name,
            Self::Delete { title, .. } | Self::Edit { title, .. } | Self::Restore { title, .. } => {
                title
            }
        }
    }
}

/// The change that a finished action must show on the machine.
///
/// `createCheckpoint` returns no id and names are not unique, so a new checkpoint is known by not having been in the
/// list before.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// A checkpoint that was not among these.
    Appears {
        /// The ids before the action; `None` when the machine had not been read then.
        before: Option<Vec<CheckpointId>>,
        /// The name asked for, or empty.
        name: String,
    },
    /// This checkpoint is no longer there.
    Vanishes(CheckpointId),
    /// This checkpoint is called so and described so.
    Reads {
        /// Which one.
        id: CheckpointId,
        /// The name, trimmed, if it was to change.
        name: Option<String>,
        /// The description, trimmed, if it was to change.
        description: Option<String>,
    },
    /// The present state descends from this checkpoint.
    Becomes {
        /// Which one.
        id: CheckpointId,
        /// Whether it may have done so before the action: then it shows nothing that it did.
        already: bool,
    },
}

impl Expectation {
    /// What `action` must change on a machine that was `before` when it was sent.
    pub fn of(action: &Action, before: Option<&Instance>) -> Self {
        match action {
            Action::Create { name, .. } => Self::Appears {
                before: before
                    .map(|instance| instance.checkpoints.iter().map(|c| c.id.clone()).collect()),
                name: name.trim().to_owned(),
            },
            Action::Delete { id, .. } => Self::Vanishes(id.clone()),
            Action::Edit {
                id,
                name,
                description,
                ..
            } => Self::Reads {
                id: id.clone(),
                name: name.as_deref().map(|text| text.trim().to_owned()),
                description: description.as_deref().map(|text| text.trim().to_owned()),
            },
            Action::Restore { id, .. } => Self::Becomes {
                id: id.clone(),
                already: before.is_none_or(|instance| instance.current.as_ref() == Some(id)),
            },
        }
    }

    /// Whether the machine, read now, proves that the action was done, with no word of the service about it.
    pub fn is_proven_by(&self, now: &Instance) -> bool {
        !matches!(self, Self::Becomes { already: true, .. }) && self.is_shown_by(now)
    }

    /// Whether the machine, read now, is as the action should leave it.
    pub fn is_shown_by(&self, now: &Instance) -> bool {
        match self {
            Self::Appears {
                before: Some(before),
                name,
            } => now.checkpoints.iter().any(|checkpoint| {
                !before.contains(&checkpoint.id) && (name.is_empty() || checkpoint.name == *name)
            }),
            // Without the list from before, only a name can tell; without a name, nothing can.
            Self::Appears { before: None, name } => {
                !name.is_empty()
                    && now
                        .checkpoints
                        .iter()
                        .any(|checkpoint| checkpoint.name == *name)
            }
            Self::Vanishes(id) => now.checkpoint(id).is_none(),
            Self::Reads {
                id,
                name,
                description,
            } => now.checkpoint(id).is_some_and(|checkpoint| {
                let reads = |wanted: &Option<String>, text: &str| {
                    wanted.as_ref().is_none_or(|wanted| wanted == text.trim())
                };
                reads(name, &checkpoint.name) && reads(description, &checkpoint.description)
            }),
            Self::Becomes { id, .. } => now.current.as_ref() == Some(id),
        }
    }
}

#[cfg(test)]
mod tests;
